package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.meridian.events.log.SchemaAnnounced;
import org.meridian.events.membership.GroupChanged;
import org.meridian.events.membership.Joining;
import org.meridian.events.membership.Role;
import org.meridian.events.posts.Kind;
import org.meridian.node.broker.EmbeddedBroker;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.meridian.testing.MembershipFacts;
import org.meridian.testing.PostFacts;

/**
 * A node in the heap of the trial network takes whatever a peer sends: it lives, answers meanwhile, and has everything applied or
 * parked afterwards. The peer is a Kafka without a node, which nobody keeps from writing what no node would.
 */
@Order(1) // the longest first
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FloodAttackStory {

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final int LONG_POSTS = 300;
    private static final int PADDED = 4711;
    private static final int UNKNOWN = 4712;
    private static final String ASTRAL = "\uD83C\uDF3F".repeat(100_000);

    private static Network network;
    private static Country uk;
    private static Country nz;
    private static EmbeddedBroker kafka;
    private static String ngaio;
    private static String group;

    @BeforeAll
    static void startOneNodeAndAPeersKafka() {
        network = new Network("FloodAttackStory", Release.ofThisBuild());
        uk = network.add("uk");
        nz = network.add("nz");
        kafka = nz.startsOnlyKafka();
        uk.start();
        ngaio = Ids.create("nz");
        group = Ids.create("nz");
        send(Topics.SHARED_MEMBERSHIP, ngaio, MembershipFacts.registered(ngaio));
        send(Topics.SHARED_MEMBERSHIP, group, MembershipFacts.created(group, ngaio, Joining.OPEN));
        send(Topics.SHARED_CHARTERS, group, MembershipFacts.charter(group, "Flood"));
        send(Topics.SHARED_MEMBERSHIP, Ids.derived(group, ngaio), MembershipFacts.granted(group, ngaio, 1, Role.OWNER));
        uk.operator();
    }

    @AfterAll
    static void stop() {
        network.close();
        kafka.close();
    }

    private static void send(String topic, String key, SpecificRecord record) {
        nz.kafka().send(topic, key, Facts.encode(record));
    }

    private static void sendAll(String compression, Stream<ProducerRecord<String, byte @Nullable []>> records) {
        nz.kafka().sendAll(records, compression);
    }

    private static ProducerRecord<String, byte @Nullable []> to(String topic, String key, byte[] value) {
        return new ProducerRecord<>(topic, key, value);
    }

    private static long count(String sql) {
        return Long.parseLong(uk.rows().query(sql).getFirst());
    }

    private static long parked(String service, String condition) {
        return count("SELECT count(*) FROM " + service + ".parked WHERE " + condition);
    }

    /** What the story does while the node is asked all the time. */
    private static void whileItAnswers(Runnable story) {
        try (var asking = new Asking(uk.operator().http())) {
            story.run();
            assertThat(uk.isRunning()).as(uk.log()).isTrue();
            assertThat(asking.most()).isLessThan(SOON);
        }
    }

    @Test
    @Order(1)
    void longPostsThatWereWrittenWhileTheLinkWasPaused() {
        List<String> posts = IntStream.range(0, LONG_POSTS).mapToObj(i -> Ids.create("nz")).toList();
        uk.operator().pausesLinkFrom(nz);
        sendAll("lz4", posts.stream().map(post -> to(Topics.SHARED_POSTS, post,
                Facts.encode(PostFacts.published(post, group, ngaio, Kind.UPDATE, Instant.now())))));
        sendAll("lz4", posts.stream().map(
                post -> to(Topics.SHARED_CONTENT, post, Facts.encode(PostFacts.content(post, "Long", ASTRAL)))));

        whileItAnswers(() -> {
            uk.operator().resumesLinkFrom(nz);
            eventually(() -> count("SELECT count(*) FROM posts.showable_post WHERE group_id = '" + group
                    + "' AND length(body) = 100000"), shown -> shown == LONG_POSTS);
            eventually(() -> count("SELECT count(*) FROM notifications.showable_item WHERE group_id = '" + group + "'"),
                    shown -> shown == LONG_POSTS);
        });
    }

    @Test
    @Order(3)
    void thousandsOfFactsBehindAGapThatIsFilledThoughTheNodeIsKilledInTheMiddle() throws IOException {
        Schema padded = with(GroupChanged.getClassSchema(), "padding");
        announce(PADDED, padded, Topics.SHARED_MEMBERSHIP);
        String gappy = Ids.create("nz");
        int last = 4_001;
        sendAll("lz4", IntStream.rangeClosed(2, last).mapToObj(version -> to(Topics.SHARED_MEMBERSHIP, gappy,
                Facts.wire(PADDED, changed(padded, gappy, version, "x".repeat(19_000))))));
        eventually(() -> parked("membership", "key = '" + gappy + "'"), count -> count > 500);
        uk.kill9();
        uk.start();

        whileItAnswers(() -> {
            for (String service : List.of("membership", "posts", "notifications")) {
                eventually(() -> parked(service, "key = '" + gappy + "' AND reason = 'gap'"),
                        count -> count >= last - 1); // what the kill has made the link repeat besides
            }
            send(Topics.SHARED_MEMBERSHIP, gappy, MembershipFacts.created(gappy, ngaio, Joining.OPEN));
            for (String service : List.of("membership", "posts", "notifications")) {
                eventually(() -> count("SELECT version FROM " + service + ".aggregate WHERE id = '" + gappy + "'"),
                        version -> version == last);
                eventually(() -> parked(service, "key = '" + gappy + "'"), count -> count == 0);
            }
        });
    }

    private static byte[] changed(Schema schema, String id, int version, String padding) {
        try {
            return Facts.generic(schema, Map.of("id", id, "version", version, "actorId", ngaio, "scope",
                    symbol(schema, "scope", "INTERNATIONAL"), "visibility", symbol(schema, "visibility", "LISTED"),
                    "joining", symbol(schema, "joining", "OPEN"), "mail", symbol(schema, "mail", "FULL"), "padding",
                    padding));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static GenericData.EnumSymbol symbol(Schema schema, String field, String symbol) {
        return new GenericData.EnumSymbol(schema.getField(field).schema(), symbol);
    }

    @Test
    @Order(4)
    void recordsThatAreSmallWhenCompressedAndLargeWhenNot() {
        List<String> posts = IntStream.range(0, 100).mapToObj(i -> Ids.create("nz")).toList();
        whileItAnswers(() -> {
            sendAll("zstd", posts.stream().map(post -> to(Topics.SHARED_CONTENT, post, new byte[1_000_000])));
            for (String service : List.of("posts", "notifications")) {
                eventually(() -> parked(service, "topic = 'nz.shared.content'"), count -> count == 100);
            }
        });
    }

    /** None of our producers writes one; a peer's Kafka takes it, since it is small when compressed. */
    @Test
    @Order(5)
    void aRecordThatNoMemoryWouldHoldIsLeftOutAndWhatFollowsItComes() {
        String large = Ids.create("nz");
        whileItAnswers(() -> {
            sendAll("zstd", Stream.of(to(Topics.SHARED_POSTS, large, new byte[60_000_000])));
            sendAll("zstd", IntStream.range(0, 50).mapToObj(i -> to(Topics.SHARED_POSTS, Ids.create("nz"),
                    Facts.encode(PostFacts.published(Ids.create("nz"), group, ngaio, Kind.UPDATE, Instant.now())))));
            for (String service : List.of("posts", "notifications")) {
                eventually(() -> parked(service, "key = '" + large
                        + "' AND reason = 'refused' AND detail LIKE '%more than any record can have%'"),
                        count -> count == 1);
                eventually(() -> parked(service, "topic = 'nz.shared.posts' AND reason = 'provenance'"),
                        count -> count == 50);
            }
        });
    }

    /** The next start, which follows, reads them all again. */
    @Test
    @Order(2)
    void hundredsOfAnnouncedSchemasThatAreLong() {
        whileItAnswers(() -> {
            sendAll("none", IntStream.range(0, 200).mapToObj(i -> to(Topics.SHARED_SCHEMAS, "" + (10_000 + i),
                    Facts.encode(announcement(10_000 + i, schemaOf100_000Characters(i), Topics.SHARED_POSTS)))));
            String post = Ids.create("nz");
            send(Topics.SHARED_POSTS, post, PostFacts.published(post, group, ngaio, Kind.UPDATE, Instant.now()));
            eventually(() -> count("SELECT count(*) FROM posts.post WHERE id = '" + post + "'"), count -> count == 1);
        });
    }

    private static String schemaOf100_000Characters(int number) {
        var text = new StringBuilder("{\"type\":\"record\",\"name\":\"R" + number
                + "\",\"namespace\":\"org.meridian.later\",\"fields\":[");
        for (int i = 0; text.length() < 99_900; i++) {
            text.append(i == 0 ? "" : ",").append("{\"name\":\"f").append(i).append("\",\"type\":\"int\"}");
        }
        return text.append("]}").toString();
    }

    @Test
    @Order(6)
    void hundredsOfRecordsOfAnUnknownTypeThatAreAllTriedAgain() {
        Random random = new Random(5);
        whileItAnswers(() -> {
            sendAll("none", IntStream.range(0, 60).mapToObj(i -> {
                byte[] body = new byte[1_000_000];
                random.nextBytes(body);
                return to(Topics.SHARED_POSTS, Ids.create("nz"), Facts.wire(UNKNOWN, body));
            }));
            for (String service : List.of("posts", "notifications")) {
                eventually(() -> parked(service, "topic = 'nz.shared.posts' AND reason = 'unknown-schema'"),
                        count -> count == 60);
            }
            announce(UNKNOWN, with(org.meridian.events.posts.PostPublished.getClassSchema(), "mood"),
                    Topics.SHARED_POSTS);
            for (String service : List.of("posts", "notifications")) {
                eventually(
                        () -> parked(service,
                                "topic = 'nz.shared.posts' AND detail LIKE '1000005 bytes are more than%'"),
                        count -> count == 60);
            }
        });
    }

    /** Last, since nothing more comes from there. */
    @Test
    @Order(7)
    void whatCannotBeReadMakesItsLinkDownWhichSaysSo() {
        ProducerRecord<String, byte @Nullable []> record = to(Topics.SHARED_POSTS, Ids.create("nz"), new byte[10]);
        IntStream.range(0, 10_000).forEach(i -> record.headers().add("header", new byte[1]));
        whileItAnswers(() -> {
            sendAll("lz4", Stream.of(record));
            eventually(() -> uk.operator().link(nz), link -> link.get("state").asString().equals("down")
                    && link.get("problem").asString().contains("What the peer sends cannot be read"));
        });
    }

    private static void announce(int id, Schema schema, String topic) {
        send(Topics.SHARED_SCHEMAS, "" + id, announcement(id, schema.toString(), topic));
    }

    private static SchemaAnnounced announcement(int id, String schema, String topic) {
        return SchemaAnnounced.newBuilder().setSchemaId(id).setSubject(topic + "-of-a-later-release")
                .setSchemaVersion(2).setSchema$(schema).build();
    }

    private static Schema with(Schema schema, String optionalField) {
        String text = schema.toString();
        int end = text.lastIndexOf("]");
        return new Schema.Parser().parse(text.substring(0, end) + ",{\"name\":\"" + optionalField
                + "\",\"type\":[\"null\",\"string\"],\"default\":null}" + text.substring(end));
    }
}
