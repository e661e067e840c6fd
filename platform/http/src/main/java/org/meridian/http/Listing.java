package org.meridian.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;

/**
 * A list as a caller goes through it, page by page: which one it is, by its path and its filters, and where this page begins.
 * Handlers of lists take one as an argument; it comes from the request's {@code cursor}, which is good for its own list only.
 */
public final class Listing {

    /** The parameter that one comes from. */
    public static final String CURSOR = "cursor";
    public static final String DEFAULT_LIMIT = "50";
    public static final int MAX_LIMIT = 100;
    /** Enough to tell lists apart; nothing is kept secret by it. */
    private static final int FINGERPRINT_BYTES = 6;

    private final String fingerprint;
    private final @Nullable Cursor after;

    private Listing(String fingerprint, @Nullable Cursor after) {
        this.fingerprint = fingerprint;
        this.after = after;
    }

    /**
     * @param list   its path and its filters, in one order whatever the request's
     * @param cursor null where the caller begins
     * @throws Refusal for what this list has never answered with
     */
    static Listing of(String list, @Nullable String cursor) {
        String fingerprint = fingerprint(list);
        return new Listing(fingerprint, cursor == null ? null : Cursor.parse(cursor, fingerprint));
    }

    /** Null where the caller begins. */
    public @Nullable Cursor after() {
        return after;
    }

    /** What callers get as {@code next}, and give back as {@code cursor}; null where nothing follows. */
    public @Nullable String next(@Nullable Cursor last) {
        return last == null ? null : last.text(fingerprint);
    }

    /** @param next null where nothing follows */
    public record Page<T>(List<T> items, @Nullable String next) {

        public <R> Page<R> map(Function<T, R> each) {
            return new Page<>(items.stream().map(each).toList(), next);
        }
    }

    /**
     * How many entries to read for a page: one more than it has, which tells whether another page follows.
     *
     * @throws Refusal unless the limit is 1 to 100
     */
    public static int toRead(int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw Refusal.fields(List.of(new Refusal.FieldError("limit", "Ask for 1 to " + MAX_LIMIT + " entries.")));
        }
        return limit + 1;
    }

    /**
     * The page, and what callers get as {@code next}.
     *
     * @param found    as many as {@link #toRead} says, or less where the list has ended
     * @param position behind which the next page begins, when this one ends there
     */
    public <T> Page<T> page(List<T> found, int limit, Function<T, Cursor> position) {
        List<T> items = found.size() > limit ? found.subList(0, limit) : found;
        return new Page<>(items, next(found.size() > limit ? position.apply(items.getLast()) : null));
    }

    private static String fingerprint(String list) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(list.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(hash, FINGERPRINT_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
