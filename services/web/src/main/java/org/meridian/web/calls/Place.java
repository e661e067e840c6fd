package org.meridian.web.calls;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody is signed in.
 *
 * @param id      of the session
 * @param device  {@code computer}, {@code phone}, {@code tablet}, {@code program} or {@code unknown}
 * @param browser null where it is none that is known
 * @param system  the same
 * @param current whether the page is asked for from there
 */
public record Place(String id, String device, @Nullable String browser, @Nullable String system, Instant begunAt,
        Instant lastUsedAt, Instant endsAt, boolean current) {}
