package org.meridian.replay.keeping;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.replay.exporting.Manifest;
import org.meridian.replay.exporting.Request;

/**
 * An export that somebody has asked for, as its folder keeps it.
 *
 * @param owner   the member who asked
 * @param endedAt when it was done or failed; null before
 * @param problem why it failed, for people
 * @param files   those that it has made, the manifest not among them
 * @param key     the Idempotency-Key that it was asked for with
 */
record Kept(String id, String owner, Request request, State state, Instant askedAt, @Nullable Instant endedAt,
        @Nullable String problem, List<Manifest.File> files, @Nullable String key) {

    enum State {
        /** For others to be done. */
        WAITING, RUNNING, DONE, FAILED
    }

    static Kept asked(String id, String owner, Request request, @Nullable String key, Instant now) {
        return new Kept(id, owner, request, State.WAITING, now, null, null, List.of(), key);
    }

    Kept running() {
        return new Kept(id, owner, request, State.RUNNING, askedAt, null, null, List.of(), key);
    }

    Kept done(List<Manifest.File> made, Instant now) {
        return new Kept(id, owner, request, State.DONE, askedAt, now, null, made, key);
    }

    Kept failed(String why, Instant now) {
        return new Kept(id, owner, request, State.FAILED, askedAt, now, why, List.of(), key);
    }

    @JsonIgnore
    boolean isUnderWay() {
        return state == State.WAITING || state == State.RUNNING;
    }
}
