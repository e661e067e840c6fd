package org.meridian.node.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.meridian.testing.Waiting.eventually;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListStreamsGroupOffsetsSpec;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RaftVoterEndpoint;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionReplica;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DelegationTokenDisabledException;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.quota.ClientQuotaFilter;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.meridian.operator.access.PeerAccess;
import org.meridian.operator.access.ScramClient;
import org.meridian.testing.TextClient;

/** Every operation that Kafka's administration knows, tried with a peer's credentials; and what is said where one is answered. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeerOperationsTest {

    private static final String OPEN = "shared.posts";
    private static final String CLOSED = "domestic.accounts";
    private static final String GROUP = "posts";
    private static final TopicPartition OF_OPEN = new TopicPartition(OPEN, 0);
    private static final TopicPartition OF_CLOSED = new TopicPartition(CLOSED, 0);
    private static final ConfigResource OPEN_CONFIG = new ConfigResource(ConfigResource.Type.TOPIC, OPEN);
    /** Of the client itself; nothing is asked of the broker. */
    private static final Set<String> LOCAL = Set.of("close", "metrics", "registerMetricForSubscription",
            "unregisterMetricFromSubscription", "clientInstanceId");

    /** A call, and what is said to it. */
    private interface Call {
        KafkaFuture<?> of(Admin admin);
    }

    private interface Shown {
        void by(Admin admin) throws Exception;
    }

    private TestBroker uk;
    private Map<String, String> nz;

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        uk = TestBroker.start("uk", home);
        for (String topic : List.of(OPEN, CLOSED)) {
            uk.createTopic(topic, 1, Map.of());
            uk.send(new ProducerRecord<>(topic, "key", "value"));
        }
        uk.grantAccess(Map.of("nz", "nz's secret"));
        var config = new HashMap<>(ScramClient.config(uk.peerAddress(), PeerAccess.user("nz"), "nz's secret"));
        config.put("default.api.timeout.ms", "5000");
        config.put("request.timeout.ms", "5000");
        nz = Map.copyOf(config);
        eventually(() -> TextClient.readAll(nz, OPEN), all -> all.size() == 1);
    }

    @AfterAll
    void stop() {
        uk.close();
    }

    /** By the name of the method; whatever is asked for, Kafka refuses it. */
    @SuppressWarnings({"removal", "deprecation"})
    private static Map<String, Call> refused() {
        var calls = new TreeMap<String, Call>();
        var retention = new AlterConfigOp(new ConfigEntry("retention.ms", "1"), AlterConfigOp.OpType.SET);
        var scram = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
        var acl = new AclBinding(new ResourcePattern(ResourceType.TOPIC, CLOSED, PatternType.LITERAL),
                new AccessControlEntry("User:link-nz", "*", AclOperation.READ, AclPermissionType.ALLOW));
        var replica = new TopicPartitionReplica(OPEN, 0, 1);
        calls.put("createTopics", it -> it.createTopics(List.of(new NewTopic("shared.x", 1, (short) 1))).all());
        calls.put("deleteTopics", it -> it.deleteTopics(List.of(OPEN)).all());
        calls.put("createPartitions", it -> it.createPartitions(Map.of(OPEN, NewPartitions.increaseTo(9))).all());
        calls.put("deleteRecords",
                it -> it.deleteRecords(Map.of(OF_OPEN, RecordsToDelete.beforeOffset(1))).all());
        calls.put("describeAcls", it -> it.describeAcls(AclBindingFilter.ANY).values());
        calls.put("createAcls", it -> it.createAcls(List.of(acl)).all());
        calls.put("deleteAcls", it -> it.deleteAcls(List.of(AclBindingFilter.ANY)).all());
        calls.put("incrementalAlterConfigs",
                it -> it.incrementalAlterConfigs(Map.of(OPEN_CONFIG, List.of(retention))).all());
        calls.put("alterReplicaLogDirs", it -> it.alterReplicaLogDirs(Map.of(replica, "/tmp")).all());
        calls.put("describeLogDirs", it -> it.describeLogDirs(List.of(1)).allDescriptions());
        calls.put("createDelegationToken", it -> it.createDelegationToken().delegationToken());
        calls.put("renewDelegationToken", it -> it.renewDelegationToken(new byte[]{1}).expiryTimestamp());
        calls.put("expireDelegationToken", it -> it.expireDelegationToken(new byte[]{1}).expiryTimestamp());
        calls.put("describeDelegationToken", it -> it.describeDelegationToken().delegationTokens());
        calls.put("describeConsumerGroups", it -> it.describeConsumerGroups(List.of(GROUP)).all());
        calls.put("describeClassicGroups", it -> it.describeClassicGroups(List.of(GROUP)).all());
        calls.put("describeShareGroups", it -> it.describeShareGroups(List.of(GROUP)).all());
        calls.put("describeStreamsGroups", it -> it.describeStreamsGroups(List.of(GROUP)).all());
        calls.put("listConsumerGroupOffsets",
                it -> it.listConsumerGroupOffsets(Map.of(GROUP, new ListConsumerGroupOffsetsSpec())).all());
        calls.put("listStreamsGroupOffsets",
                it -> it.listStreamsGroupOffsets(Map.of(GROUP, new ListStreamsGroupOffsetsSpec())).all());
        calls.put("listShareGroupOffsets",
                it -> it.listShareGroupOffsets(Map.of(GROUP, new ListShareGroupOffsetsSpec())).all());
        calls.put("deleteConsumerGroups", it -> it.deleteConsumerGroups(List.of(GROUP)).all());
        calls.put("deleteStreamsGroups", it -> it.deleteStreamsGroups(List.of(GROUP)).all());
        calls.put("deleteShareGroups", it -> it.deleteShareGroups(List.of(GROUP)).all());
        calls.put("deleteConsumerGroupOffsets", it -> it.deleteConsumerGroupOffsets(GROUP, Set.of(OF_OPEN)).all());
        calls.put("deleteStreamsGroupOffsets", it -> it.deleteStreamsGroupOffsets(GROUP, Set.of(OF_OPEN)).all());
        calls.put("deleteShareGroupOffsets", it -> it.deleteShareGroupOffsets(GROUP, Set.of(OPEN)).all());
        calls.put("alterConsumerGroupOffsets",
                it -> it.alterConsumerGroupOffsets(GROUP, Map.of(OF_OPEN, new OffsetAndMetadata(0))).all());
        calls.put("alterStreamsGroupOffsets",
                it -> it.alterStreamsGroupOffsets(GROUP, Map.of(OF_OPEN, new OffsetAndMetadata(0))).all());
        calls.put("alterShareGroupOffsets", it -> it.alterShareGroupOffsets(GROUP, Map.of(OF_OPEN, 0L)).all());
        calls.put("removeMembersFromConsumerGroup", it -> it.removeMembersFromConsumerGroup(GROUP,
                new RemoveMembersFromConsumerGroupOptions(List.of(new MemberToRemove("one")))).all());
        calls.put("electLeaders", it -> it.electLeaders(ElectionType.PREFERRED, Set.of(OF_OPEN)).all());
        calls.put("alterPartitionReassignments", it -> it.alterPartitionReassignments(
                Map.of(OF_OPEN, Optional.of(new NewPartitionReassignment(List.of(1))))).all());
        calls.put("listPartitionReassignments", it -> it.listPartitionReassignments().reassignments());
        calls.put("describeClientQuotas", it -> it.describeClientQuotas(ClientQuotaFilter.all()).entities());
        calls.put("alterClientQuotas", it -> it.alterClientQuotas(List.of(new ClientQuotaAlteration(
                new ClientQuotaEntity(Map.of(ClientQuotaEntity.USER, "link-nz")),
                List.of(new ClientQuotaAlteration.Op("consumer_byte_rate", null))))).all());
        calls.put("describeUserScramCredentials", it -> it.describeUserScramCredentials().all());
        calls.put("alterUserScramCredentials", it -> it.alterUserScramCredentials(
                List.of(new UserScramCredentialUpsertion("node", scram, "mine now"))).all());
        calls.put("updateFeatures", it -> it.updateFeatures(
                Map.of("metadata.version", new FeatureUpdate((short) 1, FeatureUpdate.UpgradeType.UNSAFE_DOWNGRADE)),
                new UpdateFeaturesOptions()).all());
        calls.put("describeMetadataQuorum", it -> it.describeMetadataQuorum().quorumInfo());
        calls.put("unregisterBroker", it -> it.unregisterBroker(1).all());
        calls.put("describeTransactions", it -> it.describeTransactions(List.of("one")).all());
        calls.put("abortTransaction",
                it -> it.abortTransaction(new AbortTransactionSpec(OF_OPEN, 1, (short) 1, 1)).all());
        calls.put("forceTerminateTransaction", it -> it.forceTerminateTransaction("one").result());
        calls.put("fenceProducers", it -> it.fenceProducers(List.of("one")).all());
        calls.put("listConfigResources", it -> it.listConfigResources().all());
        calls.put("listClientMetricsResources", it -> it.listClientMetricsResources().all());
        calls.put("addRaftVoter", it -> it.addRaftVoter(2, Uuid.randomUuid(),
                Set.of(new RaftVoterEndpoint("CONTROLLER", "127.0.0.1", 9))).all());
        calls.put("removeRaftVoter", it -> it.removeRaftVoter(1, Uuid.randomUuid()).all());
        return calls;
    }

    /** By the name of the method: what is answered, which is about the link's own topics or tells nothing. */
    private Map<String, Shown> shown() {
        var calls = new TreeMap<String, Shown>();
        calls.put("listTopics", it -> assertThat(done(it.listTopics().names())).containsExactly(OPEN));
        calls.put("describeTopics", it -> {
            assertThat(done(it.describeTopics(List.of(OPEN)).allTopicNames()).values()).singleElement()
                    .satisfies(topic -> assertThat(topic.authorizedOperations()).isNull());
            assertRefused(it.describeTopics(List.of(CLOSED)).allTopicNames());
        });
        calls.put("listOffsets", it -> {
            assertThat(done(it.listOffsets(Map.of(OF_OPEN, OffsetSpec.latest())).all())).hasSize(1);
            assertRefused(it.listOffsets(Map.of(OF_CLOSED, OffsetSpec.latest())).all());
        });
        calls.put("describeCluster", it -> {
            var cluster = it.describeCluster();
            assertThat(done(cluster.nodes())).singleElement()
                    .satisfies(node -> assertThat(node.port()).isEqualTo(uk.settings().peerPort()));
            assertThat(done(cluster.clusterId())).isEqualTo(uk.broker().clusterId());
        });
        calls.put("describeConfigs", it -> {
            assertThat(done(it.describeConfigs(List.of(OPEN_CONFIG)).all())).hasSize(1);
            for (var other : List.of(new ConfigResource(ConfigResource.Type.TOPIC, CLOSED),
                    new ConfigResource(ConfigResource.Type.BROKER, "1"),
                    new ConfigResource(ConfigResource.Type.BROKER_LOGGER, "1"),
                    new ConfigResource(ConfigResource.Type.GROUP, GROUP),
                    new ConfigResource(ConfigResource.Type.CLIENT_METRICS, "any"))) {
                assertRefused(it.describeConfigs(List.of(other)).all());
            }
        });
        calls.put("describeProducers", it -> {
            assertThat(done(it.describeProducers(List.of(OF_OPEN)).all())).containsOnlyKeys(OF_OPEN);
            assertRefused(it.describeProducers(List.of(OF_CLOSED)).all());
        });
        calls.put("describeReplicaLogDirs", it -> {
            var answer = it.describeReplicaLogDirs(List.of(new TopicPartitionReplica(OPEN, 0, 1))).all();
            try {
                assertThat(done(answer).values())
                        .allSatisfy(found -> assertThat(found.getCurrentReplicaLogDir()).isNull());
            } catch (ExecutionException e) {
                assertThat(e).hasCauseInstanceOf(AuthorizationException.class);
            }
        });
        calls.put("describeFeatures", it -> assertThat(done(it.describeFeatures().featureMetadata())
                .finalizedFeatures().keySet()).allMatch(name -> name.endsWith(".version")));
        calls.put("listGroups", it -> assertThat(done(it.listGroups().all())).isEmpty());
        calls.put("listConsumerGroups", it -> assertThat(groups(it)).isEmpty());
        calls.put("listTransactions", it -> assertThat(done(it.listTransactions().all())).isEmpty());
        return calls;
    }

    @SuppressWarnings({"removal", "deprecation"})
    private static Collection<?> groups(Admin admin) throws Exception {
        return done(admin.listConsumerGroups().all());
    }

    private static <T> T done(KafkaFuture<T> answer) throws Exception {
        return answer.get(10, TimeUnit.SECONDS);
    }

    /** For want of a right, or since nobody can have what is asked for. */
    private static void assertRefused(KafkaFuture<?> answer) {
        assertThatThrownBy(() -> done(answer)).isInstanceOf(ExecutionException.class)
                .cause().isInstanceOfAny(AuthorizationException.class, DelegationTokenDisabledException.class);
    }

    Stream<String> refusedOnes() {
        return refused().keySet().stream();
    }

    Stream<String> shownOnes() {
        return shown().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("refusedOnes")
    void isRefused(String operation) {
        try (var admin = Admin.create(new HashMap<>(nz))) {
            assertRefused(Objects.requireNonNull(refused().get(operation)).of(admin));
        }
    }

    @ParameterizedTest
    @MethodSource("shownOnes")
    void showsNothingBeyondTheLinksOwnTopics(String operation) throws Exception {
        try (var admin = Admin.create(new HashMap<>(nz))) {
            Objects.requireNonNull(shown().get(operation)).by(admin);
        }
    }

    @Test
    void noOperationIsLeftOut() {
        var all = Arrays.stream(Admin.class.getMethods()).filter(it -> !Modifier.isStatic(it.getModifiers()))
                .map(Method::getName).filter(name -> !LOCAL.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        var tried = new TreeSet<>(refused().keySet());
        tried.addAll(shown().keySet());
        assertThat(tried).isEqualTo(all);
    }
}
