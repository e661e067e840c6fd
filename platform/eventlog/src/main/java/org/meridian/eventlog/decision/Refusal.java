package org.meridian.eventlog.decision;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why something is not done: a kind, and a sentence for the person who asked that also says what to do. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What stands in the way; whoever shows a refusal makes of it what they have for it. */
    public enum Kind {
        /** What was asked for has no meaning as it is. */
        INVALID,
        /** Who asks has not proved who they are. */
        UNAUTHENTICATED,
        /** The caller may not, and may know that. */
        FORBIDDEN,
        /** There is no such thing, or it is not for the caller to see; both in the same words. */
        MISSING,
        /** It contradicts what is so by now. */
        CONFLICT,
        /** It was understood, and contradicts an earlier request. */
        UNPROCESSABLE,
        /** Others are being served; later. */
        TOO_MANY,
        /** Not at the moment. */
        UNAVAILABLE,
        /** Somebody else who is needed for it does not answer. */
        UNREACHABLE
    }

    /**
     * What is wrong with one field of the request.
     *
     * @param message says it to whoever wrote the program
     * @param rule    names what is not kept to, for whoever says it in another language; empty where there is no name
     * @param numbers of the rule: how long it is, and how long it may be
     */
    public record FieldError(String field, String message, String rule, List<Integer> numbers) {

        public FieldError(String field, String message) {
            this(field, message, "", List.of());
        }
    }

    private final Kind kind;
    private final String type;
    private final String sentence;
    private final transient List<FieldError> errors;
    private final @Nullable Duration retryAfter;
    private final @Nullable String reason;

    private Refusal(Kind kind, String type, String sentence, List<FieldError> errors,
            @Nullable Duration retryAfter, @Nullable String reason) {
        super(sentence, null, false, false);
        this.kind = kind;
        this.type = type;
        this.sentence = sentence;
        this.errors = errors;
        this.retryAfter = retryAfter;
        this.reason = reason;
    }

    /** @param type what programs tell refusals of a kind apart by, for example {@code not-a-member} */
    public static Refusal of(Kind kind, String type, String sentence) {
        return new Refusal(kind, type, sentence, List.of(), null, null);
    }

    public static Refusal invalid(String type, String sentence) {
        return of(Kind.INVALID, type, sentence);
    }

    public static Refusal forbidden(String type, String sentence) {
        return of(Kind.FORBIDDEN, type, sentence);
    }

    public static Refusal conflict(String type, String sentence) {
        return of(Kind.CONFLICT, type, sentence);
    }

    public static Refusal unavailable(String type, String sentence) {
        return of(Kind.UNAVAILABLE, type, sentence);
    }

    /** What is missing and what is secret are refused by the same words. */
    public static Refusal notFound(String what) {
        return missing("There is no such " + what + ", or it is not for you to see.");
    }

    /** Where there is nothing secret, and more to say. */
    public static Refusal missing(String sentence) {
        return of(Kind.MISSING, "not-found", sentence);
    }

    public static Refusal fields(List<FieldError> errors) {
        return new Refusal(Kind.INVALID, "invalid-fields",
                "Correct the fields named in errors and send the request again.", errors, null, null);
    }

    /** The same, and when it may be asked for again. */
    public Refusal until(Duration wait) {
        return new Refusal(kind, type, sentence, errors, wait, reason);
    }

    /** The same, and what a person has written about it. */
    public Refusal because(String why) {
        return new Refusal(kind, type, sentence, errors, retryAfter, why);
    }

    public Kind kind() {
        return kind;
    }

    public String type() {
        return type;
    }

    public String sentence() {
        return sentence;
    }

    /** How long to wait before asking again; null where that is not known. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** As whoever decided it has written it; null where nobody has. */
    public @Nullable String reason() {
        return reason;
    }

    /** Empty unless single fields are wrong. */
    public List<FieldError> errors() {
        return errors;
    }
}
