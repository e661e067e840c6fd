package org.meridian.node.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meridian.node.broker.BrokerSettings;
import org.meridian.node.broker.TestBroker;
import org.meridian.operator.access.PeerAccess;
import org.meridian.operator.links.LinkState;
import org.meridian.operator.links.LinkStatus;
import org.meridian.operator.links.Links;
import org.meridian.operator.links.Peer;
import org.springframework.util.FileSystemUtils;

@Order(1) // the longest first
class LinksTest {
    @TempDir
    Path directory;

    private BrokerSettings ukSettings;
    private TestBroker uk;
    private TestBroker nz;

    @BeforeEach
    void startBrokers() throws Exception {
        ukSettings = TestBroker.settings("uk", directory.resolve("uk"));
        uk = TestBroker.start(ukSettings);
        nz = TestBroker.start("nz", directory.resolve("nz"));
        admit(uk, "nz");
        admit(nz, "uk");
        uk.createTopic("shared.posts", 3, Map.of("cleanup.policy", "compact"));
    }

    @AfterEach
    void stopBrokers() {
        uk.close();
        nz.close();
    }

    @Test
    void recordsCrossBothWaysAsTheyAre() throws Exception {
        nz.createTopic("shared.posts", 3, Map.of());
        uk.createTopic("to-nz.requests", 1, Map.of());
        uk.createTopic("to-au.requests", 1, Map.of());
        uk.createTopic("domestic.accounts", 1, Map.of());
        for (var topic : List.of("to-nz.requests", "to-au.requests", "domestic.accounts")) {
            uk.send(new ProducerRecord<>(topic, "uk-1", "for some"));
        }
        try (var intoNz = links(nz, uk); var intoUk = links(uk, nz)) {
            var post = new ProducerRecord<>("shared.posts", 2, 1_700_000_000_000L, "uk-1", "kia ora");
            post.headers().add("ce_type", "PostPublished".getBytes(StandardCharsets.UTF_8));
            uk.send(post);
            uk.send(new ProducerRecord<>("shared.posts", 2, "uk-1", null));
            nz.send(new ProducerRecord<>("shared.posts", "nz-1", "hello"));

            var arrived = eventually(() -> nz.readAll("uk.shared.posts"), all -> all.size() == 2);
            assertThat(arrived).extracting(ConsumerRecord::value).containsExactly("kia ora", null);
            assertThat(arrived).extracting(ConsumerRecord::partition).containsOnly(2);
            assertThat(arrived.getFirst().timestamp()).isEqualTo(1_700_000_000_000L);
            assertThat(arrived.getFirst().headers().lastHeader("ce_type").value()).asString()
                    .isEqualTo("PostPublished");
            eventually(() -> uk.readAll("nz.shared.posts"), all -> all.size() == 1);
            eventually(() -> nz.readAll("uk.to-nz.requests"), all -> all.size() == 1);
            assertThat(topics(nz)).doesNotContain("uk.to-au.requests", "uk.domestic.accounts");
            eventually(intoNz::list, list -> list.getFirst().state() == LinkState.RUNNING
                    && list.getFirst().isCaughtUp());
            assertThat(intoUk.list()).extracting(LinkStatus::from).containsExactly("nz");
        }
    }

