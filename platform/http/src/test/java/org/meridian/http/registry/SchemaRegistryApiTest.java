package org.meridian.http.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meridian.eventlog.serde.PeerSchemas;
import org.meridian.events.log.SchemaAnnounced;
import org.meridian.events.posts.PostWithdrawn;
import org.meridian.schemas.SchemaLock;
import org.meridian.schemas.Topics;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

class SchemaRegistryApiTest {

    private static final MediaType CONFLUENT = MediaType.parseMediaType("application/vnd.schemaregistry.v1+json");
    private static final SchemaLock LOCK = SchemaLock.onClassPath();
    private static final int ID = LOCK.idOf(PostWithdrawn.getClassSchema().getFullName());
    private static final String TEXT = LOCK.schema(ID).orElseThrow().text();
    private static final String SUBJECT = Topics.subject(Topics.SHARED_POSTS,
            PostWithdrawn.getClassSchema().getFullName());

    private final PeerSchemas peers = new PeerSchemas();
    private final Registry registry = new Registry(LOCK, peers);
    private final WebTestClient client = WebTestClient
            .bindToController(new SchemaRegistryApi(registry), new RegistrySettingsApi(registry))
            .controllerAdvice(new RegistryProblems()).build();

    private WebTestClient.ResponseSpec get(String path) {
        return client.get().uri(path).accept(CONFLUENT).header("Content-Type", CONFLUENT.toString()).exchange();
    }

    private WebTestClient.ResponseSpec post(String path, Object schema) {
        return client.post().uri(path).contentType(CONFLUENT).accept(CONFLUENT)
                .bodyValue(Map.of("schema", schema, "schemaType", "AVRO", "references", List.of()))
                .exchange();
    }

    @Test
    void aSchemaByItsIdAsTheDeserializerAsksForIt() {
        get("/schemas/ids/" + ID + "?fetchMaxId=false&subject=nz." + SUBJECT).expectStatus().isOk().expectHeader()
                .contentTypeCompatibleWith(CONFLUENT).expectBody().jsonPath("$.schema").isEqualTo(TEXT)
                .jsonPath("$.length()").isEqualTo(1);
        client.get().uri("/schemas/ids/" + ID).accept(MediaType.APPLICATION_JSON).exchange().expectHeader()
                .contentTypeCompatibleWith(MediaType.APPLICATION_JSON);
    }

    @Test
    void theBareText() {
        get("/schemas/ids/" + ID + "/schema").expectStatus().isOk().expectBody().json(TEXT);
        get("/subjects/" + SUBJECT + "/versions/1/schema").expectStatus().isOk().expectBody().json(TEXT);
    }

    @Test
    void whereASchemaIsUsed() {
        get("/schemas/ids/" + ID + "/subjects").expectBody().jsonPath("$").value(it -> assertThat(it.toString())
                .contains(SUBJECT).contains(Topics.DOMESTIC_POSTS));
        get("/schemas/ids/" + ID + "/versions").expectBody().jsonPath("$[1].subject").isEqualTo(SUBJECT)
                .jsonPath("$[1].version").isEqualTo(1);
    }

    @Test
    void whatThereIs() {
        get("/schemas/types").expectBody().jsonPath("$[0]").isEqualTo("AVRO");
        get("/subjects").expectBody().jsonPath("$.length()").isEqualTo(LOCK.subjects().size());
        get("/subjects/" + SUBJECT + "/versions").expectBody().json("[1]");
        get("/subjects/" + SUBJECT + "/versions/1/referencedby").expectBody().json("[]");
        get("/contexts").expectBody().json("[\".\"]");
        get("/schemas").expectBody().jsonPath("$.length()").isEqualTo(LOCK.subjects().stream()
                .mapToInt(it -> LOCK.versions(it).size()).sum()).jsonPath("$[0].schema").isNotEmpty();
        get("/schemas?latestOnly=true&offset=1&limit=2").expectBody().jsonPath("$[*].subject")
                .isEqualTo(LOCK.subjects().stream().skip(1).limit(2).toList());
    }

    @ParameterizedTest
    @CsvSource({"shared.content, 1", "shared., 9", ":.:shared.content, 1", ":*:shared.content, 1", "nothing, 0"})
    void thoseWhoseNameBeginsSo(String prefix, int atLeast) {
        String plain = prefix.replaceAll("^:.:", "");
        List<String> expected = LOCK.subjects().stream().filter(it -> it.startsWith(plain)).toList();
        assertThat(expected).hasSizeGreaterThanOrEqualTo(atLeast);
        for (String path : List.of("/subjects?subjectPrefix={p}", "/schemas?latestOnly=true&subjectPrefix={p}")) {
            client.get().uri(path, prefix).accept(CONFLUENT).exchange().expectStatus().isOk().expectBody()
                    .jsonPath("$.length()").isEqualTo(expected.size());
        }
        get("/subjects?deletedOnly=true").expectBody().json("[]");
    }

