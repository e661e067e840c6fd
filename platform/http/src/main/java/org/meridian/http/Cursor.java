package org.meridian.http;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.schemas.Ids;

/**
 * Where a page ended in a list that is ordered by a time, then by an id; opaque to callers. It stays good when what it
 * names is no longer in the list.
 *
 * @param id plain or derived
 */
public record Cursor(Instant at, String id) {

    public static final String DEFAULT_LIMIT = "50";

    private static final int MAX_LIMIT = 100;

    /**
     * Null where the caller begins.
     *
     * @throws Refusal for what no list has ever answered with
     */
    public static @Nullable Cursor parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", -1);
            // A year of four digits: others are no times of PostgreSQL's, or not written as ours are.
            if (parts.length == 2 && parts[0].matches("[1-9][0-9]{3}-.*") && Ids.isWellFormed(parts[1])) {
                return new Cursor(Instant.parse(parts[0]), parts[1]);
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            // Not ours: falls through to the refusal.
        }
        throw refusal("cursor", "This is no cursor of ours. Leave it out to begin, or send 'next' as it was given.");
    }

    /** @throws Refusal unless the limit is 1 to 100 */
    public static int checkedLimit(int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw refusal("limit", "Ask for 1 to " + MAX_LIMIT + " entries.");
        }
        return limit;
    }

    /** The cursor behind the last of a full page; null where the list has ended. */
    public static <T> @Nullable String next(List<T> items, int limit, Function<T, Cursor> position) {
        return items.size() < limit ? null : position.apply(items.getLast()).text();
    }

    /** As callers get it, and give it back. */
    public String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((at + " " + id).getBytes(StandardCharsets.UTF_8));
    }

    private static Refusal refusal(String field, String message) {
        return Refusal.fields(List.of(new Refusal.FieldError(field, message)));
    }
}
