package org.meridian.node.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.meridian.testing.Waiting.eventually;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.meridian.node.FreePorts;
import org.meridian.node.broker.PeerAccess;
import org.meridian.node.broker.TestBroker;
import org.meridian.node.http.HttpCalls;
import org.meridian.node.http.HttpCalls.NoAnswer;
import org.meridian.schemas.Topics;
import org.springframework.boot.ssl.jks.JksSslStoreBundle;

/** Links in a Kafka Connect that is a process of its own, with the settings of the checkout. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestLinksTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String TOPICS = "shared\\..*|to-nz\\..*";
    private static final String SECRET = "the pair's secret";
    /** Each test has its own link from the same country, under another alias. */
    private static final Map<String, String> SECRETS = Map.of("uk", SECRET, "au", SECRET, "us", SECRET);

    private TestBroker uk;
    private TestBroker nz;
    private LinkWorker worker;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        uk = TestBroker.start("uk", directory.resolve("uk"));
        nz = TestBroker.start("nz", directory.resolve("nz"));
        uk.grantAccess(Map.of("nz", SECRET));
        uk.createTopic("shared.posts", 3, Map.of("cleanup.policy", "compact"));
        worker = LinkWorker.start(directory.resolve("secrets"), nz.broker().clientConfig(),
                SECRETS);
    }

    @AfterAll
    void stop() {
        if (worker != null) {
            worker.close();
        }
        uk.close();
        nz.close();
    }

    @Test
    void aLinkIsMadeWatchedPausedAndTakenAway() throws Exception {
        uk.send(new ProducerRecord<>("shared.posts", "uk-1", "first"));
        try (var links = links("uk")) {
            eventually(() -> mirrored("uk"), values -> values.contains("first"));
            eventually(() -> assertThat(nz.settings("uk.shared.posts"))
                    .isEqualTo(Topics.spec("shared.posts").configs()));
            eventually(() -> links.list().getFirst(), link -> isThrough(link) && link.lastRecordAt() != null);
            links.pause("uk");
            assertThat(links.list().getFirst().state()).isIn("pausing", "paused");
            eventually(() -> links.list().getFirst(), link -> link.state().equals("paused"));
            uk.send(new ProducerRecord<>("shared.posts", "uk-2", "meanwhile"));
            eventually(() -> links.list().getFirst(), link -> Long.valueOf(1).equals(link.lagRecords()));
        }
        var before = config();
        assertThat(before.toString()).doesNotContain(SECRET).contains("${file:");
        try (var links = links("uk")) {
            eventually(() -> links.list().getFirst(), link -> link.state().equals("paused")
                    && Long.valueOf(1).equals(link.lagRecords()));
            links.resume("uk");
            eventually(() -> mirrored("uk"), values -> values.contains("meanwhile"));
        }
        assertThat(config()).isEqualTo(before);
        connect(worker.url()).removeAllBut(SECRETS.keySet());
        assertThat(connectors()).contains("link-from-uk");
    }

    @Test
    void aPeerThatIsTakenOutAndPutBackIsMirroredFromItsBeginning() throws Exception {
        uk.send(new ProducerRecord<>("shared.posts", "uk-3", "of the us"));
        try (var links = links("us")) {
            eventually(() -> links.list().getFirst(), RestLinksTest::isThrough);
        }
        var once = mirrored("us").size();
        worker.givePeerSecrets(Map.of());
        eventually(() -> connect(worker.url()).removeAllBut(List.of()));
        eventually(() -> connectors(), names -> !names.contains("link-from-us"));
        worker.givePeerSecrets(SECRETS);
        try (var links = links("us")) {
            eventually(() -> mirrored("us"), values -> values.size() >= 2 * once);
            eventually(() -> links.list().getFirst(), RestLinksTest::isThrough);
        }
    }

    @Test
    void aPausedLinkFromAPeerFoundedAnewStartsOverOnceItIsResumed() throws Exception {
        uk.send(new ProducerRecord<>("shared.posts", "uk-4", "of au"));
        try (var links = links("au")) {
            eventually(() -> links.list().getFirst(), RestLinksTest::isThrough);
            links.pause("au");
        }
        var once = mirrored("au").size();
        connect(worker.url()).noteMirrored("au", "the cluster before");
        try (var links = links("au")) {
            eventually(() -> links.list().getFirst(), link -> link.state().equals("paused")
                    && Long.valueOf(0).equals(link.lagRecords()));
            assertThat(connect(worker.url()).mirrored("au")).isEqualTo("the cluster before");
            links.resume("au");
            eventually(() -> mirrored("au"), values -> values.size() >= 2 * once);
            eventually(() -> assertThat(connect(worker.url()).mirrored("au"))
                    .isEqualTo(uk.broker().clusterId()));
            eventually(() -> links.list().getFirst(), RestLinksTest::isThrough);
        }
    }

    @Test
    void aLinkThatConnectHasLostIsMadeAgain() throws Exception {
        try (var links = links("uk")) {
            eventually(() -> links.list().getFirst(), RestLinksTest::isThrough);
            eventually(() -> connect(worker.url()).removeAllBut(List.of()));
            eventually(() -> assertThat(connect(worker.url()).mirrored("uk")).isEqualTo(uk.broker().clusterId()));
            uk.send(new ProducerRecord<>("shared.posts", "uk-5", "after the loss"));
            eventually(() -> mirrored("uk"), values -> values.contains("after the loss"));
        }
    }

    @Test
    void noConnectorStaysForAStranger() throws Exception {
        try (var links = links("uk")) {
            eventually(() -> links.list().getFirst(), RestLinksTest::isThrough);
        }
        var port = FreePorts.next();
        var moved = new Peer("uk", "127.0.0.1:" + port, PeerAccess.user("nz"), SECRET);
        try (var server = new KafkaProbeTest.Server(port, KafkaProbeTest.HTTP);
                var links = Links.start(connect(worker.url()), nz.broker().clientConfig(), List.of(moved), TOPICS)) {
            eventually(() -> asked("/connectors/link-from-uk/status"), state -> state.contains("STOPPED"));
            eventually(() -> links.list().getFirst(), link -> link.state().equals("down"));
            assertThat(server.heard).isNotEmpty().allMatch(KafkaProbeTest.GREETING::equals);
        }
        try (var links = links("uk")) {
            eventually(() -> links.list().getFirst(), RestLinksTest::isThrough);
        }
    }

    @Test
    void aConnectThatHangsKeepsNobodyWaiting() throws Exception {
        try (var hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var links = Links.start(connect("http://127.0.0.1:" + hanging.getLocalPort()),
                        nz.broker().clientConfig(), List.of(peer("uk"), peer("au")), TOPICS)) {
            assertTimeout(Duration.ofSeconds(1), links::list);
            eventually(links::list, list -> list.stream().allMatch(link -> link.state().equals("down")));
        }
    }

    /** Else it would tell them every password that it can read, and copy any topic where they want it. */
    @Test
    void connectAnswersNobodyWithoutItsKey() throws Exception {
        var store = (JksSslStoreBundle) worker.key().getStores();
        var outsider = SSLContext.getInstance("TLS");
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store.getTrustStore());
        outsider.init(null, trust.getTrustManagers(), null);

        assertThat(asked("/connectors")).startsWith("[");
        assertThatThrownBy(() -> new HttpCalls(TIMEOUT, outsider).get(worker.url() + "/connectors", null))
                .isInstanceOf(NoAnswer.class).hasStackTraceContaining("certificate");
    }

    @Test
    void aConnectThatGivesNoAnswerIsSaid() throws Exception {
        try (var links = Links.start(connect("https://127.0.0.1:" + FreePorts.next()), nz.broker().clientConfig(),
                List.of(peer("uk")), TOPICS)) {
            var down = eventually(() -> links.list().getFirst(), link -> link.state().equals("down"));
            assertThat(down.problem()).startsWith("Kafka Connect, which runs the links, gives no answer");
            assertThatThrownBy(() -> links.pause("uk")).isInstanceOf(ConnectAway.class);
        }
    }

    @Test
    void theWorkersFileHasTheSettingsOfTheEmbeddedLinks() throws Exception {
        var client = new Secrets(Secrets.FOLDER).ownClient(nz.broker().clientConfig().keySet());
        assertThat(LinkWorker.file()).isEqualTo(LinkConfig.distributed(client));
    }

    private Peer peer(String alias) {
        return new Peer(alias, uk.peerAddress(), PeerAccess.user("nz"), SECRET);
    }

    private Links links(String from) {
        return Links.start(connect(worker.url()), nz.broker().clientConfig(), List.of(peer(from)), TOPICS);
    }

    private static boolean isThrough(LinkStatus link) {
        return link.state().equals("running") && Long.valueOf(0).equals(link.lagRecords());
    }

    private RestConnect connect(String url) {
        return new RestConnect(url, worker.key().createSslContext(), "nz", nz.broker().clientConfig(), worker.secrets(),
                TOPICS);
    }

    private List<String> mirrored(String from) {
        return nz.readAll(from + ".shared.posts").stream().map(ConsumerRecord::value).toList();
    }

    private String connectors() throws Exception {
        return asked("/connectors");
    }

    private Map<String, String> config() throws Exception {
        var config = new HashMap<String, String>();
        config.put("config", asked("/connectors/link-from-uk/config"));
        return config;
    }

    private String asked(String path) throws NoAnswer {
        return new HttpCalls(TIMEOUT, worker.key().createSslContext()).get(worker.url() + path, null).body();
    }
}