    @ParameterizedTest
    @CsvSource({"config, compatibilityLevel, FULL, 40408", "mode, mode, READONLY, 40409"})
    void whatTheRegistryIsSetTo(String path, String field, String value, int missing) {
        for (String at : List.of("", "/" + SUBJECT, "/:.:" + SUBJECT, "/unknown?defaultToGlobal=true")) {
            get("/" + path + at).expectStatus().isOk().expectBody().jsonPath("$." + field).isEqualTo(value)
                    .jsonPath("$.length()").isEqualTo(1);
        }
        get("/" + path + "/unknown").expectStatus().isNotFound().expectBody().jsonPath("$.error_code")
                .isEqualTo(missing);
    }

    @ParameterizedTest
    @CsvSource({"PUT, /config", "PUT, /config/SUBJECT", "PUT, /mode", "PUT, /mode/SUBJECT", "DELETE, /config/SUBJECT",
            "DELETE, /mode/SUBJECT", "DELETE, /subjects/SUBJECT", "DELETE, /subjects/SUBJECT/versions/1"})
    void nothingIsChanged(String method, String path) {
        client.method(HttpMethod.valueOf(method)).uri(path.replace("SUBJECT", SUBJECT)).contentType(CONFLUENT)
                .bodyValue(Map.of("mode", "READWRITE")).exchange().expectStatus().isEqualTo(422).expectBody()
                .jsonPath("$.error_code").isEqualTo(42205).jsonPath("$.message").isNotEmpty();
    }

    @Test
    void whetherASchemaCouldFollow() {
        String optional = TEXT.substring(0, TEXT.lastIndexOf(']'))
                + ",{\"name\":\"mood\",\"type\":[\"null\",\"string\"],\"default\":null}]}";
        String required = optional.replace(",\"default\":null}]}", "}]}");
        for (String path : List.of("/compatibility/subjects/" + SUBJECT + "/versions/latest",
                "/compatibility/subjects/nz." + SUBJECT + "/versions/1",
                "/compatibility/subjects/" + SUBJECT + "/versions")) {
            post(path, optional).expectStatus().isOk().expectBody().json("{\"is_compatible\":true}")
                    .jsonPath("$.length()").isEqualTo(1);
            post(path, required).expectStatus().isOk().expectBody().json("{\"is_compatible\":false}")
                    .jsonPath("$.length()").isEqualTo(1);
            post(path + "?verbose=true", required).expectBody().jsonPath("$.messages[0]")
                    .value(it -> assertThat(it.toString()).contains("mood"));
        }
        post("/compatibility/subjects/unknown/versions", TEXT).expectBody().json("{\"is_compatible\":true}");
        post("/compatibility/subjects/unknown/versions", "none").expectStatus().isEqualTo(422).expectBody()
                .jsonPath("$.error_code").isEqualTo(42201);
        post("/compatibility/subjects/unknown/versions/1", TEXT).expectStatus().isNotFound().expectBody()
                .jsonPath("$.error_code").isEqualTo(40401);
        post("/compatibility/subjects/" + SUBJECT + "/versions/7", TEXT).expectStatus().isNotFound().expectBody()
                .jsonPath("$.error_code").isEqualTo(40402);
    }

    @ParameterizedTest
    @CsvSource({"1", "latest", "-1"})
    void aVersion(String version) {
        get("/subjects/" + SUBJECT + "/versions/" + version).expectStatus().isOk().expectBody().jsonPath("$.subject")
                .isEqualTo(SUBJECT).jsonPath("$.version").isEqualTo(1).jsonPath("$.id").isEqualTo(ID)
                .jsonPath("$.schema").isEqualTo(TEXT);
    }

    @Test
    void aSerializerFindsTheIdOfItsGeneratedClass() {
        post("/subjects/nz." + SUBJECT + "?normalize=false", PostWithdrawn.getClassSchema().toString()).expectStatus()
                .isOk()
                .expectBody().jsonPath("$.id").isEqualTo(ID).jsonPath("$.version").isEqualTo(1).jsonPath("$.subject")
                .isEqualTo("nz." + SUBJECT).jsonPath("$.schema").isEqualTo(TEXT);
        post("/subjects/" + SUBJECT + "/versions", PostWithdrawn.getClassSchema().toString()).expectStatus().isOk()
                .expectBody().jsonPath("$.id").isEqualTo(ID);
    }

    @Test
    void nothingIsRegistered() {
        post("/subjects/" + SUBJECT + "/versions", "{\"type\":\"record\",\"name\":\"New\",\"fields\":[]}")
                .expectStatus()
                .isEqualTo(422).expectBody().jsonPath("$.error_code").isEqualTo(42205).jsonPath("$.message")
                .value(it -> assertThat(it.toString()).contains("read-only"));
        post("/subjects/new-subject/versions", TEXT).expectStatus().isEqualTo(422);
        post("/subjects/" + SUBJECT, "no schema").expectStatus().isEqualTo(422).expectBody().jsonPath("$.error_code")
                .isEqualTo(42201);
    }

