package org.meridian.node.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meridian.node.broker.TestBroker;
import org.meridian.operator.access.PeerAccess;
import org.meridian.operator.links.LinkState;
import org.meridian.operator.links.Links;
import org.meridian.operator.links.Peer;
import org.meridian.schemas.Topics;

/** A peer that keeps its topics in its own way. */
class MirroredTopicsTest {
    private static final String SECRET = "the pair's secret";
    private static final Map<String, String> SHORT = Map.of("retention.ms", "86400000", "segment.bytes", "1048576");
    private static final Map<String, String> SHORTER = Map.of("cleanup.policy", "compact,delete", "retention.ms",
            "43200000", "segment.bytes", "2097152");

    @TempDir
    Path directory;

    private TestBroker uk;
    private TestBroker nz;

    @BeforeEach
    void startBrokers() {
        uk = TestBroker.start("uk", directory.resolve("uk"));
        nz = TestBroker.start("nz", directory.resolve("nz"));
        uk.grantAccess(Map.of("nz", SECRET));
    }

    @AfterEach
    void stopBrokers() {
        uk.close();
        nz.close();
    }

    @Test
    void copiesAreKeptAsThisNodeKeepsItsOwn() throws Exception {
        var topics = List.of("shared.posts", "shared.content", "to-nz.requests");
        for (var topic : topics) {
            uk.createTopic(topic, 1, SHORT);
        }
        uk.createTopic("shared.unheard", 1, SHORT);
        nz.createTopic("uk.shared.content", 1, SHORT); // mirrored when the peer's settings still came along
        try (var links = links()) {
            topics.forEach(topic -> eventually(() -> assertOwn(topic)));
            eventually(() -> assertThat(nz.settings("uk.shared.unheard")).isEmpty());
            eventually(() -> links.list().getFirst(), link -> link.state() == LinkState.RUNNING);
            for (var topic : topics) {
                uk.changeTopic(topic, SHORTER);
            }
            uk.createTopic("shared.profiles", 1, SHORTER);
            eventually(() -> assertOwn("shared.profiles"));
            for (var topic : topics) {
                assertOwn(topic);
            }
        }
    }

    @Test
    void copiesMadeBeforeAreSettledWhileThePeerIsAway() throws Exception {
        nz.createTopic("uk.shared.posts", 1, SHORTER);
        nz.createTopic("au.shared.posts", 1, SHORTER);
        uk.close();
        try (var links = links()) {
            eventually(() -> assertOwn("shared.posts"));
            assertThat(nz.settings("au.shared.posts")).as("another link's").isEqualTo(SHORTER);
            assertThat(links.list()).hasSize(1);
        }
    }

    private void assertOwn(String topic) throws Exception {
        assertThat(nz.settings("uk." + topic)).isEqualTo(Topics.spec(topic).configs());
    }

    private Links links() {
        var peer = new Peer("uk", uk.peerAddress(), PeerAccess.user("nz"), SECRET);
        return EmbeddedLinks.start(directory.resolve("links"), "nz", nz, List.of(peer));
    }
}
