package org.meridian.operator.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.meridian.operator.Country;
import org.meridian.operator.links.CommittedOffsets.Committed;
import org.meridian.operator.links.ConnectorStatus.Part;
import org.meridian.operator.links.ConnectorStatus.State;

/** The watch over a link whose Kafka Connect fails. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinkWatchTest {
    private static final String SECRET = "the pair's secret";

    private Country uk;

    @BeforeAll
    void startBroker() {
        uk = Country.start("uk");
        uk.grantAccess(Map.of("nz", SECRET));
    }

    @AfterAll
    void stopBroker() {
        uk.close();
    }

    @Test
    void whateverFailsIsSaidAndTheWatchGoesOn() {
        var connect = new FakeConnect();
        try (var link = watched(connect)) {
            eventually(link::status, LinkWatchTest::isThrough);
            for (var failure : List.of(new IllegalStateException("it hangs"), new NoClassDefFoundError("gone"),
                    new OutOfMemoryError("Java heap space"), new ConnectAway("Connect is away."))) {
                connect.onStatus = () -> sneaky(failure);
                var down = eventually(link::status, now -> now.state() == LinkState.DOWN);
                assertThat(down.problem()).contains(failure.getMessage());
                assertThat(down.lagRecords()).isNull();
                connect.onStatus = () -> {};
                eventually(link::status, LinkWatchTest::isThrough);
            }
        }
    }

    @Test
    void whatConnectRefusesIsSaidAndTriedAgain() {
        var connect = new FakeConnect();
        connect.onRun = () -> {
            throw new IllegalStateException("Kafka Connect refused: the settings");
        };
        try (var link = watched(connect)) {
            var down = eventually(link::status, now -> now.state() == LinkState.DOWN);
            assertThat(down.problem()).contains("Kafka Connect refused: the settings");
            eventually(() -> assertThat(connect.runs).hasValueGreaterThan(2));
            connect.onRun = () -> {};
            eventually(link::status, LinkWatchTest::isThrough);
        }
    }

    /** What starts again looks well for a moment. */
    @Test
    void whatFailsAgainAndAgainIsStartedMoreAndMoreSeldom() {
        var connect = new FakeConnect();
        try (var link = watched(connect)) {
            eventually(link::status, LinkWatchTest::isThrough);
            connect.failing = true;
            var restarts = eventually(() -> List.copyOf(connect.restarts), all -> all.size() == 4);
            assertThat(Duration.between(restarts.get(1), restarts.get(2))).isGreaterThan(Duration.ofSeconds(2));
            assertThat(Duration.between(restarts.get(2), restarts.get(3))).isGreaterThan(Duration.ofSeconds(4));
        }
    }

    @Test
    void whereNothingComesConnectIsNotAskedHowFarItIs() throws Exception {
        uk.createTopic("to-nz.requests", 1, Map.of());
        var connect = new FakeConnect();
        try (var link = watched(connect, "to-nz\\..*")) {
            eventually(link::status, LinkWatchTest::isThrough);
            uk.send("to-nz.requests", "uk-1", "a request");
            eventually(link::status, it -> Long.valueOf(1).equals(it.lagRecords()));
            connect.mirrored.put(Map.of("topic", "to-nz.requests", "partition", 0), Map.of("offset", 0));
            eventually(link::status, LinkWatchTest::isThrough);

            int asked = connect.asked.get();
            int looked = connect.looked.get();
            eventually(connect.looked::get, looks -> looks > looked + 2);
            assertThat(connect.asked).hasValue(asked);
        }
    }

    @Test
    void whileThereIsAReasonItReadsNothing() {
        var connect = new FakeConnect();
        try (var link = watched(connect)) {
            eventually(link::status, LinkWatchTest::isThrough);
            link.holdUp("it waits for room");
            var down = eventually(link::status, now -> now.state() == LinkState.DOWN);
            assertThat(down.problem()).isEqualTo("it waits for room");
            assertThat(connect.stopped).isTrue();
            link.resume(); // an operator does not know why
            assertThat(connect.stopped).isTrue();
            link.holdUp(null);
            eventually(link::status, LinkWatchTest::isThrough);
            assertThat(connect.stopped).isFalse();
        }
    }

    private Link watched(FakeConnect connect) {
        return watched(connect, "shared\\..*");
    }

    private Link watched(FakeConnect connect, String topics) {
        var link = new Link(uk.asPeer("uk", "nz", SECRET), uk.client(), topics, connect);
        link.start();
        return link;
    }

    private static boolean isThrough(LinkStatus link) {
        return link.state() == LinkState.RUNNING && link.isCaughtUp();
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneaky(Throwable failure) throws E {
        throw (E) failure;
    }

    /** Runs everything at once; what fails is well again for a moment whenever it is started. */
    private static final class FakeConnect implements Connect {
        volatile Runnable onStatus = () -> {};
        volatile Runnable onRun = () -> {};
        volatile boolean failing;
        final AtomicInteger runs = new AtomicInteger();
        final Map<Map<String, ?>, Map<String, ?>> mirrored = new ConcurrentHashMap<>();
        final AtomicInteger asked = new AtomicInteger();
        final AtomicInteger looked = new AtomicInteger();
        final List<Instant> restarts = new CopyOnWriteArrayList<>();
        volatile boolean stopped;
        private volatile boolean made;
        private volatile boolean restarted;
        private volatile @Nullable String cluster;

        @Override
        public void start() {}

        @Override
        public void run(Peer peer) {
            runs.incrementAndGet();
            onRun.run();
            made = true;
        }

        @Override
        public void pause(String peer) {}

        @Override
        public void resume(String peer) {
            stopped = false;
        }

        @Override
        public boolean isPaused(String peer) {
            return false;
        }

        @Override
        public void restart(String peer) {
            restarts.add(Instant.now());
            restarted = true;
        }

        @Override
        public void stop(String peer) {
            stopped = true;
        }

        @Override
        public void startOver(String peer) {}

        @Override
        public CommittedOffsets offsets(String peer) {
            asked.incrementAndGet();
            return new CommittedOffsets(mirrored.entrySet().stream()
                    .map(it -> new Committed(it.getKey(), it.getValue())).toList());
        }

        @Override
        public @Nullable ConnectorStatus status(String peer) {
            looked.incrementAndGet();
            onStatus.run();
            if (!made) {
                return null;
            }
            if (stopped) {
                return new ConnectorStatus(new Part(State.STOPPED, null), List.of());
            }
            var task = failing && !restarted ? new Part(State.FAILED, "it failed") : new Part(State.RUNNING, null);
            restarted = false;
            return new ConnectorStatus(new Part(State.RUNNING, null), List.of(task));
        }

        @Override
        public @Nullable String mirrored(String peer) {
            return cluster;
        }

        @Override
        public void noteMirrored(String peer, String clusterId) {
            cluster = clusterId;
        }

        @Override
        public void close() {}
    }
}
