package org.meridian.http.registry;

/** A refusal in Confluent's form; the code's first three digits are the HTTP status. */
final class RegistryProblem extends RuntimeException {

    static final int UNKNOWN_SUBJECT = 40401;
    static final int UNKNOWN_VERSION = 40402;
    static final int UNKNOWN_SCHEMA = 40403;
    static final int NO_LEVEL_OF_ITS_OWN = 40408;
    static final int NO_MODE_OF_ITS_OWN = 40409;
    static final int INVALID_SCHEMA = 42201;
    static final int INVALID_VERSION = 42202;
    static final int NOT_PERMITTED = 42205;

    private static final long serialVersionUID = 1L;

    private final int code;

    RegistryProblem(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    int code() {
        return code;
    }

    int status() {
        return code / 100;
    }
}
