package org.meridian.notifications;

import static org.meridian.testing.Waiting.eventually;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.serde.Codec;
import org.meridian.eventlog.serde.PeerSchemas;
import org.meridian.events.membership.EndReason;
import org.meridian.events.membership.GroupCreated;
import org.meridian.events.membership.Joining;
import org.meridian.events.membership.MailContent;
import org.meridian.events.membership.Role;
import org.meridian.events.posts.Kind;
import org.meridian.schemas.Ids;
import org.meridian.schemas.SchemaLock;
import org.meridian.schemas.Topics;
import org.meridian.testing.MembershipFacts;
import org.meridian.testing.PostFacts;
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

/**
 * The notifications service of {@code nz} on a real broker, a real PostgreSQL and a mail server; its peer {@code uk} and the
 * other services are played by what they write. The clock that digests go by can be put forward.
 */
public final class NotificationsService implements AutoCloseable {

    private static final Codec CODEC = new Codec(SchemaLock.onClassPath(), new PeerSchemas());

    public final TestBroker kafka = RealServers.broker();
    public final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    /** The real clock, as far as the service can tell. */
    public final MovableClock clock = new MovableClock();
    private final TestDatabase database = RealServers.database();
    private final String[] properties;
    private ConfigurableApplicationContext context;
    private WebTestClient web;

    @Configuration(proxyBeanMethods = false)
    static class ForTests {
        /** A token is the member's id itself, with a role behind it; who may make tokens is another service's business. */
        @Bean
        ReactiveJwtDecoder tokens() {
            return token -> Mono.just(Jwt.withTokenValue(token).header("alg", "none").subject(token.split("~", 2)[0])
                    .claim("roles", List.of(("member~" + token).replaceFirst("~[^~]*", "").split("~"))).build());
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

    public NotificationsService() {
        this(new String[0]);
    }

    /** @param alongside more settings, as {@code --name=value} */
    public NotificationsService(String... alongside) {
        mail.start();
        Stream<String> own = Stream.concat(RealServers.springProperties(kafka, database).entrySet().stream(),
                Map.ofEntries(Map.entry("meridian.node", "nz"), Map.entry("meridian.peers.uk.bootstrap", "unused:1"),
                        Map.entry("meridian.peers.uk.url", "http://unused"),
                        Map.entry("meridian.peers.uk.secret", "unused"),
                        Map.entry("meridian.public-url", "http://nz.example"),
                        Map.entry("meridian.mail-from", "Meridian <post@nz.example>"),
                        Map.entry("meridian.demo", "true"), Map.entry("meridian.country.nz.name", "New Zealand"),
                        Map.entry("meridian.country.nz.iso", "NZ"),
                        Map.entry("meridian.country.nz.time-zone", "Pacific/Auckland"),
                        Map.entry("meridian.country.uk.name", "United Kingdom"),
                        Map.entry("meridian.country.uk.time-zone", "Europe/London"),
                        Map.entry("spring.mail.host", "127.0.0.1"),
                        Map.entry("spring.mail.port", String.valueOf(mail.getSmtp().getPort())),
                        Map.entry("spring.config.name", "notifications"), Map.entry("server.port", "0"),
                        Map.entry("spring.security.oauth2.resourceserver.jwt.jwk-set-uri", "http://unused")).entrySet()
                        .stream())
                .map(it -> "--" + it.getKey() + "=" + it.getValue());
        properties = Stream.concat(own, Stream.of(alongside)).toArray(String[]::new);
        start();
    }

    private void start() {
        context = new SpringApplicationBuilder(NotificationsApplication.class, ForTests.class)
                .initializers(it -> it.getBeanFactory().registerSingleton("clock", clock)).run(properties);
        web = WebTestClient.bindToServer().codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(10_000_000))
                .responseTimeout(Duration.ofSeconds(20))
                .baseUrl("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port")).build();
        eventually(() -> context.getBean("notificationsLog", EventLog.class).isOpen(), open -> open);
    }

