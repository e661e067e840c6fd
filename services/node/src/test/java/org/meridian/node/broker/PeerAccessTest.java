package org.meridian.node.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.meridian.testing.Waiting.eventually;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meridian.operator.access.PeerAccess;
import org.meridian.operator.access.ScramClient;
import org.meridian.testing.ForbiddenCalls;
import org.meridian.testing.TextClient;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeerAccessTest {
    private static final List<String> OPEN = List.of("shared.posts", "to-nz.requests");
    private static final List<String> CLOSED = List.of("domestic.accounts", "domestic.posts", "to-au.requests",
            "nz.shared.posts", "mm2-offsets.internal");

    private TestBroker uk;
    private Map<String, String> nz;

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        uk = TestBroker.start("uk", home);
        for (var topic : Stream.of(OPEN, CLOSED).flatMap(List::stream).toList()) {
            uk.createTopic(topic, 1, Map.of());
            uk.send(new ProducerRecord<>(topic, "key", "value"));
        }
        uk.grantAccess(Map.of("nz", "nz's secret"));
        nz = client("nz", "nz's secret");
        eventually(() -> TextClient.readAll(nz, "shared.posts"), all -> all.size() == 1);
    }

    @AfterAll
    void stop() {
        uk.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shared.posts", "to-nz.requests"})
    void aPeerReadsWhatIsForIt(String topic) throws Exception {
        assertThat(TextClient.readAll(nz, topic)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"domestic.accounts", "domestic.posts", "to-au.requests", "nz.shared.posts",
            "mm2-offsets.internal"})
    void aPeerReadsNothingElse(String topic) {
        assertThatThrownBy(() -> TextClient.readAll(nz, topic)).isInstanceOf(AuthorizationException.class);
    }

    @Test
    void aPeerDoesNotEvenLearnOfOtherTopics() throws Exception {
        try (var admin = admin(nz)) {
            assertThat(admin.listTopics().names().get()).containsExactlyInAnyOrderElementsOf(OPEN);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"shared.posts", "to-nz.requests", "domestic.accounts", "to-au.requests"})
    void aPeerWritesNowhere(String topic) {
        assertThatThrownBy(() -> TextClient.send(nz, new ProducerRecord<>(topic, "key", "forged")))
                .satisfies(ForbiddenCalls::isUnauthorized);
    }

    @Test
    void aPeerWritesNotEvenInATransaction() {
        var config = new HashMap<String, Object>(nz);
        config.put("transactional.id", "forged");
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            assertThatThrownBy(producer::initTransactions).satisfies(ForbiddenCalls::isUnauthorized);
        }
    }

    @ParameterizedTest
    @MethodSource("org.meridian.testing.ForbiddenCalls#ofPeers")
    void aPeerChangesNothing(Function<Admin, KafkaFuture<?>> call) {
        try (var admin = admin(nz)) {
            assertThatThrownBy(() -> call.apply(admin).get()).isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(AuthorizationException.class);
        }
    }

    @Test
    void aWrongSecretIsRefused() {
        try (var admin = admin(client("nz", "guessed"))) {
            assertThatThrownBy(() -> admin.listTopics().names().get())
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
        }
    }

    @Test
    void aPeerThatIsNoLongerConfiguredIsShutOut() throws Exception {
        uk.grantAccess(Map.of("nz", "nz's secret", "au", "au's secret"));
        var au = client("au", "au's secret");
        eventually(() -> TextClient.readAll(au, "to-au.requests"), all -> all.size() == 1);
        uk.grantAccess(Map.of("nz", "nz's secret"));
        eventually(() -> isRefused(au), refused -> refused);
        assertThat(TextClient.readAll(nz, "shared.posts")).hasSize(1);
    }

    private static boolean isRefused(Map<String, String> client) throws Exception {
        try (var admin = admin(client)) {
            admin.listTopics().names().get();
            return false;
        } catch (ExecutionException e) {
            return e.getCause() instanceof SaslAuthenticationException;
        }
    }

    private Map<String, String> client(String peer, String secret) {
        return ScramClient.config(uk.peerAddress(), PeerAccess.user(peer), secret);
    }

    private static Admin admin(Map<String, String> client) {
        return Admin.create(new HashMap<>(client));
    }
}
