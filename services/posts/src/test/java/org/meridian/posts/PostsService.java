package org.meridian.posts;

import static java.util.Objects.requireNonNull;
import static org.meridian.testing.Waiting.eventually;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.serde.Codec;
import org.meridian.eventlog.serde.PeerSchemas;
import org.meridian.events.membership.GroupCreated;
import org.meridian.events.membership.Joining;
import org.meridian.events.membership.Role;
import org.meridian.events.membership.Scope;
import org.meridian.events.membership.Visibility;
import org.meridian.schemas.Ids;
import org.meridian.schemas.SchemaLock;
import org.meridian.schemas.Topics;
import org.meridian.testing.MembershipFacts;
import org.meridian.testing.RealServers;
import org.meridian.testing.TestBroker;
import org.meridian.testing.TestDatabase;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

/** The posts service of `uk` on real servers; its peer `nz` and the membership service are played by what they write. */
public final class PostsService implements AutoCloseable {

    private static final Codec CODEC = new Codec(SchemaLock.onClassPath(), new PeerSchemas());

    public final TestBroker kafka;
    public final TestDatabase database;
    private final ConfigurableApplicationContext context;
    private final WebTestClient web;

    @Configuration(proxyBeanMethods = false)
    static class ForTests {

        /** A token is the member's id itself; who may make tokens is another service's business. */
        @Bean
        ReactiveJwtDecoder tokens() {
            return token -> Mono.just(Jwt.withTokenValue(token).header("alg", "none").subject(token)
                    .claim("roles", List.of("member")).build());
        }

        /** Those that all contexts share would end with the first service that is closed. */
        @Bean
        ReactorResourceFactory resources() {
            var own = new ReactorResourceFactory();
            own.setUseGlobalResources(false);
            own.setShutdownQuietPeriod(Duration.ZERO);
            return own;
        }
    }

    public PostsService() {
        this(RealServers.broker(), RealServers.database(), Map.of());
    }

    public PostsService(Map<String, String> furtherProperties) {
        this(RealServers.broker(), RealServers.database(), furtherProperties);
    }

