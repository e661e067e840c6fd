package org.meridian.web.calls;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/**
 * The replay service, for analysts. {@code caller} is the Authorization header, as {@code Visit.caller()} has it. Its files are
 * {@link ReplayFiles}.
 */
@HttpExchange("/api")
public interface ReplayCalls {

    /** Of lists an empty one stands for all; {@code from} is inclusive, {@code until} is not. */
    record NewReplay(List<String> countries, List<String> groups, List<String> types, @Nullable Instant from,
            @Nullable Instant until, String format, boolean withContent) {}

    /** @param what {@code read}, then {@code wrote} */
    record Progress(String what, long done, long all) {

        public long percent() {
            return all == 0 ? 100 : Math.clamp(done * 100 / all, 0, 100);
        }
    }

    record File(String name, long records, long bytes, String sha256) {}

    /**
     * @param state     {@code waiting}, {@code running}, {@code done} or {@code failed}
     * @param progress  null unless it is running
     * @param deletedAt when it goes by itself; null before it has ended
     * @param problem   why it failed
     */
    record Replay(String id, String state, NewReplay options, @Nullable Progress progress, Instant askedAt,
            @Nullable Instant deletedAt, List<File> files, @Nullable String problem) {

        public boolean isUnderWay() {
            return state.equals("waiting") || state.equals("running");
        }

        public boolean isDone() {
            return state.equals("done");
        }
    }

    /** @param formats those that the node makes */
    record Replays(List<Replay> items, List<String> formats) {}

    /**
     * Of facts.
     *
     * @param repeats  that were left out
     * @param setAside by reason: what a node would park
     */
    record Counts(long read, long exported, long repeats, Map<String, Long> setAside, Map<String, Long> byType,
            Map<String, Long> byCountry) {}

    /** What the file {@code manifest.json} says of an export. */
    record Manifest(Counts counts) {}

    /** The caller's own, the newest first. */
    @GetExchange("/replays")
    Replays replays(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller);

    /** @param key the same for a form that is sent twice */
    @PostExchange("/replays")
    Replay start(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @RequestHeader("Idempotency-Key") String key,
            @RequestBody NewReplay replay);

    @GetExchange("/replays/{id}")
    Replay replay(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id);

    @GetExchange("/replays/{id}/files/manifest.json")
    Manifest manifest(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id);

    @DeleteExchange("/replays/{id}")
    void delete(@RequestHeader(HttpHeaders.AUTHORIZATION) String caller, @PathVariable String id);
}
