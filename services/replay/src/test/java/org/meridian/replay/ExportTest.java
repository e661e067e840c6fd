package org.meridian.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meridian.replay.exporting.Manifest;
import org.meridian.schemas.Topics;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Exports by the command line of a log whose records arrived in disorder and some of them twice. */
class ExportTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    static Path folder;

    private static Log log;
    private static String group;
    private static String small;
    private static String hemi;
    private static final List<String> RAW_IDS = new ArrayList<>();

    @BeforeAll
    static void write() {
        log = new Log();
        group = log.group("uk", 6);
        small = log.group("uk", 3);
        String ana = log.id("uk");
        hemi = log.id("nz");
        for (int i = 0; i < 40; i++) {
            String post = log.post(i % 4 == 0 ? small : group, ana, Log.START.plusSeconds(100 + 10 * i));
            log.again();
            log.reply(i % 4 == 0 ? small : group, post, hemi, Log.START.plusSeconds(100 + 10 * i + i));
            RAW_IDS.add(post);
        }
        // From nz comes what only uk may say, and what is no fact at all.
        log.write("nz", Topics.SHARED_POSTS, org.meridian.events.posts.PostPublished.newBuilder()
                .setEventId(java.util.UUID.randomUUID()).setId(log.id("uk")).setVersion(1).setOccurredAt(Log.START)
                .setActorId(ana).setGroupId(group).setKind(org.meridian.events.posts.Kind.UPDATE)
                .setMembershipVersion(1).build());
        log.raw("nz." + Topics.SHARED_POSTS, "nz-x", new byte[]{0, 0, 0, 0, 15, 120, 1});
        RAW_IDS.addAll(List.of(group, small, ana, hemi));
        log.arrive(new Random(11));
    }

    @AfterAll
    static void close() {
        log.close();
    }

    private static CommandLine.Ran run(String... words) {
        return new CommandLine(log, folder.resolve("keys")).run(words);
    }

    private static Path export(String name, String... options) {
        Path out = folder.resolve(name);
        var all = new ArrayList<>(List.of("export", "--out", out.toString()));
        all.addAll(List.of(options));
        assertThat(run(all.toArray(String[]::new))).matches(ran -> ran.code() == 0 && ran.said().isEmpty());
        return out;
    }

    private static List<JsonNode> facts(Path export) throws IOException {
        return Files.readAllLines(export.resolve("facts.ndjson")).stream().map(JSON::readTree).toList();
    }

    @Test
    void everyFactOnceInTheOrderOfItsTime() throws IOException {
        var facts = facts(export("order"));

        assertThat(facts).hasSize(2 + 9 + 80);
        assertThat(facts).extracting(fact -> fact.get("time").asString()).isSorted();
        assertThat(facts).extracting(fact -> fact.get("id").asString()).doesNotHaveDuplicates();
        Manifest manifest = Manifest.in(folder.resolve("order"));
        assertThat(manifest.counts().repeats()).isEqualTo(40);
        assertThat(manifest.counts().setAside()).containsEntry("provenance", 1L).containsEntry("malformed", 1L);
        assertThat(manifest.counts().byCountry()).containsEntry("nz", 40L);
        assertThat(Files.exists(folder.resolve("order/checkpoint.json"))).isFalse();
    }

    @Test
    void aFactIsACloudEventInStructuredMode() throws IOException {
        JsonNode fact = facts(export("event", "--types", "ReplyPublished", "--key", folder.resolve("k").toString()))
                .getFirst();

        assertThat(fact.get("specversion").asString()).isEqualTo("1.0");
        assertThat(fact.get("type").asString()).isEqualTo("org.meridian.events.posts.ReplyPublished");
        assertThat(fact.get("source").asString()).isEqualTo("/nodes/nz/posts");
        assertThat(fact.get("time").asString()).isEqualTo("2026-03-01T12:01:40.000000Z");
        assertThat(fact.get("datacontenttype").asString()).isEqualTo("application/json");
        assertThat(fact.get("subject").asString()).matches("nz-[0-9a-f]{24}");
        assertThat(fact.get("id").asString()).isEqualTo(fact.get("subject").asString() + "/1");
        assertThat(fact.get("data").propertyNames()).containsExactlyInAnyOrder("id", "version", "occurredAt", "actorId",
                "groupId", "postId", "membershipVersion");
    }

    @Test
    void theSameKeyAndSelectionMakeTheSameBytes() throws IOException {
        String key = folder.resolve("key").toString();
        for (String format : List.of("ndjson", "csv", "parquet")) {
            Path one = export("one-" + format, "--key", key, "--format", format);
            Path two = export("two-" + format, "--key", key, "--format", format);
            for (String file : List.of("facts." + format, "manifest.json")) {
                assertThat(one.resolve(file)).hasSameBinaryContentAs(two.resolve(file));
            }
        }
    }

    @Test
    void nothingInAnExportTellsWhoseAnIdIs() throws IOException {
        for (String format : List.of("ndjson", "csv", "duckdb")) {
            Path export = export("private-" + format, "--format", format, "--groups", group, "--key",
                    folder.resolve("key-" + format).toString());
            try (var files = Files.list(export)) {
                for (Path file : files.toList()) {
                    String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                    assertThat(RAW_IDS).noneMatch(content::contains);
                    assertThat(content).doesNotContain(Files.readString(folder.resolve("key-" + format)).strip());
                }
            }
        }
    }

    @Test
    void underAnotherKeyNobodyIsFoundAgain() throws IOException {
        Set<String> one = new java.util.HashSet<>(facts(export("fresh-1")).stream()
                .map(fact -> fact.get("data").get("actorId").asString()).toList());
        Set<String> two = new java.util.HashSet<>(facts(export("fresh-2")).stream()
                .map(fact -> fact.get("data").get("actorId").asString()).toList());

        assertThat(one).hasSameSizeAs(two).doesNotContainAnyElementsOf(two);
    }

    @Test
    void groupsOfFewAreCalledOther() throws IOException {
        var facts = facts(export("small"));

        var groups = facts.stream().filter(fact -> fact.get("data").has("groupId"))
                .map(fact -> fact.get("data").get("groupId").asString()).distinct().toList();
        assertThat(groups).hasSize(2).contains("other");
        assertThat(facts.stream().filter(fact -> fact.get("type").asString().endsWith("GroupCreated"))
                .map(fact -> fact.get("subject").asString())).hasSize(2).contains("other");
        assertThat(run("export", "--out", folder.resolve("only-small").toString(), "--groups", small).said())
                .contains("only exported together");
    }

    @Test
    void aSelectionIsByCountryTopicTypeGroupAndTime() throws IOException {
        assertThat(facts(export("nz", "--country", "nz"))).hasSize(40);
        assertThat(facts(export("posts", "--topics", Topics.SHARED_POSTS))).hasSize(80);
        assertThat(facts(export("nz-posts", "--topics", "nz." + Topics.SHARED_POSTS, Topics.SHARED_MEMBERSHIP)))
                .hasSize(40 + 11);
        assertThat(facts(export("group", "--groups", group))).hasSize(1 + 6 + 60);
        assertThat(facts(export("time", "--from", "2026-03-01T12:01:40Z", "--until", "2026-03-01T12:01:50Z")))
                .hasSize(2);
    }

    @Test
    void csvHasAColumnForEveryField() throws IOException {
        List<String> lines = Files.readAllLines(export("csv", "--format", "csv").resolve("facts.csv"));

        assertThat(lines.getFirst()).startsWith("type,country,topic,id,version,occurredAt,actorId,scope");
        int columns = lines.getFirst().split(",", -1).length;
        assertThat(lines).hasSize(1 + 91).allMatch(line -> line.split(",", -1).length == columns);
    }

    @Test
    void parquetAndDuckDbHoldTheSameRows() throws Exception {
        String key = folder.resolve("key-rows").toString();
        Path csv = export("rows-csv", "--format", "csv", "--key", key).resolve("facts.csv");
        Path parquet = export("rows-parquet", "--format", "parquet", "--key", key).resolve("facts.parquet");
        Path database = export("rows-duckdb", "--format", "duckdb", "--key", key).resolve("facts.duckdb");
        assertThat(storageVersion(database)).as("what DuckDB 1.4 reads").isEqualTo(67);
        try (var connection = java.sql.DriverManager.getConnection("jdbc:duckdb:" + database);
                var sql = connection.createStatement()) {
            for (String one : List.of("'" + parquet + "'", "facts")) {
                try (var rows = sql.executeQuery(("SELECT count(*), count(DISTINCT id), min(occurredAt)::VARCHAR,"
                        + " (SELECT count(*) FROM (SELECT type, id, version, epoch_us(occurredAt), groupId, postId, role"
                        + " FROM %1$s EXCEPT SELECT type, id, version, epoch_us(occurredAt), groupId, postId, role"
                        + " FROM read_csv('%2$s', header = true, types = {'occurredAt': 'TIMESTAMPTZ'}))) FROM %1$s")
                        .formatted(one, csv))) {
                    rows.next();
                    assertThat(rows.getLong(1)).isEqualTo(91);
                    assertThat(rows.getLong(4)).isZero();
                }
            }
        }
    }

    /** Behind the checksum and the magic bytes, little-endian. */
    private static long storageVersion(Path database) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(database)).order(ByteOrder.LITTLE_ENDIAN).getLong(12);
    }

    @Test
    void whatGoesWrongIsOneSentence() throws IOException {
        String out = folder.resolve("wrong").toString();
        assertThat(run("export", "--out", out, "--topics", "shared.nothing"))
                .matches(
                        ran -> ran.code() == 1 && ran.said().startsWith("The Kafka of uk has no topic shared.nothing"));
        assertThat(run("export", "--out", out, "--types", "PostLiked").said()).contains("there are: MemberRegistered");
        assertThat(run("export", "--out", out, "--from", "yesterday")).matches(ran -> ran.code() == 2);
        assertThat(run("export", "--out", out, "--bootstrap", "127.0.0.1:9")).matches(
                ran -> ran.code() == 1 && ran.said().contains("127.0.0.1:9 does not answer")
                        && ran.said().lines().count() == 1);
        export("again");
        assertThat(run("export", "--out", folder.resolve("again").toString()).said()).contains("finished export");
    }
}
