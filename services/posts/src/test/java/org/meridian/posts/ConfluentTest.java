package org.meridian.posts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.meridian.eventlog.serde.Codec;
import org.meridian.eventlog.serde.PeerSchemas;
import org.meridian.events.membership.Scope;
import org.meridian.events.membership.Visibility;
import org.meridian.events.posts.PostContent;
import org.meridian.events.posts.PostPublished;
import org.meridian.schemas.Ids;
import org.meridian.schemas.SchemaLock;
import org.meridian.schemas.Topics;
import org.meridian.testing.FreePorts;
import org.meridian.testing.ConfluentRequests;
import org.meridian.testing.MembershipFacts;

/**
 * What Confluent's client asks is answered with what schemas.lock says, and a service that is configured for a serializer
 * and a deserializer by name works through them. docs/decisions/0021-confluent-by-configuration.md says what that proves.
 */
class ConfluentTest {

    private static final SchemaLock LOCK = SchemaLock.onClassPath();
    private static final String CONTENT = PostContent.getClassSchema().getFullName();
    private static final String SUBJECT = Topics.subject(Topics.SHARED_CONTENT, CONTENT);
    private static final String STRANGE = "{\"type\":\"record\",\"name\":\"Strange\",\"fields\":[]}";

    /** Its own registry, as a node is. */
    private static final String URL = "http://127.0.0.1:" + FreePorts.next();
    private static final PostsService SERVICE = new PostsService(Map.of("server.port", URL.replaceAll(".*:", ""),
            "meridian.serde.value.serializer", RegistrySerde.class.getName(), "meridian.serde.value.deserializer",
            RegistrySerde.class.getName(), "meridian.serde.schema.registry.url", URL,
            "meridian.serde.auto.register.schemas", "false"));
    private static final ConfluentRequests REGISTRY = new ConfluentRequests(URL);

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    @Test
    void aSerializerGetsTheLockedIdOfItsClassWhicheverTopicItWritesTo() {
        String text = PostContent.getClassSchema().toString();
        for (String prefix : new String[]{"", "nz."}) {
            var answer = REGISTRY.lookUp(prefix + SUBJECT, text);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.type()).startsWith("application/");
            assertThat(answer.body().get("id").asInt()).isEqualTo(LOCK.idOf(CONTENT));
            assertThat(answer.body().get("version").asInt()).isPositive();
            assertThat(answer.body().get("subject").asString()).isEqualTo(prefix + SUBJECT);
        }
        assertThat(REGISTRY.register(SUBJECT, text).body().get("id").asInt()).isEqualTo(LOCK.idOf(CONTENT));
        assertThat(REGISTRY.latest(SUBJECT).body().get("id").asInt()).isEqualTo(LOCK.idOf(CONTENT));
    }

    @Test
    void aDeserializerGetsTheLockedText() {
        int id = LOCK.idOf(CONTENT);
        for (String subject : new String[]{null, SUBJECT}) {
            assertThat(REGISTRY.byId(id, subject).body().get("schema").asString())
                    .isEqualTo(LOCK.schema(id).orElseThrow().text());
        }
    }

    @Test
    void whatIsUnknownIsSoByStatusAndCode() {
        assertUnknown(REGISTRY.lookUp(SUBJECT, STRANGE), 404, 40403);
        assertUnknown(REGISTRY.byId(99_999, null), 404, 40403);
        assertUnknown(REGISTRY.byId(99_999, SUBJECT), 404, 40403);
        assertUnknown(REGISTRY.associations("shared.content"), 404, 40403);
        assertUnknown(REGISTRY.lookUp("no-such-subject", STRANGE), 404, 40401);
        assertUnknown(REGISTRY.register(SUBJECT, STRANGE), 422, 42205);
    }

    private static void assertUnknown(ConfluentRequests.Answer answer, int status, int code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body().get("error_code").asInt()).isEqualTo(code);
        assertThat(answer.body().get("message").asString()).isNotEmpty();
    }

    @Test
    void aServiceWithASerializerByNameWritesTheSameBytesAndReadsBack() throws Exception {
        String ada = Ids.create("uk");
        SERVICE.arrives(Topics.SHARED_PROFILES, MembershipFacts.profile(ada, 1, "Ada"));
        String group = SERVICE.group(Scope.INTERNATIONAL, Visibility.LISTED, ada);

        eventually(() -> SERVICE.post(ada, "/api/groups/" + group + "/posts",
                "{\"kind\":\"discussion\",\"title\":\"T\",\"body\":\"B\",\"tags\":[]}", null).expectStatus()
                .isCreated());

        var records = eventually(() -> SERVICE.kafka.readAll(Topics.SHARED_POSTS), found -> !found.isEmpty());
        Codec own = new Codec(LOCK, new PeerSchemas());
        var fact = own.decode("uk", records.getFirst().value());
        assertThat(fact).isInstanceOf(PostPublished.class);
        assertThat(own.encode(fact)).isEqualTo(records.getFirst().value());
        assertThat(RegistrySerde.ASKED).containsKeys("id", "schema");
    }
}
