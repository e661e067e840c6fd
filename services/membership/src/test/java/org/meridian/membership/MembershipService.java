package org.meridian.membership;

import static java.util.Objects.requireNonNull;
import static org.meridian.testing.Waiting.eventually;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.serde.Codec;
import org.meridian.eventlog.serde.PeerSchemas;
import org.meridian.eventlog.serde.Undecodable;
import org.meridian.schemas.SchemaLock;
import org.meridian.testing.FreePorts;
import org.meridian.testing.RealServers;
import org.meridian.testing.TestBroker;
import org.meridian.testing.TestDatabase;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** The membership service of `uk` on real servers; its peer `nz` is played by what it writes. */
public final class MembershipService implements AutoCloseable {

    /** Somebody who has signed in. */
    public record Person(String id, String token) {}

    private static final Codec CODEC = new Codec(SchemaLock.onClassPath(), new PeerSchemas());
    private static final List<String> NEW_ZEALANDS = List.of("nz.shared.membership", "nz.shared.profiles",
            "nz.shared.colleagues",
            "nz.shared.charters", "nz.to-uk.requests", "nz.to-uk.answers");
    private static final Pattern TOKEN = Pattern.compile("token=([A-Za-z0-9_-]+)");
    private static final Pattern CODE = Pattern.compile("(?m)^(\\d{3} \\d{3})\\s*$");

    /** With which a part of the node vouches for somebody's address. */
    private static final String KEY = "a-key-of-the-nodes-own";

