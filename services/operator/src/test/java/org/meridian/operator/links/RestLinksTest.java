package org.meridian.operator.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.meridian.testing.Waiting.eventually;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.meridian.operator.Country;
import org.meridian.operator.access.PeerAccess;
import org.meridian.http.client.HttpClients;
import org.meridian.schemas.Topics;
import org.meridian.testing.FreePorts;
import org.meridian.testing.Outsider;
import org.springframework.boot.ssl.jks.JksSslStoreBundle;
import org.springframework.web.client.RestClientException;

/** Links in a Kafka Connect that is a process of its own, with the settings of the checkout. */
@Tag("long")
@Order(1) // the longest first
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestLinksTest {
    private static final String TOPICS = "shared\\..*|to-nz\\..*";
    private static final String SECRET = "the pair's secret";
    /** Each test has its own link from the same country, under another alias. */
    private static final Map<String, String> SECRETS = Map.of("uk", SECRET, "au", SECRET, "us", SECRET);

    private Country uk;
    private Country nz;
    private LinkWorker worker;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        uk = Country.start("uk");
        nz = Country.start("nz");
        uk.grantAccess(Map.of("nz", SECRET));
        uk.createTopic("shared.posts", 3, Map.of("cleanup.policy", "compact"));
        worker = LinkWorker.start(directory.resolve("secrets"), nz.client(), SECRETS);
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
        uk.send("shared.posts", "uk-1", "first");
        try (var links = links("uk")) {
            eventually(() -> mirrored("uk"), values -> values.contains("first"));
            eventually(() -> assertThat(nz.settings("uk.shared.posts"))
                    .isEqualTo(Topics.spec("shared.posts").configs()));
            eventually(() -> links.list().getFirst(), link -> isThrough(link) && link.lastRecordAt() != null);
            links.pause("uk");
            assertThat(links.list().getFirst().state()).isIn(LinkState.PAUSING, LinkState.PAUSED);
            eventually(() -> links.list().getFirst(), link -> link.state() == LinkState.PAUSED);
            uk.send("shared.posts", "uk-2", "meanwhile");
            eventually(() -> links.list().getFirst(), link -> Long.valueOf(1).equals(link.lagRecords()));
        }
        var before = rest().config("link-from-uk");
        assertThat(before.toString()).doesNotContain(SECRET).contains("${file:");
        try (var links = links("uk")) {
            eventually(() -> links.list().getFirst(), link -> link.state() == LinkState.PAUSED
                    && Long.valueOf(1).equals(link.lagRecords()));
            links.resume("uk");
            eventually(() -> mirrored("uk"), values -> values.contains("meanwhile"));
        }
        assertThat(rest().config("link-from-uk")).isEqualTo(before);
        connect(worker.url()).removeAllBut(SECRETS.keySet());
        assertThat(rest().names()).contains("link-from-uk");
    }

    @Test
    void aPeerThatIsTakenOutAndPutBackIsMirroredFromItsBeginning() throws Exception {
        uk.send("shared.posts", "uk-3", "of the us");
        try (var links = links("us")) {
            eventually(() -> links.list().getFirst(), RestLinksTest::isThrough);
        }
        var once = mirrored("us").size();
        worker.givePeerSecrets(Map.of());
        eventually(() -> connect(worker.url()).removeAllBut(List.of()));
        eventually(() -> rest().names(), names -> !names.contains("link-from-us"));
        worker.givePeerSecrets(SECRETS);
        try (var links = links("us")) {
            eventually(() -> mirrored("us"), values -> values.size() >= 2 * once);
            eventually(() -> links.list().getFirst(), RestLinksTest::isThrough);
        }
    }

    @Test
    void aPausedLinkFromAPeerFoundedAnewStartsOverOnceItIsResumed() throws Exception {
        uk.send("shared.posts", "uk-4", "of au");
        try (var links = links("au")) {
            eventually(() -> links.list().getFirst(), RestLinksTest::isThrough);
            links.pause("au");
        }
        var once = mirrored("au").size();
        connect(worker.url()).noteMirrored("au", "the cluster before");
        try (var links = links("au")) {
            eventually(() -> links.list().getFirst(), link -> link.state() == LinkState.PAUSED
                    && link.isCaughtUp());
            assertThat(connect(worker.url()).mirrored("au")).isEqualTo("the cluster before");
            links.resume("au");
            eventually(() -> mirrored("au"), values -> values.size() >= 2 * once);
            eventually(() -> assertThat(connect(worker.url()).mirrored("au"))
                    .isEqualTo(uk.clusterId()));
            eventually(() -> links.list().getFirst(), RestLinksTest::isThrough);
        }
    }

    @Test
    void aLinkThatConnectHasLostIsMadeAgain() throws Exception {
        try (var links = links("uk")) {
            eventually(() -> links.list().getFirst(), RestLinksTest::isThrough);
            eventually(() -> connect(worker.url()).removeAllBut(List.of()));
            eventually(() -> assertThat(connect(worker.url()).mirrored("uk")).isEqualTo(uk.clusterId()));
            uk.send("shared.posts", "uk-5", "after the loss");
            eventually(() -> mirrored("uk"), values -> values.contains("after the loss"));
        }
    }

    @Test
    void noConnectorStaysForAnOutsider() throws Exception {
        try (var links = links("uk")) {
            eventually(() -> links.list().getFirst(), RestLinksTest::isThrough);
        }
        var port = FreePorts.next();
        var moved = new Peer("uk", "127.0.0.1:" + port, PeerAccess.user("nz"), SECRET);
        try (var server = new Outsider(port, Outsider.HTTP); var links = links(connect(worker.url()), moved)) {
            eventually(() -> connect(worker.url()).status("uk"),
                    status -> status != null && status.is(ConnectorStatus.State.STOPPED));
            eventually(() -> links.list().getFirst(), link -> link.state() == LinkState.DOWN);
            assertThat(server.heard()).isNotEmpty().allMatch("0000000a00120000"::equals);
        }
        try (var links = links("uk")) {
            eventually(() -> links.list().getFirst(), RestLinksTest::isThrough);
        }
    }

    @Test
    void aConnectThatHangsKeepsNobodyWaiting() throws Exception {
        try (var hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var links = links(connect("http://127.0.0.1:" + hanging.getLocalPort()), peer("uk"), peer("au"))) {
            assertTimeout(Duration.ofSeconds(1), links::list);
            eventually(links::list, list -> list.stream().allMatch(link -> link.state() == LinkState.DOWN));
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

        var rest = new HttpClients(Duration.ofSeconds(5), outsider).client(ConnectRest.class, worker.url());
        assertThatThrownBy(rest::names).isInstanceOf(RestClientException.class).hasStackTraceContaining("certificate");
        assertThat(rest().names()).isNotNull();
    }

    @Test
    void aConnectThatGivesNoAnswerIsSaid() throws Exception {
        try (var links = links(connect("https://127.0.0.1:" + FreePorts.next()), peer("uk"))) {
            var down = eventually(() -> links.list().getFirst(), link -> link.state() == LinkState.DOWN);
            assertThat(down.problem()).startsWith("Kafka Connect, which runs the links, gives no answer");
            assertThatThrownBy(() -> links.pause("uk")).isInstanceOf(ConnectAway.class);
        }
    }

    private Peer peer(String alias) {
        return uk.asPeer(alias, "nz", SECRET);
    }

    private Links links(String from) {
        return links(connect(worker.url()), peer(from));
    }

    private Links links(RestConnect connect, Peer... from) {
        var links = new Links(connect, nz.client(), List.of(from), TOPICS);
        links.start();
        return links;
    }

    private static boolean isThrough(LinkStatus link) {
        return link.state() == LinkState.RUNNING && link.isCaughtUp();
    }

    private RestConnect connect(String url) {
        return new RestConnect(url, worker.key().createSslContext(), "nz", nz.client(), worker.secrets(),
                TOPICS);
    }

    private List<String> mirrored(String from) {
        return nz.readAll(from + ".shared.posts");
    }

    private ConnectRest rest() {
        return new HttpClients(Duration.ofSeconds(5), worker.key().createSslContext()).client(ConnectRest.class,
                worker.url());
    }
}
