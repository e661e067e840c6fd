package org.meridian.node.links;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorStateInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One link and the watch over it: every second it measures how far behind the link is, starts it again when it has
 * failed, and makes it begin anew when the peer was founded anew.
 */
final class Link implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Link.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration SLOWEST_RETRY = Duration.ofSeconds(30);

    private final Peer peer;
    private final String alias;
    private final Connect connect;
    private final PeerTopics source;
    private final PeerTopics mirrored;
    private final Thread watch;
    private volatile Measured measured = new Measured(null, null, false, null);
    private boolean made;
    private @Nullable String away;
    private long committedRecords = -1;
    private Duration retryAfter = INTERVAL;
    private Instant nextRetry = Instant.EPOCH;

    private record Measured(@Nullable Long lagRecords, @Nullable Instant lastRecordAt, boolean nothingToMirror,
            @Nullable String problem) {}

    Link(Peer peer, Map<String, String> ownClient, String topics, Connect connect) {
        this.peer = peer;
        this.alias = peer.alias();
        this.connect = connect;
        this.source = new PeerTopics(peer.clientConfig(), Pattern.compile(topics));
        this.mirrored = new PeerTopics(ownClient, Pattern.compile(Pattern.quote(alias + ".") + "(?:" + topics + ")"));
        this.watch = Thread.ofPlatform().daemon().name(LinkConfig.name(alias) + "-watch").unstarted(this::watch);
    }

    void start() {
        watch.start();
    }

    synchronized void pause() {
        connect.pause(alias);
    }

    synchronized void resume() {
        connect.resume(alias);
    }

    LinkStatus status() {
        var now = measured;
        try {
            var state = state(now);
            return new LinkStatus(alias, state, now.lagRecords, now.lastRecordAt,
                    state.equals("down") ? now.problem : null);
        } catch (ConnectAway e) {
            return new LinkStatus(alias, "down", now.lagRecords, now.lastRecordAt, e.getMessage());
        }
    }

    private String state(Measured now) {
        if (connect.isPaused(alias)) {
            return stillReads() ? "pausing" : "paused";
        }
        if (now.problem != null) {
            return "down";
        }
        return isRunning(now) ? "running" : "starting";
    }

    private boolean isRunning(Measured now) {
        var state = connect.state(alias);
        return state != null && now.lagRecords != null && (now.nothingToMirror || !state.tasks().isEmpty())
                && states(state).allMatch("RUNNING"::equals);
    }

    /** A link reads on for a moment after it was told to pause. */
    private boolean stillReads() {
        var state = connect.state(alias);
        return state != null && states(state).anyMatch("RUNNING"::equals);
    }

    private static Stream<String> states(ConnectorStateInfo state) {
        return Stream.concat(Stream.of(state.connector().state()), state.tasks().stream().map(task -> task.state()));
    }

    private void watch() {
        try {
            while (true) {
                look();
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException closed) {
            source.close();
            mirrored.close();
        }
    }

    private void look() {
        try {
            make();
            noticeNewFoundation();
            measured = measure();
            restartIfFailed();
            away = null;
        } catch (ConnectAway e) {
            made = false; // it may have lost what it ran
            measured = new Measured(null, measured.lastRecordAt, false, e.getMessage());
            tellOnce(String.valueOf(e.getMessage()));
        } catch (PeerTopics.Unreachable e) {
            measured = new Measured(null, measured.lastRecordAt, false,
                    peer.bootstrapServers() + ": " + e.getMessage());
        } catch (RuntimeException e) {
            log.warn("The link from {} could not be looked after: {}", alias, e.toString());
        }
    }

    private void tellOnce(String sentence) {
        if (!sentence.equals(away)) {
            log.warn("The link from {}: {}", alias, sentence);
            away = sentence;
        }
    }

    private synchronized void make() {
        if (!made) {
            connect.run(peer);
            made = true;
        }
    }

    private Measured measure() throws PeerTopics.Unreachable {
        var ends = source.endOffsets();
        var next = CommittedOffsets.next(connect.offsets(alias));
        long lag = ends.entrySet().stream().mapToLong(end -> lag(end, next)).sum();
        return new Measured(lag, lastRecordAt(next), ends.isEmpty(), problem(ends, next));
    }

    private static long lag(Map.Entry<TopicPartition, Long> end, Map<TopicPartition, Long> next) {
        return Math.max(0, end.getValue() - next.getOrDefault(end.getKey(), 0L));
    }

    /** Asked for only after the link has moved. */
    private @Nullable Instant lastRecordAt(Map<TopicPartition, Long> next) throws PeerTopics.Unreachable {
        long records = next.values().stream().mapToLong(Long::longValue).sum();
        if (records == committedRecords) {
            return measured.lastRecordAt;
        }
        long newest = mirrored.newestTimestamp();
        committedRecords = records;
        return newest < 0 ? null : Instant.ofEpochMilli(newest);
    }

    /** A peer that shuts this node out keeps the connection and shows no topic any more. */
    private @Nullable String problem(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> next) {
        return ends.isEmpty() && !next.isEmpty() ? "the peer shows this node none of its topics any more" : failure();
    }

    private @Nullable String failure() {
        var state = connect.state(alias);
        if (state == null) {
            return null;
        }
        return Stream.concat(Stream.of(state.connector()), state.tasks().stream())
                .filter(part -> part.state().equals("FAILED"))
                .map(part -> String.valueOf(part.trace()).lines().findFirst().orElse("failed")).findFirst()
                .orElse(null);
    }

    private synchronized void restartIfFailed() {
        var failure = failure();
        if (failure == null) {
            retryAfter = INTERVAL;
        } else if (Instant.now().isAfter(nextRetry)) {
            log.warn("The link from {} failed and is started again: {}", alias, failure);
            nextRetry = Instant.now().plus(retryAfter);
            retryAfter = SLOWEST_RETRY.compareTo(retryAfter.multipliedBy(2)) < 0
                    ? SLOWEST_RETRY
                    : retryAfter.multipliedBy(2);
            connect.restartFailed(alias);
        }
    }

    private synchronized void noticeNewFoundation() throws PeerTopics.Unreachable {
        var found = source.clusterId();
        var known = connect.mirrored(alias);
        if (found.equals(known) || known != null && !mayStartOver()) {
            return;
        }
        if (known != null) {
            log.warn("The node {} was founded anew (its cluster was {}, now it is {}): mirroring it from the beginning",
                    alias, known, found);
            connect.startOver(alias);
            connect.resume(alias);
        }
        connect.noteMirrored(alias, found);
    }

    /** Starting over ends in running, so what is paused waits for its operator; {@code STOPPED} is half-way through it. */
    private boolean mayStartOver() {
        var connector = connect.state(alias);
        return connector != null && !connect.isPaused(alias)
                && Set.of("RUNNING", "STOPPED").contains(connector.connector().state());
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