    private PostsService(TestBroker kafka, TestDatabase database, Map<String, String> furtherProperties) {
        this.kafka = kafka;
        this.database = database;
        Map<String, String> properties = new HashMap<>(RealServers.springProperties(kafka, database));
        properties.putAll(Map.of("meridian.node", "uk", "meridian.peers.nz.bootstrap", "unused:1",
                "meridian.peers.nz.url", "http://unused", "meridian.peers.nz.secret", "unused", "spring.config.name",
                "posts", "server.port", "0", "spring.security.oauth2.resourceserver.jwt.jwk-set-uri",
                "http://unused"));
        properties.putAll(furtherProperties);
        context = new SpringApplicationBuilder(PostsApplication.class, ForTests.class).run(properties.entrySet()
                .stream().map(it -> "--" + it.getKey() + "=" + it.getValue()).toArray(String[]::new));
        web = WebTestClient.bindToServer().codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(10_000_000))
                .baseUrl(address("").toString()).build();
        eventually(() -> log().isOpen(), open -> open);
    }

    /** Another instance of it, on the same servers. */
    public PostsService another() {
        return new PostsService(kafka, database, Map.of());
    }

    /** Ends this instance alone. */
    public void leave() {
        context.close();
    }

    public URI address(String path) {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
    }

    public WebTestClient.ResponseSpec get(String memberId, String path) {
        return web.get().uri(path).headers(headers -> headers.setBearerAuth(memberId)).exchange();
    }

    /** @param path with a query in which all is encoded already */
    public WebTestClient.ResponseSpec getEncoded(String memberId, String path) {
        return web.get().uri(address(path)).headers(headers -> headers.setBearerAuth(memberId)).exchange();
    }

    public WebTestClient.ResponseSpec delete(String memberId, String path) {
        return web.delete().uri(path).headers(headers -> headers.setBearerAuth(memberId)).exchange();
    }

    public WebTestClient.ResponseSpec patch(String memberId, String path, String json) {
        return web.patch().uri(path).headers(all -> {
            all.setBearerAuth(memberId);
            all.add("Content-Type", "application/json");
        }).bodyValue(json).exchange();
    }

    public WebTestClient.ResponseSpec put(String memberId, String path, String json) {
        return web.put().uri(path).headers(all -> {
            all.setBearerAuth(memberId);
            all.add("Content-Type", "application/json");
        }).bodyValue(json).exchange();
    }

    public WebTestClient.ResponseSpec post(String memberId, String path, String json,
            @Nullable String idempotencyKey) {
        return postWith(idempotencyKey == null ? Map.of() : Map.of("Idempotency-Key", idempotencyKey), memberId,
                path,
                json);
    }

    public WebTestClient.ResponseSpec postWith(Map<String, String> headers, String memberId, String path,
            String json) {
        return web.post().uri(path).headers(all -> {
            all.setBearerAuth(memberId);
            all.add("Content-Type", "application/json");
            headers.forEach(all::add);
        }).bodyValue(json).exchange();
    }

    /** A group of this node, as membership would create it. */
    public String group(Scope scope, Visibility visibility, String owner) {
        String id = Ids.create("uk");
        String topic = Topics.membership(scope == Scope.DOMESTIC);
        arrives(topic, GroupCreated.newBuilder(MembershipFacts.created(id, owner, Joining.OPEN)).setScope(scope)
                .setVisibility(visibility).build());
        arrives(topic, MembershipFacts.granted(id, owner, 1, Role.OWNER));
        return id;
    }

    /** One of this node that everybody sees. */
    public String international(String owner) {
        return group(Scope.INTERNATIONAL, Visibility.LISTED, owner);
    }

    /** The id of what was published, as soon as it is known here that the author is in the group. */
    public String publish(String authorId, String group, String json) {
        eventually(() -> rows().queryForObject("SELECT count(*) FROM participant WHERE group_id = ? AND member_id = ?",
                Integer.class, group, authorId), found -> found > 0);
        return id(post(authorId, "/api/groups/" + group + "/posts", json, null));
    }

    public static String id(WebTestClient.ResponseSpec created) {
        return String.valueOf(body(created.expectStatus().isCreated()).get("id"));
    }

    public static Map<?, ?> body(WebTestClient.ResponseSpec response) {
        return requireNonNull(response.expectBody(Map.class).returnResult().getResponseBody());
    }

    /** The bodies of the posts of a page of a feed. */
    public static List<String> bodies(Map<?, ?> page) {
        return requireNonNull((List<?>) page.get("items")).stream()
                .map(item -> String.valueOf(((Map<?, ?>) item).get("body"))).toList();
    }

    /** What is said of what does not exist, but for the address that was asked for. */
    public static String problem(WebTestClient.ResponseSpec response) {
        Map<?, ?> problem = new HashMap<>(body(response.expectStatus().isNotFound()));
        problem.remove("instance");
        return problem.toString();
    }

    /** A record arrives in Kafka, in an own topic or in a mirrored one ({@code nz.shared.posts}). */
    public void arrives(String topic, SpecificRecord body) {
        if (topic.startsWith("nz.")
                && !kafka.withAdmin(admin -> admin.listTopics().names().get()).contains(topic)) {
            kafka.createTopic(topic, 6);
        }
        String key = Entry.of(topic, body).id();
        kafka.send(List.of(new ProducerRecord<>(topic, key, CODEC.encode(body))));
    }

    public EventLog log() {
        return context.getBean("postsLog", EventLog.class);
    }

    public JdbcTemplate rows() {
        return context.getBean("postsDatabase", Database.class).jdbc();
    }

    @Override
    public void close() {
        context.close();
        kafka.close();
    }
}
