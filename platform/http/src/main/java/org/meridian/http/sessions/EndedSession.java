package org.meridian.http.sessions;

import java.time.Instant;

/**
 * A session that ended before its time.
 *
 * @param id    the claim {@code sid} of its access tokens
 * @param until when the last of these expires
 */
public record EndedSession(String id, Instant until) {}
