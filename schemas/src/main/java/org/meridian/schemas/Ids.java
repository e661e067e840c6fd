package org.meridian.schemas;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Ids that say which node owns what they name: {@code <home>-<UUIDv7>}, derived ones with the owner first. */
public final class Ids {

    private static final NoArgGenerator UUIDS = Generators.timeBasedEpochRandomGenerator();
    private static final long VERSION = 0xf000;
    private static final long VERSION_7 = 0x7000;
    /** {@code -} and a UUID. */
    private static final int TAIL = 37;

    private Ids() {}

    public static String create(String home) {
        return home + "-" + UUIDS.generate();
    }

    public static UUID eventId() {
        return UUIDS.generate();
    }

    /** For what has no id of its own: the same for the same name, in the form of all others. */
    public static String named(String home, String name) {
        UUID hash = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        return home + "-" + new UUID(hash.getMostSignificantBits() & ~VERSION | VERSION_7,
                hash.getLeastSignificantBits());
    }

    /** The node that alone may change what the id names; the empty string when the id names none. */
    public static String home(String id) {
        int end = id.indexOf('-');
        return end < 0 ? "" : id.substring(0, end);
    }

    /** An id that belongs to {@code owner}'s home and names one thing of {@code other}, for example a membership. */
    public static String derived(String owner, String other) {
        return owner + "." + other;
    }

    /** Whether an id is made of two, as a membership's is. */
    public static boolean isDerived(String id) {
        return id.indexOf('.') >= 0;
    }

    /** Whether a caller's text can be an id at all; what cannot is not looked for. */
    public static boolean isPlain(String text) {
        byte[] bytes = bytes(text);
        return isPlain(bytes, 0, bytes.length);
    }

    /** Whether it is one id, or one that is derived from two. */
    public static boolean isWellFormed(String text) {
        byte[] bytes = bytes(text);
        return isPlain(bytes, 0, bytes.length) || isDerived(bytes, 0, bytes.length);
    }

    /** No id has a character that this cannot write, for which it writes a question mark. */
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The same for what stands in bytes of UTF-8. */
    public static boolean isPlain(byte[] bytes, int offset, int length) {
        int home = length - TAIL;
        if (home < 1 || !isLetter(bytes[offset])) {
            return false;
        }
        for (int i = 1; i < home; i++) {
            if (!isLetter(bytes[offset + i]) && !isDigit(bytes[offset + i])) {
                return false;
            }
        }
        return isTail(bytes, offset + home);
    }

    /** Whether it is derived from two, in bytes of UTF-8. */
    public static boolean isDerived(byte[] bytes, int offset, int length) {
        int dot = 0;
        while (dot < length && bytes[offset + dot] != '.') {
            dot++;
        }
        return dot < length && isPlain(bytes, offset, dot) && isPlain(bytes, offset + dot + 1, length - dot - 1);
    }

    /** RFC 9562: version 7, and the variant 8, 9, a or b. */
    private static boolean isTail(byte[] bytes, int at) {
        for (int i = 0; i < TAIL; i++) {
            byte c = bytes[at + i];
            boolean fits = switch (i) {
                case 0, 9, 14, 19, 24 -> c == '-';
                case 15 -> c == '7';
                case 20 -> c == '8' || c == '9' || c == 'a' || c == 'b';
                default -> isDigit(c) || c >= 'a' && c <= 'f';
            };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(byte c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    /** The later of now and just after {@code previous}, in whole microseconds: an aggregate's facts never go back in time. */
    public static Instant occurredAt(Instant now, Instant previous) {
        Instant next = previous.plus(1, ChronoUnit.MICROS);
        Instant micros = now.truncatedTo(ChronoUnit.MICROS);
        return micros.isBefore(next) ? next : micros;
    }
}
