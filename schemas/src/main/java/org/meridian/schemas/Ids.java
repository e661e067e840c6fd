package org.meridian.schemas;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.regex.Pattern;

/** Ids that say which node owns what they name: {@code <home>-<UUIDv7>}, derived ones with the owner first. */
public final class Ids {

    private static final NoArgGenerator UUIDS = Generators.timeBasedEpochRandomGenerator();
    private static final String ONE = "[a-z][a-z0-9]*-[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";
    private static final Pattern PLAIN = Pattern.compile(ONE);
    private static final Pattern WELL_FORMED = Pattern.compile(ONE + "(\\." + ONE + ")?");

    private Ids() {}

    public static String create(String home) {
        return home + "-" + UUIDS.generate();
    }

    public static UUID eventId() {
        return UUIDS.generate();
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
        return PLAIN.matcher(text).matches();
    }

    /** Whether it is one id, or one that is derived from two. */
    public static boolean isWellFormed(String text) {
        return WELL_FORMED.matcher(text).matches();
    }

    /** The later of now and just after {@code previous}, in whole microseconds: an aggregate's facts never go back in time. */
    public static Instant occurredAt(Instant now, Instant previous) {
        Instant next = previous.plus(1, ChronoUnit.MICROS);
        Instant micros = now.truncatedTo(ChronoUnit.MICROS);
        return micros.isBefore(next) ? next : micros;
    }
}
