package org.meridian.eventlog.serde;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What a link puts in the place of a record that is too large to be held: no record of ours, but a sentence about the one that came. */
public final class LeftOut {

    /** Not the first byte of the wire format. */
    private static final byte[] MARK = {1, 'l', 'e', 'f', 't', ' ', 'o', 'u', 't', ':', ' '};
    private static final int MAX_SENTENCE = 200;

    private LeftOut() {}

    /** @param bytes of the record that came */
    public static byte[] of(long bytes) {
        String sentence = bytes + " bytes are more than any record can have; its own were not kept";
        byte[] value = Arrays.copyOf(MARK, MARK.length + sentence.length());
        System.arraycopy(sentence.getBytes(StandardCharsets.US_ASCII), 0, value, MARK.length, sentence.length());
        return value;
    }

    /** Empty for what is something else. A peer may write it as it may write anything; it is believed no more than that. */
    static Optional<String> sentence(byte[] value) {
        if (value.length > MAX_SENTENCE || !Arrays.equals(value, 0, Math.min(MARK.length, value.length), MARK, 0,
                MARK.length)) {
            return Optional.empty();
        }
        return Optional.of(new String(value, MARK.length, value.length - MARK.length, StandardCharsets.US_ASCII));
    }
}