    static Stream<String> whatIsNoSchemaOfOurs() {
        String nested = "{\"type\":\"array\",\"items\":".repeat(400) + "\"int\"" + "}".repeat(400);
        String field = "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"f\",%s}]}";
        return Stream.of("", "null", "7", "{}", "\"\"", "[\"\"]", nested, nested.replace("}", ""),
                field.formatted("\"type\":\"int\",\"order\":\"up\""), field.formatted("\"type\":\"R\",\"default\":{}"),
                field.formatted("\"type\":\"int\",\"aliases\":7"), field.formatted("\"type\":{\"type\":\"fixed\"}"),
                field.formatted("\"type\":\"int\",\"doc\":\"" + "x".repeat(100_000) + "\""));
    }

    @ParameterizedTest
    @MethodSource("whatIsNoSchemaOfOurs")
    void noTextMakesItStumble(String text) {
        for (String path : List.of("/subjects/unknown/versions", "/subjects/" + SUBJECT + "/versions",
                "/subjects/" + SUBJECT)) {
            post(path, text).expectStatus().isEqualTo(422).expectBody().jsonPath("$.error_code").isEqualTo(42201)
                    .jsonPath("$.message").value(it -> assertThat(it.toString()).hasSizeLessThan(1_000));
        }
    }

    @Test
    void recordsThatNestByNameAreAnsweredToo() {
        String record = "{\"type\":\"record\",\"name\":\"R%d\",\"fields\":[{\"name\":\"f\",\"type\":\"R%d\"}]}";
        String chain = IntStream.range(0, 320).mapToObj(i -> record.formatted(i, i + 1)).collect(Collectors.joining(
                ",", "[", ",{\"type\":\"fixed\",\"name\":\"R320\",\"size\":1}]"));

        post("/subjects/" + SUBJECT, chain).expectStatus().is4xxClientError().expectBody().jsonPath("$.error_code")
                .isNotEmpty();
    }

    @Test
    void anUnknownSchemaOfAKnownSubject() {
        post("/subjects/" + SUBJECT, "{\"type\":\"record\",\"name\":\"New\",\"fields\":[]}").expectStatus().isNotFound()
                .expectBody().jsonPath("$.error_code").isEqualTo(40403);
        post("/subjects/unknown", TEXT).expectStatus().isNotFound().expectBody().jsonPath("$.error_code")
                .isEqualTo(40401);
    }

    @ParameterizedTest
    @CsvSource({"/schemas/ids/99999, 404, 40403", "/schemas/ids/99999/schema, 404, 40403",
            "/schemas/ids/99999/subjects, 404, 40403", "/schemas/ids/99999/versions, 404, 40403",
            "/subjects/unknown/versions, 404, 40401", "/subjects/unknown/versions/latest, 404, 40401",
            "/subjects/SUBJECT/versions/7, 404, 40402", "/subjects/SUBJECT/versions/newest, 422, 42202",
            "/subjects/SUBJECT/versions/0, 422, 42202",
            "/schemas/ids/first, 404, 404", "/subjects/SUBJECT/versions/7/referencedby, 404, 40402",
            "/associations/resources/-/shared.posts?resourceType=topic, 404, 40403"})
    void theUnknownInConfluentsShape(String path, int status, int code) {
        get(path.replace("SUBJECT", SUBJECT)).expectStatus().isEqualTo(status).expectHeader()
                .contentTypeCompatibleWith(CONFLUENT).expectBody().jsonPath("$.error_code").isEqualTo(code)
                .jsonPath("$.message").isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"schema\":{}}"})
    void aBodyThatIsNoneInConfluentsShape(String body) {
        client.post().uri("/subjects/" + SUBJECT).contentType(CONFLUENT).bodyValue(body).exchange().expectStatus()
                .isEqualTo(422).expectBody().jsonPath("$.error_code").isEqualTo(422);
    }

    @Test
    void whatPeersAnnounceIsServedByIdWhenTheyAgree() {
        peers.learn("nz", announced(5000, "{\"type\":\"record\",\"name\":\"New\",\"fields\":[]}"));
        get("/schemas/ids/5000").expectStatus().isOk();
        peers.learn("us", announced(5000, "{\"type\":\"record\",\"name\":\"Other\",\"fields\":[]}"));
        get("/schemas/ids/5000").expectStatus().isNotFound();
    }

    private static SchemaAnnounced announced(int id, String text) {
        return SchemaAnnounced.newBuilder().setSchemaId(id).setSubject("s").setSchemaVersion(1).setSchema$(text)
                .build();
    }
}
