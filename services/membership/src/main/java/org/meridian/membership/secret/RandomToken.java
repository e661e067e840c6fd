package org.meridian.membership.secret;

import java.security.SecureRandom;
import java.util.Base64;

/** Something that nobody guesses, with 256 bits, as it may stand in an address. */
public final class RandomToken {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    private RandomToken() {}

    public static String create() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
