package org.meridian.notifications.notices;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.schemas.Ids;

/** Where a page of notices ended; opaque to callers. */
record Cursor(Instant raisedAt, String id) {

    String text() {
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString((raisedAt + " " + id).getBytes(StandardCharsets.UTF_8));
    }

    /** @throws Refusal for what no page has ever ended with */
    static @Nullable Cursor parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", -1);
            if (parts.length == 2 && parts[0].matches("[1-9][0-9]{3}-.*") && Ids.isWellFormed(parts[1])) {
                return new Cursor(Instant.parse(parts[0]), parts[1]);
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            // Not ours: falls through to the refusal.
        }
        throw Refusal.fields(List.of(new Refusal.FieldError("cursor",
                "This is no cursor of ours. Leave it out to begin with the newest, or send 'next' as it was given.")));
    }
}
