package org.meridian.node.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.meridian.testing.Waiting.eventually;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meridian.operator.access.PeerAccess;
import org.meridian.operator.access.ReaderSettings.Reader;
import org.meridian.operator.access.ScramClient;
import org.meridian.process.settings.WrongSetting;
import org.meridian.testing.ForbiddenCalls;
import org.meridian.testing.TextClient;

/** What the credentials of somebody else's consumer application open. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReaderAccessTest {

    private static final List<String> FACTS = List.of("shared.membership", "shared.posts", "nz.shared.membership",
            "nz.shared.posts");
    private static final List<String> CONTENT = List.of("shared.content", "shared.charters", "shared.profiles",
            "nz.shared.content", "nz.shared.charters", "nz.shared.profiles");
    private static final List<String> CLOSED = List.of("domestic.accounts", "domestic.posts", "domestic.content",
            "to-uk.requests", "to-nz.requests", "to-uk.answers", "nz.to-uk.requests", "nz.to-uk.answers",
            "shared.schemas", "shared.postsofanewkind", "au.shared.posts", "mm2-offsets.internal");

    private static final Map<String, String> PEERS = Map.of("nz", "nz's secret");
    private static final Map<String, Reader> READERS = Map.of("billing", new Reader("billing's secret", false),
            "billing-too", new Reader("too's secret", false), "archive", new Reader("archive's secret", true));

    private TestBroker uk;
    private Map<String, String> billing;
    private Map<String, String> archive;

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        uk = TestBroker.start("uk", home);
        for (var topic : Stream.of(FACTS, CONTENT, CLOSED).flatMap(List::stream).toList()) {
            uk.createTopic(topic, 1, Map.of());
            uk.send(new ProducerRecord<>(topic, "key", "value"));
        }
        uk.grantAccess(PEERS, READERS);
        billing = client("billing", "billing's secret");
        archive = client("archive", "archive's secret");
        eventually(() -> TextClient.readAll(billing, "shared.posts"), all -> all.size() == 1);
        eventually(() -> TextClient.readAll(archive, "shared.posts"), all -> all.size() == 1);
    }

    @AfterAll
    void stop() {
        uk.close();
    }

    private Map<String, String> client(String name, String secret) {
        return ScramClient.config(uk.peerAddress(), PeerAccess.reader(name), secret);
    }

    private static Admin admin(Map<String, String> client) {
        return Admin.create(new HashMap<>(client));
    }

    /** What a member of this group is given of all topics that it sees; commits it. */
    private static List<String> consume(Map<String, String> client, String group) {
        var config = new HashMap<String, Object>(client);
        config.putAll(Map.of("group.id", group, "auto.offset.reset", "earliest", "metadata.max.age.ms", "500",
                "enable.auto.commit", "false"));
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(Pattern.compile(".*"));
            var read = new TreeSet<String>();
            for (int polls = 0; polls < 100 && read.size() < FACTS.size(); polls++) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> read.add(record.topic()));
            }
            consumer.commitSync();
            return List.copyOf(read);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"reader-billing", "reader-billing.invoices"})
    void aReaderConsumesTheFactsOfAllCountriesInAGroupOfItsName(String group) {
        assertThat(consume(billing, group)).containsExactlyInAnyOrderElementsOf(FACTS);
    }

    @Test
    void oneThatMayHaveContentConsumesThatToo() {
        assertThat(Stream.of(FACTS, CONTENT).flatMap(List::stream))
                .allSatisfy(topic -> assertThat(TextClient.readAll(archive, topic)).as(topic).hasSize(1));
    }

    @Test
    void othersReadNoContent() {
        assertThat(CONTENT).allSatisfy(topic -> assertThatThrownBy(() -> TextClient.readAll(billing, topic)).as(topic)
                .isInstanceOf(TopicAuthorizationException.class));
    }

    @Test
    void noReaderReadsWhatIsNotSharedOrNew() {
        assertThat(CLOSED).allSatisfy(topic -> {
            assertThatThrownBy(() -> TextClient.readAll(billing, topic)).as(topic)
                    .isInstanceOf(TopicAuthorizationException.class);
            assertThatThrownBy(() -> TextClient.readAll(archive, topic)).as(topic)
                    .isInstanceOf(TopicAuthorizationException.class);
        });
    }

    @Test
    void aReaderDoesNotEvenLearnOfOtherTopics() throws Exception {
        try (var admin = admin(billing)) {
            assertThat(admin.listTopics().names().get()).containsExactlyInAnyOrderElementsOf(FACTS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"reader-archive", "reader-billing-too", "reader-billing-too.x", "reader-bill",
            "meridian-posts", "billing"})
    void aGroupOfAnotherNameIsClosed(String group) {
        assertThatThrownBy(() -> consume(billing, group)).isInstanceOf(GroupAuthorizationException.class);
    }

    @Test
    void aReaderSeesNoOtherGroups() throws Exception {
        consume(archive, "reader-archive");
        try (var admin = admin(billing)) {
            assertThat(admin.listGroups().all().get()).noneMatch(group -> group.groupId().startsWith("reader-archive"));
            assertThatThrownBy(() -> admin.describeConsumerGroups(List.of("reader-archive")).all().get())
                    .hasCauseInstanceOf(GroupAuthorizationException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"shared.posts", "nz.shared.posts", "shared.content", "domestic.accounts", "to-nz.requests"})
    void aReaderWritesNowhere(String topic) {
        assertThatThrownBy(() -> TextClient.send(archive, new ProducerRecord<>(topic, "key", "forged")))
                .satisfies(ForbiddenCalls::isUnauthorized);
    }

    @ParameterizedTest
    @MethodSource("org.meridian.testing.ForbiddenCalls#ofPeers")
    void aReaderChangesNothing(Function<Admin, KafkaFuture<?>> call) {
        try (var admin = admin(archive)) {
            assertThatThrownBy(() -> call.apply(admin).get()).isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(AuthorizationException.class);
        }
    }

    @Test
    void aReaderDoesNotLearnHowATopicIsKept() {
        try (var admin = admin(billing)) {
            var posts = new ConfigResource(ConfigResource.Type.TOPIC, "shared.posts");
            assertThatThrownBy(() -> admin.describeConfigs(List.of(posts)).all().get())
                    .hasCauseInstanceOf(AuthorizationException.class);
        }
    }

    @Test
    void oneThatIsNoLongerConfiguredIsShutOut() throws Exception {
        var leaving = new HashMap<>(READERS);
        leaving.put("leaving", new Reader("leaving's secret", true));
        uk.grantAccess(PEERS, leaving);
        var client = client("leaving", "leaving's secret");
        eventually(() -> TextClient.readAll(client, "shared.content"), all -> all.size() == 1);
        try (var open = admin(client)) {
            assertThat(open.listTopics().names().get()).contains("shared.posts");
            uk.grantAccess(PEERS, READERS);
            eventually(() -> open.listTopics().names().get(), Set::isEmpty);
        }
        eventually(() -> assertThatThrownBy(() -> TextClient.readAll(client, "shared.posts"))
                .isInstanceOf(SaslAuthenticationException.class));
        assertThat(TextClient.readAll(billing, "shared.posts")).hasSize(1);
    }

    @Test
    void oneThatMayNoLongerHaveContentHasOnlyTheFacts() throws Exception {
        var changed = new HashMap<>(READERS);
        changed.put("demoted", new Reader("demoted's secret", true));
        uk.grantAccess(PEERS, changed);
        var client = client("demoted", "demoted's secret");
        eventually(() -> TextClient.readAll(client, "shared.content"), all -> all.size() == 1);
        changed.put("demoted", new Reader("demoted's secret", false));
        uk.grantAccess(PEERS, changed);
        eventually(() -> assertThatThrownBy(() -> TextClient.readAll(client, "shared.content"))
                .isInstanceOf(TopicAuthorizationException.class));
        assertThat(TextClient.readAll(client, "shared.posts")).hasSize(1);
    }

    @Test
    void aReaderThatIsNoNameOrHasNoPasswordIsToldInOneSentence() {
        assertThatThrownBy(() -> uk.grantAccess(PEERS, Map.of("A b", new Reader("secret", false))))
                .isInstanceOf(WrongSetting.class).hasMessageContaining("meridian.readers cannot be \"A b\"");
        assertThatThrownBy(() -> uk.grantAccess(PEERS, Map.of("billing", new Reader("", false))))
                .isInstanceOf(WrongSetting.class)
                .hasMessage("meridian.readers.billing.secret is not set, and has to be.");
    }
}