    @Test
    void aPeerThatIsDownDelaysNothingAndCatchesUpLater() throws Exception {
        uk.send(new ProducerRecord<>("shared.posts", "uk-1", "before"));
        uk.close();
        var begun = Instant.now();
        try (var links = links(nz, uk)) {
            assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(5));
            var down = eventually(() -> links.list().getFirst(), link -> link.state() == LinkState.DOWN);
            assertThat(down.lagRecords()).isNull();
            uk = TestBroker.start(ukSettings);
            eventually(() -> nz.readAll("uk.shared.posts"), all -> all.size() == 1);
            eventually(() -> links.list().getFirst(), link -> link.state() == LinkState.RUNNING);
        }
    }

    @Test
    void pausingLosesNothingAndOutlivesARestart() throws Exception {
        try (var links = links(nz, uk)) {
            uk.send(new ProducerRecord<>("shared.posts", "uk-1", "first"));
            eventually(() -> nz.readAll("uk.shared.posts"), all -> all.size() == 1);
            eventually(() -> links.list().getFirst(), link -> link.isCaughtUp());
            links.pause("uk");
        }
        uk.send(new ProducerRecord<>("shared.posts", "uk-2", "meanwhile"));
        try (var links = links(nz, uk)) {
            var paused = eventually(() -> links.list().getFirst(), link -> Long.valueOf(1).equals(link.lagRecords()));
            assertThat(paused.state()).isEqualTo(LinkState.PAUSED);
            links.resume("uk");
            eventually(() -> nz.readAll("uk.shared.posts"), all -> all.size() == 2);
            eventually(() -> links.list().getFirst(), link -> link.state() == LinkState.RUNNING);
        }
    }

    @Test
    void aLinkThatIsRefusedStartsByItselfOnceItIsAdmitted() throws Exception {
        uk.send(new ProducerRecord<>("shared.posts", "uk-1", "before"));
        uk.grantAccess(Map.of());
        try (var links = links(nz, uk)) {
            var refused = eventually(() -> links.list().getFirst(), link -> link.state() == LinkState.DOWN);
            assertThat(refused.problem()).contains("invalid credentials");
            admit(uk, "nz");
            eventually(() -> nz.readAll("uk.shared.posts"), all -> all.size() == 1);
            eventually(() -> links.list().getFirst(), link -> link.state() == LinkState.RUNNING);
            uk.grantAccess(Map.of());
            uk.send(new ProducerRecord<>("shared.posts", "uk-2", "while shut out"));
            eventually(() -> links.list().getFirst(), link -> link.state() == LinkState.DOWN);
            admit(uk, "nz");
            eventually(() -> nz.readAll("uk.shared.posts"), all -> all.size() == 2);
        }
    }

    @Test
    void aPeerFoundedAnewIsMirroredFromItsBeginning() throws Exception {
        try (var links = links(nz, uk)) {
            sendToOnePartition("old-1", "old-2");
            eventually(() -> links.list().getFirst(), link -> link.isCaughtUp()
                    && link.lastRecordAt() != null);
        }
        uk.close();
        FileSystemUtils.deleteRecursively(ukSettings.home());
        uk = TestBroker.start(ukSettings);
        admit(uk, "nz");
        uk.createTopic("shared.posts", 3, Map.of("cleanup.policy", "compact"));
        sendToOnePartition("new-1", "new-2", "new-3");
        try (var links = links(nz, uk)) {
            eventually(() -> nz.readAll("uk.shared.posts").stream().map(ConsumerRecord::value).toList(),
                    values -> values.containsAll(List.of("old-1", "old-2", "new-1", "new-2", "new-3")));
            eventually(() -> links.list().getFirst(), link -> link.isCaughtUp());
        }
    }

    @Test
    void aHerderThatRefusesSettingsSaysSo() {
        var unspeakable = new Peer("u\u0001k", uk.peerAddress(), PeerAccess.user("nz"), secret("nz"));
        try (var links = EmbeddedLinks.start(directory.resolve("links"), "nz", nz, List.of(unspeakable))) {
            var down = eventually(() -> links.list().getFirst(), link -> link.state() == LinkState.DOWN);
            assertThat(down.problem()).contains("Kafka Connect refused", "may not contain control");
        }
    }

    private void sendToOnePartition(String... values) throws Exception {
        for (var value : values) {
            uk.send(new ProducerRecord<>("shared.posts", 0, "uk-" + value, value));
        }
    }

    private Links links(TestBroker at, TestBroker from) {
        var here = at.settings().alias();
        var peer = new Peer(from.settings().alias(), from.peerAddress(), PeerAccess.user(here), secret(here));
        return EmbeddedLinks.start(directory.resolve("links-" + here), here, at, List.of(peer));
    }

    private static void admit(TestBroker broker, String peer) {
        broker.grantAccess(Map.of(peer, secret(peer)));
    }

    private static String secret(String peer) {
        return "secret-of-" + peer;
    }

    private static Set<String> topics(TestBroker broker) throws Exception {
        try (var admin = Admin.create(new HashMap<>(broker.broker().clientConfig()))) {
            return admin.listTopics().names().get();
        }
    }
}