    public final TestBroker kafka = RealServers.broker();
    public final GreenMail mail = new GreenMail(
            new ServerSetup(FreePorts.next(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final TestDatabase database = RealServers.database();
    private final ConfigurableApplicationContext context;
    private final WebTestClient web;
    private final String address;
    private final Map<String, Person> residents = new ConcurrentHashMap<>();

    public MembershipService() {
        this(0, Map.of());
    }

    /** @param more settings */
    public MembershipService(Map<String, String> more) {
        this(0, more);
    }

    /** @param otherMailServer the port of one that takes its mails instead; 0 for none */
    public MembershipService(int otherMailServer) {
        this(otherMailServer, Map.of());
    }

    private MembershipService(int otherMailServer, Map<String, String> more) {
        mail.start();
        // There from the beginning, as a link that has run before has left them: a consumer finds new ones after seconds.
        NEW_ZEALANDS.forEach(topic -> kafka.createTopic(topic, 6));
        var properties = Stream.of(more.entrySet().stream(),
                RealServers.springProperties(kafka, database).entrySet().stream(),
                Map.of("meridian.client-key", KEY, "meridian.sign-ups-per-network", "300",
                        "meridian.sign-ins-per-network", "300").entrySet().stream(),
                Map.of("meridian.node", "uk", "meridian.peers.nz.bootstrap", "unused:1", "meridian.peers.nz.url",
                        "http://unused", "meridian.peers.nz.secret", "unused", "server.port", "0", "spring.mail.port",
                        String.valueOf(otherMailServer == 0 ? mail.getSmtp().getPort() : otherMailServer),
                        "meridian.public-url", "https://uk.example",
                        "meridian.mail-from", "Meridian <meridian@uk.example>", "meridian.operators",
                        "Olive@uk.example,oscar@uk.example,otto@uk.example,orla@uk.example")
                        .entrySet().stream())
                .flatMap(it -> it)
                .map(it -> "--" + it.getKey() + "=" + it.getValue()).toArray(String[]::new);
        context = new SpringApplicationBuilder(MembershipApplication.class)
                .properties("spring.config.name=membership").run(properties);
        web = WebTestClient.bindToServer().codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(10_000_000))
                .responseTimeout(Duration.ofSeconds(20))
                .build();
        address = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
        eventually(() -> context.getBean("membershipLog", EventLog.class).isOpen(), open -> open);
    }

    /** A port of its own, so that the mail server can go away and come back. */
    public int port() {
        return URI.create(address).getPort();
    }

    public ResponseSpec get(Person caller, String path) {
        return call(HttpMethod.GET, caller.token(), path, null, null);
    }

    public ResponseSpec delete(Person caller, String path) {
        return call(HttpMethod.DELETE, caller.token(), path, null, null);
    }

    public ResponseSpec post(Person caller, String path, String json) {
        return call(HttpMethod.POST, caller.token(), path, json, null);
    }

    public ResponseSpec patch(Person caller, String path, String json) {
        return call(HttpMethod.PATCH, caller.token(), path, json, null);
    }

    /** The path goes out as it is, encoded already. */
    public ResponseSpec call(HttpMethod method, @Nullable String token, String path, @Nullable String json,
            @Nullable String idempotencyKey) {
        var request = web.method(method).uri(URI.create(address + path)).headers(headers -> {
            if (token != null) {
                headers.setBearerAuth(token);
            }
            if (idempotencyKey != null) {
                headers.add("Idempotency-Key", idempotencyKey);
            }
            headers.add("Content-Type", "application/json");
        });
        return json == null ? request.exchange() : request.bodyValue(json).exchange();
    }

    /** Of nobody, from an address that a part of the node vouches for. */
    public ResponseSpec from(String client, String path, String json) {
        return web.post().uri(URI.create(address + path)).header("Meridian-Client", client + " " + KEY)
                .header("Content-Type", "application/json").bodyValue(json).exchange();
    }

    /** Of nobody, with a body that is no JSON. */
    public ResponseSpec raw(HttpMethod method, String path, Map<String, String> headers) {
        return web.method(method).uri(URI.create(address + path)).headers(all -> headers.forEach(all::set))
                .bodyValue("x").exchange();
    }

    /** The answer to a sign-in by a link that is mailed, with what it was asked for and what asked. */
    public Map<?, ?> signIn(String email, boolean renewable, String userAgent) {
        int before = mailsTo(email).size();
        call(HttpMethod.POST, null, "/api/sign-in", "{\"email\":\"" + email + "\"}", null).expectStatus().isAccepted();
        return body(web.post().uri(URI.create(address + "/api/sessions")).header("User-Agent", userAgent)
                .header("Content-Type", "application/json")
                .bodyValue("{\"token\":\"%s\",\"renewable\":%s}".formatted(mailedToken(email, before + 1), renewable))
                .exchange().expectStatus().isOk());
    }

    /** A POST of nothing. */
    public ResponseSpec withoutBody(String token, String path) {
        return web.post().uri(URI.create(address + path)).headers(it -> it.setBearerAuth(token)).exchange();
    }

    /** A GET with an {@code Authorization} as it is given. */
    public ResponseSpec with(String authorization, String path) {
        return web.get().uri(URI.create(address + path)).header("Authorization", authorization).exchange();
    }

    public static Map<?, ?> body(ResponseSpec response) {
        return requireNonNull(response.expectBody(Map.class).returnResult().getResponseBody());
    }

    public static String id(ResponseSpec response) {
        return String.valueOf(body(response).get("id"));
    }

    public static String problem(ResponseSpec response) {
        EntityExchangeResult<String> result = response.expectBody(String.class).returnResult();
        return String.valueOf(result.getResponseBody());
    }

    /** The same for the same address, signed up when asked for first. */
    public Person resident(String email, String name) {
        return residents.computeIfAbsent(email, it -> signUp(it, name));
    }

    /** The id of an international group. */
    public String create(Person founder, String joining, String more) {
        return id(post(founder, "/api/groups", """
                {"name":"Group","purpose":"p","scope":"international","joining":"%s"%s}""".formatted(joining, more))
                .expectStatus().isCreated());
    }

    /** Signs up, follows the mailed link, and is signed in. */
    public Person signUp(String email, String name) {
        call(HttpMethod.POST, null, "/api/members", """
                {"email":"%s","displayName":"%s","timeZone":"Europe/London"}""".formatted(email, name), null)
                .expectStatus().isAccepted();
        return open(mailedToken(email, 1));
    }

    public Person open(String mailedToken) {
        Map<?, ?> session = body(
                call(HttpMethod.POST, null, "/api/sessions", "{\"token\":\"" + mailedToken + "\"}", null)
                        .expectStatus().isOk());
        return new Person(String.valueOf(session.get("memberId")), String.valueOf(session.get("accessToken")));
    }

    /** The token in the newest mail to an address, once there are as many as that. */
    public String mailedToken(String email, int mails) {
        return mailed(TOKEN, email, mails);
    }

    /** The code in the newest mail to an address, once there are as many as that. */
    public String mailedCode(String email, int mails) {
        return mailed(CODE, email, mails);
    }

    private String mailed(Pattern what, String email, int mails) {
        List<MimeMessage> sent = eventually(() -> mailsTo(email), found -> found.size() >= mails);
        Matcher found = what.matcher(GreenMailUtil.getBody(sent.getLast()));
        if (!found.find()) {
            throw new AssertionError("No " + what + " in " + GreenMailUtil.getBody(sent.getLast()));
        }
        return found.group(1);
    }

    public List<MimeMessage> mailsTo(String email) {
        return Stream.of(mail.getReceivedMessages()).filter(message -> isTo(message, email)).toList();
    }

    private static boolean isTo(MimeMessage message, String email) {
        try {
            return Stream.of(message.getAllRecipients()).map(Address::toString).anyMatch(email::equals);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A record arrives in Kafka, in an own topic or in a mirrored one ({@code nz.shared.membership}). */
    public void arrives(String topic, SpecificRecord body) {
        kafka.send(List.of(new ProducerRecord<>(topic, Entry.of(topic, body).id(), CODEC.encode(body))));
    }

    /** What this node has written to one of its topics. */
    public <T extends SpecificRecord> List<T> written(String topic, Class<T> type) {
        return kafka.readAll(topic).stream().map(record -> decoded(record.value())).filter(type::isInstance)
                .map(type::cast).toList();
    }

    private static SpecificRecord decoded(byte[] value) {
        try {
            return CODEC.decode("uk", value);
        } catch (Undecodable e) {
            throw new IllegalStateException(e);
        }
    }

    public JdbcTemplate rows() {
        return context.getBean(Database.class).jdbc();
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
        kafka.close();
        mail.stop();
    }
}
