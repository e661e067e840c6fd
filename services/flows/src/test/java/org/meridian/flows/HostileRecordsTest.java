package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.ReadModel;
import org.meridian.eventlog.event.ServiceReadModel;
import org.meridian.eventlog.projection.Parked;
import org.meridian.eventlog.projection.ShadowCopy;
import org.meridian.eventlog.serde.Codec;
import org.meridian.eventlog.serde.PeerSchemas;
import org.meridian.events.membership.Joining;
import org.meridian.events.membership.Role;
import org.meridian.events.posts.Kind;
import org.meridian.schemas.SchemaLock;
import org.meridian.schemas.Topics;
import org.meridian.testing.HostileRecords;
import org.meridian.testing.HostileRecords.Hostile;
import org.meridian.testing.MembershipFacts;
import org.meridian.testing.PostFacts;
import org.meridian.testing.RealServers;
import org.meridian.testing.TestBroker;
import org.meridian.testing.TestIds;

/**
 * What New Zealand's node can send, with everything in it that it would not: each record is parked, in words of ours, or
 * docs/events.md says why it does no harm. Nothing that was there is touched.
 */
class HostileRecordsTest {

    private static final String GROUP = TestIds.id("uk-group");
    private static final String ADA = TestIds.id("uk-ada");
    private static final String NGAIO = TestIds.id("nz-ngaio");
    private static final String POST = TestIds.id("uk-post");
    private static final Set<String> OF_A_DATABASE = Set.of("ERROR", "violates", "SQL", "relation", "column",
            "Exception");

    private static final Path EVENTS = Path.of(System.getProperty("meridian.root", "../..")).resolve("docs/events.md");

    /** A record as the broker has it. */
    private record At(String topic, int partition, long offset) {}

    private static final TestBroker KAFKA = RealServers.broker();
    private static final List<Hostile> HOSTILE = HostileRecords.all("nz", "uk", Instant.now());
    private static final Map<At, Hostile> SENT = new HashMap<>();
    private static final List<Copy> COPIES = new ArrayList<>();

    /** A service's rows, and what was parked of what came. */
    private record Copy(ServiceReadModel service, Database database, ReadModel rows, ShadowCopy copy,
            Set<String> rowsBefore, Set<String> rowsAfter, Map<At, Parked.Item> parked) {

        static Copy of(ServiceReadModel service) {
            Database database = new Database(service.service(), RealServers.database().pool(service.service(), 2),
                    service.libraries().toArray(String[]::new));
            database.start();
            ReadModel rows = service.in(database, "uk", Clock.systemUTC());
            ShadowCopy copy = new ShadowCopy(database, "uk", Set.of("nz"), service.topics(), rows,
                    new Codec(SchemaLock.onClassPath(), new PeerSchemas()), new HashMap<>(KAFKA.kafkaClient()),
                    Clock.systemUTC());
            copy.catchUp();
            return new Copy(service, database, rows, copy, rowsOf(database, rows), new HashSet<>(), new HashMap<>());
        }

        void catchUp() {
            copy.catchUp();
            copy.close();
            rowsAfter.addAll(rowsOf(database, rows));
            new Parked(database.jdbc()).list(100_000)
                    .forEach(it -> parked.put(new At(it.topic(), it.partition(), it.offset()), it));
        }
    }

    @BeforeAll
    static void everythingComes() {
        Set<String> topics = new TreeSet<>();
        HOSTILE.forEach(it -> topics.add("nz." + it.topic()));
        topics.addAll(List.of(Topics.SHARED_MEMBERSHIP, Topics.SHARED_PROFILES, Topics.SHARED_CHARTERS,
                Topics.SHARED_POSTS, Topics.SHARED_CONTENT));
        topics.forEach(topic -> KAFKA.createTopic(topic, 1));
        KAFKA.send(honest());
        for (ServiceReadModel service : ServiceLoader.load(ServiceReadModel.class)) {
            COPIES.add(Copy.of(service));
        }
        send();
        COPIES.forEach(Copy::catchUp);
    }