    /** Stops in good order and starts again on the same data. */
    public void restart() {
        context.close();
        start();
    }

    /** Starts again with empty rows, which the log writes anew. */
    public void rebuild() {
        rows().update("UPDATE projection SET code_version = 0");
        restart();
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public JdbcTemplate rows() {
        return context.getBean(Database.class).jdbc();
    }

    public WebTestClient.ResponseSpec get(String memberId, String path) {
        return web.get().uri(path).headers(headers -> headers.setBearerAuth(memberId)).exchange();
    }

    public WebTestClient.ResponseSpec put(String memberId, String path, String json) {
        return web.put().uri(path).headers(headers -> {
            headers.setBearerAuth(memberId);
            headers.add("Content-Type", "application/json");
        }).bodyValue(json).exchange();
    }

    public WebTestClient.ResponseSpec post(String memberId, String path, String json) {
        return postWith(Map.of(), memberId, path, json);
    }

    public WebTestClient.ResponseSpec postWith(Map<String, String> headers, String memberId, String path,
            String json) {
        return web.post().uri(path).headers(all -> {
            all.setBearerAuth(memberId);
            all.add("Content-Type", "application/json");
            headers.forEach(all::add);
        }).bodyValue(json).exchange();
    }

    public WebTestClient.ResponseSpec delete(String memberId, String path) {
        return web.delete().uri(path).headers(headers -> headers.setBearerAuth(memberId)).exchange();
    }

    /** Whom the calls that take a member's id take for the node's operator. */
    public static String operator(String memberId) {
        return memberId + "~operator";
    }

    /** Without signing in, as a mail program does. */
    public WebTestClient web() {
        return web;
    }

    public void clockShows(Instant now) {
        web.put().uri("/demo/clock").header("Content-Type", "application/json")
                .bodyValue("{\"now\":\"" + now + "\"}").exchange().expectStatus().isOk();
    }

    /** A member of this node, as membership would tell of one; has not joined any group. */
    public String member(String name, String email, String zone) {
        String id = Ids.create("nz");
        arrives(Topics.SHARED_PROFILES, MembershipFacts.profile(id, 1, name));
        arrives(Topics.DOMESTIC_ACCOUNTS,
                MembershipFacts.account(id, 1, email, zone));
        return id;
    }

    /** A member of the peer. */
    public String foreigner(String name) {
        String id = Ids.create("uk");
        arrives("uk." + Topics.SHARED_PROFILES,
                MembershipFacts.profile(id, 1, name));
        return id;
    }

    /** An international group of the node {@code home}, with its founder as owner. */
    public String group(String home, String name, MailContent mail, String owner) {
        String id = Ids.create(home);
        arrives(at(home, Topics.SHARED_MEMBERSHIP),
                GroupCreated.newBuilder(MembershipFacts.created(id, owner, Joining.APPROVAL)).setMail(mail).build());
        arrives(at(home, Topics.SHARED_CHARTERS),
                MembershipFacts.charter(id, name));
        joins(id, owner, 1, Role.OWNER);
        return id;
    }

    /** A version of a membership, written by the group's home; abroad after the member has asked for it, long ago. */
    public void joins(String groupId, String memberId, int version, Role role) {
        if (version == 1 && Ids.home(memberId).equals("nz") && !Ids.home(groupId).equals("nz")) {
            asksToJoin(groupId, memberId, Instant.now().minus(Duration.ofDays(365)));
        }
        arrives(at(Ids.home(groupId), Topics.SHARED_MEMBERSHIP),
                MembershipFacts.granted(groupId, memberId, version, role));
    }

    public void removed(String groupId, String memberId, int version) {
        arrives(at(Ids.home(groupId), Topics.SHARED_MEMBERSHIP),
                MembershipFacts.ended(groupId, memberId, version, EndReason.REMOVED));
    }

    public String asksToJoin(String groupId, String memberId) {
        return asksToJoin(groupId, memberId, Instant.now());
    }

    public String asksToJoin(String groupId, String memberId, Instant at) {
        String id = Ids.create(Ids.home(memberId));
        arrives(at(Ids.home(memberId), Topics.requestsTo(Ids.home(groupId))),
                MembershipFacts.joinRequested(id, groupId, memberId, at));
        return id;
    }

    public void requestWithdrawn(String groupId, String requestId, String memberId) {
        arrives(at(Ids.home(memberId), Topics.requestsTo(Ids.home(groupId))),
                MembershipFacts.joinWithdrawn(requestId, groupId, memberId));
    }

    /** A moderator's word, or the group's rules where the member decides. */
    public void granted(String groupId, String requestId, String memberId, String decidedBy) {
        arrives(at(Ids.home(groupId), Topics.SHARED_MEMBERSHIP),
                MembershipFacts.granted(groupId, memberId, requestId, decidedBy));
    }

    public void refused(String groupId, String requestId, String memberId, String decidedBy) {
        arrives(at(Ids.home(groupId), Topics.requestsTo(Ids.home(memberId))),
                MembershipFacts.joinRefused(requestId, groupId, memberId, decidedBy));
    }

    /** Fact and content of a post, written at a real time under the author's first membership. */
    public String post(String groupId, String authorId, Kind kind, String title, String body, Instant at) {
        return post(Ids.create(Ids.home(authorId)), groupId, authorId, kind, title, body, at);
    }

    public String post(String id, String groupId, String authorId, Kind kind, String title, String body, Instant at) {
        arrives(at(Ids.home(authorId), Topics.SHARED_POSTS),
                PostFacts.published(id, groupId, authorId, kind, at));
        arrives(at(Ids.home(authorId), Topics.SHARED_CONTENT),
                PostFacts.content(id, title, body));
        return id;
    }

    public String reply(String groupId, String threadId, String authorId, String body, Instant at) {
        String id = Ids.create(Ids.home(authorId));
        arrives(at(Ids.home(authorId), Topics.SHARED_POSTS),
                PostFacts.replied(id, threadId, groupId, authorId, at));
        arrives(at(Ids.home(authorId), Topics.SHARED_CONTENT),
                PostFacts.content(id, null, body));
        return id;
    }

    /** Many replies, sent together. */
    public void replies(String groupId, String threadId, String authorId, int count) {
        String home = Ids.home(authorId);
        kafka.send(IntStream.range(0, count).mapToObj(i -> Ids.create(home)).flatMap(id -> Stream.of(
                record(at(home, Topics.SHARED_POSTS),
                        PostFacts.replied(id, threadId, groupId, authorId, Instant.now())),
                record(at(home, Topics.SHARED_CONTENT), PostFacts.content(id, null, "One of many."))))
                .toList());
    }

    public void withdrawn(String groupId, String itemId, String authorId) {
        arrives(at(Ids.home(authorId), Topics.SHARED_POSTS),
                PostFacts.withdrawn(itemId, groupId, authorId, Instant.now()));
    }

    /** The topic's name in this node's Kafka. */
    private static String at(String home, String topic) {
        return home.equals("nz") ? topic : home + "." + topic;
    }

    /** A record arrives in Kafka, in an own topic or in a mirrored one ({@code uk.shared.posts}). */
    public void arrives(String topic, SpecificRecord body) {
        if (topic.startsWith("uk.") && !kafka.withAdmin(admin -> admin.listTopics().names().get()).contains(topic)) {
            kafka.createTopic(topic, 6);
        }
        kafka.send(List.of(record(topic, body)));
    }

    static ProducerRecord<String, byte @Nullable []> record(String topic, SpecificRecord body) {
        return new ProducerRecord<>(topic, Entry.of(topic, body).id(), CODEC.encode(body));
    }

    /** Waits until this many items are numbered. */
    public void numbered(int items) {
        eventually(() -> rows().queryForObject("SELECT count(*) FROM arrival", Integer.class),
                count -> count != null && count == items);
    }

    @Override
    public void close() {
        context.close();
        mail.stop();
        kafka.close();
    }
}
