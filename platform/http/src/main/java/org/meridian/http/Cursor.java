package org.meridian.http;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.schemas.Ids;

/**
 * Where a page ended in a list that is ordered by a time, then by an id. It stays good when what it names is no longer in the
 * list.
 *
 * @param id plain or derived; empty in a list that never has two entries of one time
 */
public record Cursor(Instant at, String id) {

    public Cursor(Instant at) {
        this(at, "");
    }

    /** @throws Refusal for what is no cursor of ours, and for another list's */
    static Cursor parse(String text, String list) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", -1);
            // A year of four digits: others are no times of PostgreSQL's, or not written as ours are.
            if (parts.length == 3 && parts[0].matches("[1-9][0-9]{3}-.*")
                    && (parts[1].isEmpty() || Ids.isWellFormed(parts[1]))) {
                var cursor = new Cursor(Instant.parse(parts[0]), parts[1]);
                if (!parts[2].equals(list)) {
                    throw refusal("This cursor is of another list, or of this one with other filters. Leave it out to"
                            + " begin, or send 'next' to where you were given it.");
                }
                return cursor;
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            // Not ours: falls through to the refusal.
        }
        throw refusal("This is no cursor of ours. Leave it out to begin, or send 'next' as it was given.");
    }

    String text(String list) {
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString((at + " " + id + " " + list).getBytes(StandardCharsets.UTF_8));
    }

    private static Refusal refusal(String message) {
        return Refusal.fields(List.of(new Refusal.FieldError("cursor", message)));
    }
}
