package org.meridian.replay.streaming;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.http.Fields;
import org.meridian.http.Refuses;
import org.meridian.replay.problem.ReplayProblem;
import org.meridian.replay.source.Cluster;
import org.meridian.replay.source.Selection;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Facts as NDJSON, CloudEvents in structured mode, for the role {@code analyst}. Ids are pseudonyms under a key that is new
 * with every call. Kafka is read as fast as the caller takes what was made of it.
 */
@RestController
public class ReplayApi {

    /** Each has two buffers of 4 MiB for what is late, and 128 KiB and a poll's facts of each partition. */
    private static final int AT_ONCE = 2;

    private final Cluster cluster;
    private final Semaphore places = new Semaphore(AT_ONCE);
    /** Not interrupted when a caller goes away, which Kafka's consumer would answer with an exception. */
    private final Scheduler threads = Schedulers.fromExecutor(Thread.ofVirtual().name("replay-", 0)::start, true);

    ReplayApi(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Facts as they are in Kafka, in one order: one CloudEvent a line. Of lists an empty one stands for all.
     *
     * @param from  the earliest time, inclusive, in UTC
     * @param until the latest time, exclusive, in UTC
     */
    @Refuses({"busy", "cannot-replay"})
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "application/x-ndjson", schema = @Schema(type = "string")))
    @GetMapping("/api/replay")
    ResponseEntity<Flux<DataBuffer>> replay(@RequestParam(defaultValue = "") List<String> topics,
            @RequestParam(defaultValue = "") List<String> countries,
            @RequestParam(defaultValue = "") List<String> groups,
            @RequestParam(defaultValue = "") List<String> types, @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String until) {
        Fields fields = new Fields();
        Selection selection = new Selection(new TreeSet<>(topics), new TreeSet<>(countries), new TreeSet<>(groups),
                new TreeSet<>(types), fields.time("from", from), fields.time("until", until));
        fields.check();
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_NDJSON).body(pieces(selection));
    }

    private FactStream opened(Selection selection) {
        if (!places.tryAcquire()) {
            throw Refusal.of(Refusal.Kind.TOO_MANY, "busy",
                    "This node replays for others at the moment. Try again when they are done.");
        }
        try {
            return FactStream.open(cluster, selection);
        } catch (ReplayProblem e) {
            places.release();
            throw Refusal.invalid("cannot-replay", String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            places.release();
            throw e;
        }
    }

    /** Opened by whoever subscribes, so that a caller who has gone by then leaves nothing open. */
    private Flux<DataBuffer> pieces(Selection selection) {
        return Flux.<DataBuffer, FactStream>generate(() -> opened(selection), (facts, out) -> {
            ByteBuffer piece = facts.next();
            if (piece == null) {
                out.complete();
            } else {
                out.next(DefaultDataBufferFactory.sharedInstance.wrap(piece));
            }
            return facts;
        }, this::close).subscribeOn(threads).cancelOn(threads);
    }

    private void close(FactStream stream) {
        try {
            stream.close();
        } finally {
            places.release();
        }
    }
}
