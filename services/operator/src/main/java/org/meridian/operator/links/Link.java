package org.meridian.operator.links;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.meridian.operator.links.ConnectorStatus.State;
import org.meridian.operator.tls.TlsContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One link and the watch over it: every second, more seldom while nothing comes, it measures how far behind the link is,
 * starts it again when it has failed, and makes it begin anew when the peer was founded anew.
 */
final class Link implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Link.class);
    private static final Duration LAST_LOOK = Duration.ofSeconds(2);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration AT_REST = Duration.ofSeconds(3);
    private static final Duration SLOWEST_RETRY = Duration.ofSeconds(30);

    private final Peer peer;
    private final String alias;
    private final Connect connect;
    private final PeerTopics source;
    private final PeerTopics mirrored;
    private final MirroredTopics settings;
    private final LinkHistory history = new LinkHistory();
    private final KafkaProbe probe;
    private @Nullable Thread watch;
    private volatile LinkStatus status;
    private boolean made;
    private volatile @Nullable String outsider;
    private volatile @Nullable String waits;
    private @Nullable String lastWarning;
    private boolean rests;
    private @Nullable Map<TopicPartition, Long> knownEnds;
    private Map<TopicPartition, Long> knownNext = Map.of();
    private long committedRecords = -1;
    private Duration retryAfter = INTERVAL;
    private Instant nextRetry = Instant.EPOCH;

    private record Measured(@Nullable Long lagRecords, @Nullable Instant lastRecordAt, boolean nothingToMirror,
            @Nullable String problem) {}

    Link(Peer peer, Map<String, String> ownClient, String topics, Connect connect) {
        this.peer = peer;
        this.alias = peer.alias();
        this.connect = connect;
        this.status = new LinkStatus(alias, LinkState.STARTING, null, null, null);
        this.source = new PeerTopics(peer.clientConfig(), Pattern.compile(topics));
        this.mirrored = new PeerTopics(ownClient, Pattern.compile(Pattern.quote(alias + ".") + "(?:" + topics + ")"));
        this.settings = new MirroredTopics(alias, mirrored);
        this.probe = new KafkaProbe(alias, TlsContext.of(peer.tls()).orElse(null));
    }

    void start() {
        watch = Thread.ofPlatform().daemon().name(LinkConfig.name(alias) + "-watch").start(this::watch);
    }

    synchronized void pause() {
        connect.pause(alias);
        show(LinkState.PAUSING);
    }

    /** At its next look: it reads nothing for as long as there is a reason. */
    void holdUp(@Nullable String reason) {
        waits = reason;
    }

    synchronized void resume() {
        if (outsider == null && waits == null) {
            connect.resume(alias);
        } else {
            connect.stop(alias); // not paused any more; it runs once Kafka answers there
        }
        show(LinkState.STARTING);
    }

    /** Until the watch has looked again. */
    private void show(LinkState state) {
        status = new LinkStatus(alias, state, status.lagRecords(), status.lastRecordAt(), null);
    }

    /** As the watch has seen it last; never waits. */
    LinkStatus status() {
        return status;
    }

    List<LinkHistory.Minute> history() {
        return history.minutes();
    }

    private LinkState state(Measured now, @Nullable String problem, @Nullable ConnectorStatus connector) {
        if (connect.isPaused(alias)) {
            return stillReads(connector) ? LinkState.PAUSING : LinkState.PAUSED;
        }
        if (problem != null) {
            return LinkState.DOWN;
        }
        return isRunning(now, connector) ? LinkState.RUNNING : LinkState.STARTING;
    }

    private static boolean isRunning(Measured now, @Nullable ConnectorStatus connector) {
        return connector != null && (now.nothingToMirror || !connector.tasks().isEmpty())
                && connector.areAll(State.RUNNING);
    }

    /** A link reads on for a moment after it was paused. */
    private static boolean stillReads(@Nullable ConnectorStatus connector) {
        return connector != null && connector.isAny(State.RUNNING);
    }

    private void watch() {
        try {
            while (true) {
                rests = false;
                look();
                history.add(status, Instant.now());
                Thread.sleep(rests ? AT_REST : INTERVAL);
            }
        } catch (InterruptedException closed) {
            source.close();
            mirrored.close();
        }
    }

    private void look() {
        try {
            String reason = waits;
            if (reason != null) {
                keepOff(reason);
                return;
            }
            probe();
            if (outsider == null) {
                make();
                settings.settleEarlier();
                conclude(measured());
                lastWarning = null;
            } else {
                keepOff(outsider);
            }
        } catch (ConnectAway e) {
            made = false; // it may have lost what it ran
            fail(String.valueOf(e.getMessage()));
        } catch (Throwable e) { // an Error too: nobody else looks after the link
            if (!Thread.currentThread().isInterrupted()) {
                fail("it cannot be looked after: " + e);
                log.debug("The link from {}", alias, e);
            }
        }
    }

    private void fail(String problem) {
        status = new LinkStatus(alias, LinkState.DOWN, null, status.lastRecordAt(), problem);
        warnOnce(problem);
    }

    private void warnOnce(String sentence) {
        if (!sentence.equals(lastWarning)) {
            log.warn("The link from {}: {}", alias, sentence);
            lastWarning = sentence;
        }
    }

    /** Only until it works: then Kafka's clients are connected, and find Kafka there again when they come back. */
    private void probe() {
        if (!works()) {
            outsider = probe.problem(peer.bootstrapServers());
        }
    }

    private boolean works() {
        return status.lagRecords() != null && status.state() != LinkState.DOWN;
    }

    /** No client of Kafka's stays that could connect there: it would be the end of the process that it is in. */
    private synchronized void keepOff(String problem) {
        source.close();
        var connector = connect.status(alias);
        if (connector != null && !connect.isPaused(alias) && !connector.is(State.STOPPED)) {
            connect.stop(alias);
        }
        conclude(new Measured(null, status.lastRecordAt(), false, problem));
        warnOnce(problem);
    }

    /** It was stopped while something else than Kafka answered at the peer's address, or one of the two refused the other. */
    private synchronized void resumeIfStopped() {
        var connector = connect.status(alias);
        if (connector != null && connector.is(State.STOPPED)) {
            connect.resume(alias);
        }
    }

    private synchronized void make() {
        if (!made) {
            connect.run(peer);
            made = true;
        }
    }

    private Measured measured() {
        try {
            noticeNewFoundation();
            if (!works()) {
                resumeIfStopped();
            }
            return measure();
        } catch (PeerTopics.Unreachable e) {
            return new Measured(null, status.lastRecordAt(), false, peer.bootstrapServers() + ": " + e.getMessage());
        }
    }

    private Measured measure() throws PeerTopics.Unreachable {
        var ends = source.endOffsets();
        settings.settleNew(ends.keySet().stream().map(TopicPartition::topic).collect(Collectors.toSet()));
        var next = next(ends);
        return new Measured(lag(ends, next), lastRecordAt(next), ends.isEmpty(), problem(ends, next));
    }

    /** Asked for only while it has something to catch up with. */
    private Map<TopicPartition, Long> next(Map<TopicPartition, Long> ends) {
        rests = ends.equals(knownEnds) && lag(ends, knownNext) == 0;
        if (!rests) {
            knownNext = connect.offsets(alias).next();
            knownEnds = ends;
        }
        return knownNext;
    }

    private static long lag(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> next) {
        return ends.entrySet().stream().mapToLong(end -> lag(end, next)).sum();
    }

    private static long lag(Map.Entry<TopicPartition, Long> end, Map<TopicPartition, Long> next) {
        return Math.max(0, end.getValue() - next.getOrDefault(end.getKey(), 0L));
    }

    /** Asked for only after the link has moved. */
    private @Nullable Instant lastRecordAt(Map<TopicPartition, Long> next) throws PeerTopics.Unreachable {
        long records = next.values().stream().mapToLong(Long::longValue).sum();
        if (records == committedRecords) {
            return status.lastRecordAt();
        }
        long newest = mirrored.newestTimestamp();
        if (newest < 0) {
            return null; // asked for again: topics that were only just made are not known yet
        }
        committedRecords = records;
        return Instant.ofEpochMilli(newest);
    }

    /** A peer that shuts this node out keeps the connection and shows no topic any more. */
    private @Nullable String problem(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> next) {
        return ends.isEmpty() && !next.isEmpty() ? "the peer shows this node none of its topics any more" : null;
    }

    /** What keeps the peer from being read is said before what has failed here for it. */
    private synchronized void conclude(Measured now) {
        var connector = connect.status(alias);
        var failure = connector == null ? null : connector.failure().orElse(null);
        var problem = now.problem == null ? failure : now.problem;
        var state = state(now, problem, connector);
        rests = rests && state == LinkState.RUNNING;
        if (connector == null) {
            knownEnds = null; // Connect has lost it, and says so when it is asked for its offsets
        }
        status = new LinkStatus(alias, state, now.lagRecords, now.lastRecordAt,
                state == LinkState.DOWN ? problem : null);
        if (now.problem == null) {
            restartIfFailed(failure);
        }
    }

    private void restartIfFailed(@Nullable String failure) {
        if (failure == null) {
            if (Instant.now().isAfter(nextRetry.plus(SLOWEST_RETRY))) {
                retryAfter = INTERVAL; // it runs for good: whatever starts again looks well for a moment
            }
        } else if (Instant.now().isAfter(nextRetry)) {
            log.warn("The link from {} failed and is started again: {}", alias, failure);
            nextRetry = Instant.now().plus(retryAfter);
            retryAfter = SLOWEST_RETRY.compareTo(retryAfter.multipliedBy(2)) < 0
                    ? SLOWEST_RETRY
                    : retryAfter.multipliedBy(2);
            connect.restart(alias);
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
            knownEnds = null;
            connect.startOver(alias);
            connect.resume(alias);
        }
        connect.noteMirrored(alias, found);
    }

    /** Starting over ends in running, so what is paused waits for its operator; {@code STOPPED} is half-way through it. */
    private boolean mayStartOver() {
        var connector = connect.status(alias);
        return connector != null && !connect.isPaused(alias)
                && (connector.is(State.RUNNING) || connector.is(State.STOPPED));
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.interrupt();
            try {
                watch.join(LAST_LOOK); // so that it asks nothing of what is closed next
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