    private static List<ProducerRecord<String, byte @Nullable []>> honest() {
        return List.of(
                record(Topics.SHARED_MEMBERSHIP, ADA, Facts.encode(MembershipFacts.registered(ADA))),
                record(Topics.SHARED_MEMBERSHIP, GROUP,
                        Facts.encode(MembershipFacts.created(GROUP, ADA, Joining.OPEN))),
                record(Topics.SHARED_MEMBERSHIP, GROUP + "." + ADA,
                        Facts.encode(MembershipFacts.granted(GROUP, ADA, 1, Role.OWNER))),
                record(Topics.SHARED_MEMBERSHIP, GROUP + "." + NGAIO,
                        Facts.encode(MembershipFacts.granted(GROUP, NGAIO, 1, Role.MEMBER))),
                record("nz." + Topics.SHARED_PROFILES, NGAIO, Facts.encode(MembershipFacts.profile(NGAIO, 1, "Ngaio"))),
                record(Topics.SHARED_POSTS, POST,
                        Facts.encode(PostFacts.published(POST, GROUP, ADA, Kind.UPDATE, Instant.now()))),
                record(Topics.SHARED_CONTENT, POST, Facts.encode(PostFacts.content(POST, "Title", "Body"))));
    }

    private static ProducerRecord<String, byte @Nullable []> record(String topic, String key, byte[] bytes) {
        return new ProducerRecord<>(topic, key, bytes);
    }

    private static void send() {
        List<ProducerRecord<String, byte @Nullable []>> records = new ArrayList<>();
        Map<String, Long> next = new HashMap<>(Map.of("nz." + Topics.SHARED_PROFILES, 1L));
        for (Hostile it : HOSTILE) {
            if (it.before() != null) {
                records.add(record("nz." + it.before().topic(), it.before().key(), it.before().bytes()));
                next.merge("nz." + it.before().topic(), 1L, Long::sum);
            }
            String topic = "nz." + it.topic();
            records.add(record(topic, it.key(), it.bytes()));
            SENT.put(new At(topic, 0, next.merge(topic, 1L, Long::sum) - 1), it);
        }
        KAFKA.send(List.copyOf(records));
    }

    private static Set<String> rowsOf(Database database, ReadModel rows) {
        Set<String> all = new HashSet<>();
        rows.tables().forEach(table -> all.addAll(database.jdbc()
                .queryForList("SELECT '%s ' || row_to_json(t)::text FROM %s t".formatted(table, table), String.class)));
        return all;
    }

    @Test
    void thereIsSomethingToTryInEveryFieldOfEveryType() {
        assertThat(HOSTILE).hasSizeGreaterThan(500);
        HostileRecords.types().forEach(type -> type.fields().keySet()
                .forEach(field -> assertThat(HOSTILE).as(type + "." + field)
                        .anyMatch(it -> it.type() == type && it.field().equals(field))));
    }

    @Test
    void whatIsParkedIsParkedEverywhereAndSaysWhyInOurWords() {
        for (Copy copy : COPIES) {
            assertThat(copy.parked().keySet()).as("nothing good was parked by " + copy.service().service())
                    .isSubsetOf(SENT.keySet());
            assertThat(copy.parked().values()).allSatisfy(it -> {
                assertThat(it.reason()).isIn("undecodable", "provenance", "refused", "ahead", "gap");
                assertThat(OF_A_DATABASE).as(it.detail()).noneMatch(it.detail()::contains);
                assertThat(it.detail()).isNotBlank().hasSizeLessThan(300).doesNotContain("\0", "<script>");
            });
        }
    }

    @Test
    void whatIsNotParkedDoesNoHarmAndTheDocumentSaysWhy() throws IOException {
        Map<String, Set<String>> let = new TreeMap<>();
        SENT.forEach((at, hostile) -> {
            if (COPIES.stream().filter(it -> it.service().topics().matcher(at.topic()).matches())
                    .anyMatch(it -> !it.parked().containsKey(at))) {
                let.computeIfAbsent("`" + hostile.field() + "` | " + hostile.value(), it -> new TreeSet<>())
                        .add("`" + hostile.type().fullName().replaceFirst(".*\\.", "") + "`");
            }
        });
        List<String> lines = let.entrySet().stream()
                .map(it -> "| " + it.getKey() + " | " + String.join(", ", it.getValue()) + " |").toList();

        assertThat(documented()).containsExactlyElementsOf(lines);
    }

    /** Without the last column, which is for people. */
    private static List<String> documented() throws IOException {
        String text = Files.readString(EVENTS);
        return text.substring(text.indexOf("<!-- harmless:begin -->"), text.indexOf("<!-- harmless:end -->")).lines()
                .filter(line -> line.startsWith("| `")).map(line -> line.replaceFirst("[^|]*\\|$", "").stripTrailing())
                .toList();
    }

    @Test
    void nothingThatWasThereIsTouched() {
        for (Copy copy : COPIES) {
            assertThat(copy.rowsBefore()).as(copy.service().service()).isNotEmpty();
            assertThat(copy.rowsAfter()).as(copy.service().service()).containsAll(copy.rowsBefore());
        }
    }
}
