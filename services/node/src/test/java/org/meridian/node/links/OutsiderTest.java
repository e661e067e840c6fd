package org.meridian.node.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.meridian.node.broker.BrokerSettings;
import org.meridian.node.broker.TestBroker;
import org.meridian.operator.access.PeerAccess;
import org.meridian.operator.links.LinkState;
import org.meridian.operator.links.LinkStatus;
import org.meridian.operator.links.Links;
import org.meridian.operator.links.Peer;
import org.meridian.testing.Outsider;

/** What answers at a peer's address without being Kafka. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutsiderTest {
    private static final String SECRET = "the pair's secret";
    /** As long as an answer of Kafka's may be, but to something else: no client of Kafka's comes to harm by it. */
    private static final byte[] HARMLESS = ByteBuffer.allocate(24).putInt(20).putInt(-7).array();
    /** How Kafka's ApiVersions request begins. */
    private static final String PROBE = "0000000a00120000";

    private Path directory;
    private TestBroker nz;
    private TestBroker au;

    @BeforeAll
    void startBrokers(@TempDir Path directory) throws Exception {
        this.directory = directory;
        nz = TestBroker.start("nz", directory.resolve("nz"));
        au = running(TestBroker.settings("au", directory.resolve("au")));
    }

    @AfterAll
    void stopBrokers() {
        nz.close();
        au.close();
    }

    @Test
    void isProbedOnlyAndItsLinkStartsOnceKafkaIsThere() throws Exception {
        var settings = TestBroker.settings("uk", directory.resolve("uk"));
        var server = new Outsider(settings.peerPort(), Outsider.HTTP);
        try (server; var links = links("first", settings, au.settings())) {
            eventually(() -> links.list().getLast(), OutsiderTest::isThrough);
            var down = eventually(() -> links.list().getFirst(), link -> link.state() == LinkState.DOWN);
            assertThat(down.problem()).isEqualTo("127.0.0.1:" + settings.peerPort() + " answers, but not as Kafka"
                    + " does: meridian.peers.uk.bootstrap is to be where its Kafka listens to other countries");
            links.pause("uk");
            links.resume("uk");
            eventually(() -> assertThat(server.heard()).hasSizeGreaterThan(3));
            assertThat(server.heard()).allMatch(PROBE::equals);
            assertThat(links.list().getLast()).matches(OutsiderTest::isThrough);
            server.close();
            try (var uk = running(settings)) {
                eventually(() -> links.list().getFirst(), OutsiderTest::isThrough);
                eventually(() -> nz.readAll("uk.shared.posts"), all -> all.size() == 1);
                var probes = server.heard().size();
                uk.send(new ProducerRecord<>("shared.posts", "uk-2", "later"));
                eventually(() -> nz.readAll("uk.shared.posts"), all -> all.size() == 2);
                assertThat(server.heard()).hasSize(probes);
            }
        }
    }

    @Test
    void endsTheConnectorOfALinkThatRanUntilKafkaIsBack() throws Exception {
        var settings = TestBroker.settings("us", directory.resolve("us"));
        var us = running(settings);
        try (var links = links("second", settings)) {
            eventually(() -> links.list().getFirst(), OutsiderTest::isThrough);
            us.close();
            try (var server = new Outsider(settings.peerPort(), HARMLESS)) {
                eventually(() -> links.list().getFirst(),
                        link -> String.valueOf(link.problem()).contains("answers, but"));
                eventually(() -> lastFive(server.heard()), last -> last.equals(Collections.nCopies(5, PROBE)));
            }
            us = TestBroker.start(settings);
            us.send(new ProducerRecord<>("shared.posts", "us-2", "later"));
            eventually(() -> nz.readAll("us.shared.posts"), all -> all.size() == 2);
            eventually(() -> links.list().getFirst(), OutsiderTest::isThrough);
        } finally {
            us.close();
        }
    }

    /** A client that still connected would be heard among them: it tries again within a second, as the link does. */
    private static List<String> lastFive(List<String> heard) {
        return heard.subList(Math.max(0, heard.size() - 5), heard.size());
    }

    private static TestBroker running(BrokerSettings settings) throws Exception {
        var broker = TestBroker.start(settings);
        broker.grantAccess(Map.of("nz", SECRET));
        broker.createTopic("shared.posts", 1, Map.of());
        broker.send(new ProducerRecord<>("shared.posts", settings.alias() + "-1", "first"));
        return broker;
    }

    private Links links(String name, BrokerSettings... from) {
        var peers = Arrays.stream(from).map(
                it -> new Peer(it.alias(), "127.0.0.1:" + it.peerPort(), PeerAccess.user("nz"), SECRET)).toList();
        return EmbeddedLinks.start(directory.resolve(name), "nz", nz, peers);
    }

    private static boolean isThrough(LinkStatus link) {
        return link.state() == LinkState.RUNNING && link.isCaughtUp();
    }
}
