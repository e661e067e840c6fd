package org.meridian.node.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorOffsets;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorStateInfo;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorStateInfo.ConnectorState;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorStateInfo.TaskState;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.meridian.node.broker.PeerAccess;
import org.meridian.node.broker.TestBroker;

/** The watch over a link whose Kafka Connect fails. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinkWatchTest {
    private static final String SECRET = "the pair's secret";
    private static final String TOPICS = "shared\\..*";

    private TestBroker uk;
    private Path directory;

    @BeforeAll
    void startBroker(@TempDir Path directory) {
        this.directory = directory;
        uk = TestBroker.start("uk", directory.resolve("uk"));
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
                connect.onOffsets = () -> sneaky(failure);
                var down = eventually(link::status, now -> now.state().equals("down"));
                assertThat(down.problem()).contains(failure.getMessage());
                assertThat(down.lagRecords()).isNull();
                connect.onOffsets = FakeConnect::none;
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
            var down = eventually(link::status, now -> now.state().equals("down"));
            assertThat(down.problem()).contains("Kafka Connect refused: the settings");
            eventually(() -> assertThat(connect.runs).hasValueGreaterThan(2));
            connect.onRun = () -> {};
            eventually(link::status, LinkWatchTest::isThrough);
            assertThat(connect.state).isNotNull();
        }
    }

    @Test
    void aHerderThatRefusesSettingsSaysSo() {
        var own = uk.broker().clientConfig();
        var unspeakable = new Peer("u\u0001k", uk.peerAddress(), PeerAccess.user("nz"), SECRET);
        try (var links = Links.start(directory.resolve("links"), "nz", own, List.of(unspeakable), TOPICS)) {
            var down = eventually(() -> links.list().getFirst(), link -> link.state().equals("down"));
            assertThat(down.problem()).contains("Kafka Connect refused", "may not contain control");
        }
    }

    /** What starts again looks well for a moment. */
    @Test
    void whatFailsAgainAndAgainIsStartedMoreAndMoreSeldom() throws Exception {
        var connect = new FakeConnect();
        try (var link = watched(connect)) {
            eventually(link::status, LinkWatchTest::isThrough);
            long end = System.nanoTime() + 9_000_000_000L;
            while (System.nanoTime() < end) {
                connect.state = state("RUNNING", "FAILED");
                Thread.sleep(700);
                connect.state = state("RUNNING", "RUNNING");
                Thread.sleep(700);
            }
            assertThat(connect.restarts).hasValueBetween(1, 4);
        }
    }

    private Link watched(FakeConnect connect) {
        var peer = new Peer("uk", uk.peerAddress(), PeerAccess.user("nz"), SECRET);
        var link = new Link(peer, uk.broker().clientConfig(), TOPICS, connect);
        link.start();
        return link;
    }

    private static boolean isThrough(LinkStatus link) {
        return link.state().equals("running") && Long.valueOf(0).equals(link.lagRecords());
    }

    private static ConnectorStateInfo state(String connector, String task) {
        return new ConnectorStateInfo("link-from-uk", new ConnectorState(connector, "here", null, null),
                List.of(new TaskState(0, task, "here", task.equals("FAILED") ? "it failed" : null, null)),
                ConnectorType.SOURCE);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> ConnectorOffsets sneaky(Throwable failure) throws E {
        throw (E) failure;
    }

    /** Runs everything at once. */
    private static final class FakeConnect implements Connect {
        volatile Supplier<ConnectorOffsets> onOffsets = FakeConnect::none;
        volatile Runnable onRun = () -> {};
        volatile @Nullable ConnectorStateInfo state;
        final AtomicInteger runs = new AtomicInteger();
        final AtomicInteger restarts = new AtomicInteger();
        private volatile @Nullable String cluster;

        static ConnectorOffsets none() {
            return new ConnectorOffsets(List.of());
        }

        @Override
        public void run(Peer peer) {
            runs.incrementAndGet();
            onRun.run();
            state = LinkWatchTest.state("RUNNING", "RUNNING");
        }

        @Override
        public void pause(String peer) {}

        @Override
        public void resume(String peer) {}

        @Override
        public boolean isPaused(String peer) {
            return false;
        }

        @Override
        public void restart(String peer) {
            restarts.incrementAndGet();
        }

        @Override
        public void stop(String peer) {}

        @Override
        public void startOver(String peer) {}

        @Override
        public ConnectorOffsets offsets(String peer) {
            return onOffsets.get();
        }

        @Override
        public @Nullable ConnectorStateInfo state(String peer) {
            return state;
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
