package org.meridian.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.meridian.testing.Waiting.eventually;

import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.meridian.http.PeerTokens;
import org.meridian.operator.access.ScramClient;
import org.meridian.operator.links.LinkWorker;
import org.meridian.process.settings.NodeSettings;
import org.meridian.testing.ForbiddenCalls;
import org.meridian.testing.FreePorts;
import org.meridian.testing.RealServers;
import org.meridian.testing.TextClient;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The operator's process beside a service, a Kafka and a Kafka Connect that each run by themselves. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorApplicationTest {

    private static final String SECRET = "what uk and nz share";

    private Country uk;
    private Country nz;
    private LinkWorker link;
    private TokenMaker tokens;
    private ConfigurableApplicationContext posts;
    private ConfigurableApplicationContext operator;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        uk = Country.start("uk");
        nz = Country.start("nz");
        nz.grantAccess(Map.of("uk", SECRET));
        nz.createTopic("shared.posts", 6, Map.of());
        uk.grantAccess(Map.of("au", "what uk and au shared"));
        link = LinkWorker.start(directory.resolve("secrets"), uk.client(), Map.of("nz", SECRET));
        tokens = new TokenMaker();
        var database = RealServers.database();
        posts = run(LogAlone.class, "posts-alone", Map.of("spring.datasource.url", database.url(),
                "spring.datasource.username", database.user(), "spring.datasource.password", database.password()));
        operator = run(OperatorApplication.class, "operator",
                Map.of("meridian.services.posts", address(posts), "meridian.services.membership",
                        "http://127.0.0.1:" + FreePorts.next(), "meridian.services.notifications", address(posts),
                        "meridian.connect.url", link.url(), "meridian.connect.secrets", link.secrets(),
                        "spring.ssl.bundle.jks.link.keystore.location", link.keyFile(),
                        "spring.ssl.bundle.jks.link.truststore.location", link.keyFile(), "meridian.replay-secret",
                        "the replays' secret", "meridian.readers.billing.secret", "billing's secret"));
    }

    private ConfigurableApplicationContext run(Class<?> application, String name, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        uk.client().forEach((key, value) -> all.put("meridian.kafka." + key, value));
        all.putAll(Map.of("spring.config.name", name, "server.port", "0", "server.shutdown", "immediate",
                "meridian.node", "uk",
                "spring.security.oauth2.resourceserver.jwt.jwk-set-uri", tokens.keysUrl(),
                "meridian.peers.nz.bootstrap", nz.broker().address(), "meridian.peers.nz.url", "http://127.0.0.1:1",
                "meridian.peers.nz.secret", SECRET));
        return new SpringApplicationBuilder(application).run(all.entrySet().stream()
                .map(it -> "--" + it.getKey() + "=" + it.getValue()).toArray(String[]::new));
    }

    private static String address(ConfigurableApplicationContext context) {
        return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    @AfterAll
    void stop() {
        List.<Runnable>of(operator::close, posts::close, tokens::close, link::close, uk::close, nz::close)
                .forEach(Runnable::run);
    }

    private WebTestClient.ResponseSpec get(String path, String token) {
        return client(token).get().uri(path).exchange();
    }

    private WebTestClient.ResponseSpec post(String path, String token) {
        return client(token).post().uri(path).exchange();
    }

    private WebTestClient.ResponseSpec delete(String path, String json, String token) {
        return client(token).method(HttpMethod.DELETE).uri(path).contentType(MediaType.APPLICATION_JSON).bodyValue(json)
                .exchange();
    }

    private WebTestClient client(String token) {
        return WebTestClient.bindToServer().baseUrl(address(operator))
                .defaultHeaders(headers -> headers.setBearerAuth(token)).build();
    }

    @Test
    void whoseSessionHasEndedAtTheMembershipServiceIsRefusedHereWithinAMinute() throws Exception {
        String token = tokens.ofSession("uk-ended", "member", "operator");
        get("/api/node", token).expectStatus().isOk();

        tokens.ends("uk-ended");

        eventually(() -> get("/api/node", token).returnResult(String.class).getStatus().value(),
                status -> status == 401);
        get("/api/node", asOperator()).expectStatus().isOk();
    }

    private String asOperator() throws Exception {
        return tokens.token("member", "operator");
    }

    @Test
    void theNodeIsMadeOfItsServicesAndSaysWhichIsDown() throws Exception {
        String token = asOperator();
        eventually(() -> get("/api/node", token).expectStatus().isOk().expectBody()
                .jsonPath("$.services[?(@.service=='posts')].state").isEqualTo("open")
                .jsonPath("$.services[?(@.service=='posts')].parked").isEqualTo(0)
                .jsonPath("$.kafkaClusterId").isEqualTo(uk.clusterId()));
        get("/api/node", token).expectBody().jsonPath("$.state").isEqualTo("down")
                .jsonPath("$.services[?(@.service=='membership')].state").isEqualTo("down")
                .jsonPath("$.services[?(@.service=='membership')].problem").value(problem -> assertThat(
                        String.valueOf(problem)).contains("The service membership could not be asked"));
        get("/actuator/health", token).expectStatus().isEqualTo(503);
    }

    @Test
    void onlyOperatorsMayCallAndPeersMayOnlyCompare() throws Exception {
        WebTestClient.bindToServer().baseUrl(address(operator)).build().get().uri("/api/node").exchange()
                .expectStatus().isUnauthorized();
        get("/api/node", tokens.token("member")).expectStatus().isForbidden();
        var settings = new NodeSettings("nz", Map.of("uk", new NodeSettings.Peer("", "", SECRET, "")), Map.of(), 6);
        String peer = new PeerTokens(settings, Clock.systemUTC()).tokenFor("uk");
        get("/api/node", peer).expectStatus().isForbidden();
        // Rather than a part of it, which would differ from what others hold.
        get("/api/agreement", peer).expectStatus().isEqualTo(503).expectBody().jsonPath("$.detail")
                .value(String.class, detail -> assertThat(detail).contains("membership"));
        WebTestClient service = WebTestClient.bindToServer().baseUrl(address(posts))
                .defaultHeaders(headers -> headers.setBearerAuth(peer)).build();
        service.get().uri("/api/log/posts/agreement").exchange().expectStatus().isOk().expectBody()
                .jsonPath("$.items").isArray();
        service.get().uri("/api/log/posts/parked").exchange().expectStatus().isForbidden();
    }

    @Test
    void parkedRecordsAreListedTriedAgainAndGivenUp() throws Exception {
        String token = asOperator();
        nz.send("shared.posts", "nz-unreadable", "not in the wire format");
        eventually(() -> get("/api/parked", token).expectStatus().isOk().expectBody()
                .jsonPath("$.items[0].key").isEqualTo("nz-unreadable").jsonPath("$.items[0].id").isEqualTo("posts-1")
                .jsonPath("$.items[0].reason").isEqualTo("undecodable")
                .jsonPath("$.problems[0]").value(String.class, problem -> assertThat(problem).contains("membership")));
        post("/api/parked/posts-1/retry", token).expectStatus().isOk().expectBody().jsonPath("$.applied")
                .isEqualTo(false);
        post("/api/parked/membership-1/retry", token).expectStatus().isEqualTo(503);
        // Where notifications are said to be, posts is.
        post("/api/parked/notifications-1/retry", token).expectStatus().isNotFound().expectBody()
                .jsonPath("$.type").isEqualTo("/problems/not-found")
                .jsonPath("$.detail").isEqualTo("The service notifications does not run here.");
        post("/api/parked/nothing-1/retry", token).expectStatus().isNotFound();

        String why = "{\"reason\":\"A test of the peer's\"}";
        delete("/api/parked/posts-1", "{}", token).expectStatus().isBadRequest().expectBody()
                .jsonPath("$.errors[0].field").isEqualTo("reason");
        delete("/api/parked/posts-1", why, tokens.token("member")).expectStatus().isForbidden();
        delete("/api/parked/posts-1", why, token).expectStatus().isOk().expectBody().jsonPath("$.discarded")
                .isEqualTo(1).jsonPath("$.following").isEqualTo(0);
        get("/api/parked", token).expectBody().jsonPath("$.items").isEmpty();
        get("/api/parked?discarded=true", token).expectBody().jsonPath("$.items[0].id").isEqualTo("posts-1")
                .jsonPath("$.items[0].discarded.why").isEqualTo("A test of the peer's")
                .jsonPath("$.items[0].discarded.by").isEqualTo("uk-someone");
        delete("/api/parked/posts-99999", why, token).expectStatus().isNotFound();
        delete("/api/parked/membership-1", why, token).expectStatus().isEqualTo(503);
        delete("/api/parked/nothing-1", why, token).expectStatus().isNotFound();
    }

    @Test
    void whatIsOnItsWayIsSaidOfEachService() throws Exception {
        String token = asOperator();
        eventually(() -> get("/api/projections", token).expectStatus().isOk().expectBody()
                .jsonPath("$.items[?(@.service=='posts')].outbox.records").isEqualTo(0)
                .jsonPath("$.items[?(@.service=='posts')].lagRecords").isEqualTo(0)
                .jsonPath("$.items[?(@.service=='membership')].problem").value(problem -> assertThat(
                        String.valueOf(problem)).contains("could not be asked")));
        get("/api/projections", tokens.token("member")).expectStatus().isForbidden();
    }

    @Test
    void aLinksDayIsToldByTheMinute() throws Exception {
        String token = asOperator();
        eventually(() -> get("/api/links/nz/history", token).expectStatus().isOk().expectBody()
                .jsonPath("$.from").isEqualTo("nz").jsonPath("$.items[0].at").isNotEmpty()
                .jsonPath("$.items[0].state").isNotEmpty());
        get("/api/links/fr/history", token).expectStatus().isNotFound();
        get("/api/links/nz/history", tokens.token("member")).expectStatus().isForbidden();
    }

    @Test
    void theLinkIsSeenPausedAndResumed() throws Exception {
        String token = asOperator();
        eventually(() -> get("/api/links", token).expectStatus().isOk().expectBody()
                .jsonPath("$.items[0].from").isEqualTo("nz").jsonPath("$.items[0].state").isEqualTo("running")
                .jsonPath("$.items[0].lagRecords").isEqualTo(0));
        post("/api/links/nz/pause", token).expectStatus().isOk().expectBody().jsonPath("$.state")
                .value(String.class, state -> assertThat(state).isIn("pausing", "paused"));
        post("/api/links/nz/resume", token).expectStatus().isOk();
        eventually(() -> get("/api/links", token).expectBody().jsonPath("$.items[0].state").isEqualTo("running"));
        post("/api/links/fr/pause", token).expectStatus().isNotFound();
    }

    @Test
    void kafkaLetsInThePeersOfTheConfigurationReadersAndReplaysAndNobodyElse() throws Exception {
        String kafka = uk.broker().address();
        var nzClient = ScramClient.config(kafka, "link-nz", SECRET);
        eventually(() -> TextClient.readAll(nzClient, "shared.posts"), all -> true);
        assertThatThrownBy(() -> TextClient.readAll(nzClient, "domestic.posts"))
                .isInstanceOf(AuthorizationException.class);
        assertThatThrownBy(() -> TextClient.send(nzClient, new ProducerRecord<>("shared.posts", "nz-1", "mine")))
                .satisfies(ForbiddenCalls::isUnauthorized);
        var replays = ScramClient.config(kafka, "replay", "the replays' secret");
        eventually(() -> TextClient.readAll(replays, "domestic.posts"), all -> true);
        var billing = ScramClient.config(kafka, "reader-billing", "billing's secret");
        eventually(() -> TextClient.readAll(billing, "shared.posts"), all -> true);
        assertThatThrownBy(() -> TextClient.readAll(billing, "domestic.posts"))
                .isInstanceOf(AuthorizationException.class);
        var auClient = ScramClient.config(kafka, "link-au", "what uk and au shared");
        eventually(() -> assertThatThrownBy(() -> TextClient.readAll(auClient, "shared.posts"))
                .isInstanceOf(SaslAuthenticationException.class));
    }
}
