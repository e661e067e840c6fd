package org.meridian.node.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.meridian.testing.Waiting.eventually;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.meridian.node.broker.Certificates;
import org.meridian.node.broker.TestBroker;
import org.meridian.operator.access.PeerAccess;
import org.meridian.operator.access.ReaderSettings.Reader;
import org.meridian.operator.access.ScramClient;
import org.meridian.operator.links.LinkState;
import org.meridian.operator.links.Links;
import org.meridian.operator.links.Peer;
import org.meridian.operator.tls.TlsSettings;
import org.meridian.process.settings.NodeSettings;
import org.meridian.testing.TextClient;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Two countries over TLS, and what becomes of a link whose certificates are not in order. */
@Order(1)
@ExtendWith(OutputCaptureExtension.class)
class TlsTest {

    private static final String HOST = "127.0.0.1";
    private static final String SECRET = "the pair's secret";

    @TempDir
    Path directory;

    private Certificates ofUk;
    private Certificates ofNz;
    private TestBroker uk;
    private TestBroker nz;

    @BeforeEach
    void startBrokers() throws Exception {
        ofUk = Certificates.make(directory.resolve("tls-uk"), HOST);
        ofNz = Certificates.make(directory.resolve("tls-nz"), HOST);
        uk = TestBroker.start("uk", directory.resolve("uk"),
                settings(ofUk).listener("peers", knowing("uk", "nz", ofNz)));
        nz = TestBroker.start("nz", directory.resolve("nz"));
        uk.grantAccess(Map.of("nz", SECRET, "au", "au's secret"));
        uk.createTopic("shared.posts", 1, Map.of());
        uk.send(new ProducerRecord<>("shared.posts", "uk-0", "first"));
    }

    @AfterEach
    void stopBrokers() {
        uk.close();
        nz.close();
    }

    private static TlsSettings settings(Certificates of) {
        return new TlsSettings(of.node(), of.authority(), null, of.revoked(), false);
    }

    private static NodeSettings knowing(String node, String peer, Certificates of) {
        return new NodeSettings(node, Map.of(peer, peer(HOST + ":9", of)), Map.of(), 6);
    }

    private static NodeSettings.Peer peer(String bootstrap, Certificates of) {
        return new NodeSettings.Peer(bootstrap, "", SECRET, of.authority().toString());
    }

    /** A client of the uk's Kafka with these certificates, which believes the uk's own. */
    private Map<String, String> client(Certificates shown, String user, String secret) {
        var config = new HashMap<>(ScramClient.config(uk.peerAddress(), user, secret));
        config.putAll(settings(shown).client("uk", peer(uk.peerAddress(), ofUk)));
        return config;
    }

    private Links links(Certificates shown) {
        var peer = new Peer("uk", uk.peerAddress(), PeerAccess.user("nz"), SECRET,
                settings(shown).client("uk", peer(uk.peerAddress(), ofUk)));
        return EmbeddedLinks.start(directory.resolve("links"), "nz", nz, List.of(peer));
    }

    @Test
    void nothingStopsWhileCertificatesAreReplacedOnBothSides() throws Exception {
        try (var links = links(ofNz)) {
            eventually(() -> nz.readAll("uk.shared.posts"), all -> all.size() == 1);
            for (int sent = 1; sent <= 20; sent++) {
                uk.send(new ProducerRecord<>("shared.posts", "uk-" + sent, "while certificates are replaced"));
                (sent % 2 == 0 ? ofUk : ofNz).renew(HOST);
                assertThat(TextClient.readAll(client(ofNz, "link-nz", SECRET), "shared.posts")).hasSize(1 + sent);
                assertThat(links.list().getFirst().state()).isIn(LinkState.STARTING, LinkState.RUNNING);
            }
            eventually(() -> nz.readAll("uk.shared.posts"), all -> all.size() == 21);
            assertThat(links.list().getFirst().state()).isEqualTo(LinkState.RUNNING);
        }
    }

    @Test
    void eachRefusalIsASentenceOnBothSides(CapturedOutput log) throws Exception {
        ofNz.expire(HOST);
        assertSaid(ofNz, log, "this node's certificate has expired: make another (scripts/certs)",
                "the certificate for 127.0.0.1 expired on ");
        ofNz.renew(HOST);
        ofNz.revoke(ofNz.node());
        Files.copy(ofNz.revoked(), ofUk.revoked());
        assertSaid(ofNz, log, "this node's certificate is not believed there",
                "the certificate for 127.0.0.1 is revoked in the file of meridian.tls.revoked");
        var selfMade = Certificates.make(directory.resolve("self-made"), HOST);
        assertSaid(selfMade, log, "this node's certificate is not believed there",
                "the certificate for 127.0.0.1 is signed by \"CN=Meridian authority of 127.0.0.1\", and not by an authority in"
                        + " meridian.peers.nz.authority");
        ofNz.renew("nz.example.org");
        assertSaid(ofNz, log, "this node's certificate is not believed there",
                "the certificate for nz.example.org is for another host than 127.0.0.1");
        ofNz.renew(HOST);
        ofUk.renew("uk.example.org");
        assertSaid(ofNz, log, "the certificate for uk.example.org is for another host than 127.0.0.1", "");
    }

    private void assertSaid(Certificates shown, CapturedOutput log, String here, String there) {
        try (var links = links(shown)) {
            var down = eventually(() -> links.list().getFirst(), link -> link.state() == LinkState.DOWN
                    && String.valueOf(link.problem()).contains(here));
            assertThat(down.problem()).startsWith(uk.peerAddress());
            assertThat(log.getAll()).contains("Kafka's port for other countries refuses 127.0.0.1: " + there);
        }
    }

    @Test
    void aCertificateOpensItsOwnCountrysUserOnly(CapturedOutput log) throws Exception {
        assertThat(TextClient.readAll(client(ofNz, "link-nz", SECRET), "shared.posts")).hasSize(1);
        try (var admin = Admin.create(new HashMap<>(client(ofNz, "link-au", "au's secret")))) {
            assertThat(admin.listTopics().names().get()).isEmpty();
        }
        assertThat(log.getAll())
                .contains("Kafka shows nothing to 127.0.0.1, who logged in as link-au, with the certificate of"
                        + " [link-nz]");
    }

    @Test
    void whatIsRevokedOpensNothingMoreOnAConnectionThatIsOpen(CapturedOutput log) throws Exception {
        var config = new HashMap<String, Object>(client(ofNz, "link-nz", SECRET));
        try (var admin = Admin.create(config);
                var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition("shared.posts", 0)));
            consumer.seekToBeginning(consumer.assignment());
            eventually(() -> consumer.poll(Duration.ofSeconds(1)).count(), found -> found == 1);
            assertThat(admin.listTopics().names().get()).contains("shared.posts");

            ofNz.revoke(ofNz.node());
            Files.copy(ofNz.revoked(), ofUk.revoked());

            assertThat(admin.listTopics().names().get()).isEmpty();
            assertThatThrownBy(() -> {
                while (consumer.poll(Duration.ofSeconds(1)).isEmpty()) {
                    uk.send(new ProducerRecord<>("shared.posts", "uk-2", "after it was revoked"));
                }
            }).isInstanceOf(TopicAuthorizationException.class);
            assertThat(log.getAll()).contains("Kafka shows nothing to 127.0.0.1, who logged in as link-nz, with a"
                    + " certificate that is good no more: the certificate for 127.0.0.1 is revoked");
        }
    }

    /** With Kafka's own way to read PEM, as somebody else's program has it. */
    @Test
    void aReaderComesInWithACertificateOfThisNodesAuthority() throws Exception {
        uk.grantAccess(Map.of(), Map.of("billing", new Reader("billing's secret", false)));
        var config = new HashMap<>(ScramClient.config(uk.peerAddress(), PeerAccess.reader("billing"),
                "billing's secret"));
        config.putAll(Map.of("security.protocol", "SASL_SSL", "ssl.keystore.type", "PEM", "ssl.keystore.location",
                ofUk.reader("billing").toString(), "ssl.truststore.type", "PEM", "ssl.truststore.location",
                ofUk.authority().toString()));
        eventually(() -> TextClient.readAll(config, "shared.posts"), all -> all.size() == 1);

        config.put("ssl.keystore.location", ofNz.reader("billing").toString());
        assertThatThrownBy(() -> TextClient.readAll(config, "shared.posts")).isInstanceOf(KafkaException.class);
    }

    @Test
    void aStrangerComesNotAsFarAsKafkasParsers() throws Exception {
        var large = ByteBuffer.allocate(64).putInt(1_200_000_000).array();
        try (var socket = new Socket(HOST, uk.settings().peerPort())) {
            socket.getOutputStream().write(large);
            socket.setSoTimeout(5_000);
            assertThat(socket.getInputStream().readAllBytes()).as("a TLS alert at the most").hasSizeLessThan(10);
        } catch (IOException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
    }
}
