package org.meridian.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.meridian.schemas.Topics;

/** What a node's Kafka has to refuse, from changing a topic to becoming the node itself. */
public final class ForbiddenCalls {

    private ForbiddenCalls() {}

    /**
     * For AssertJ's {@code satisfies}: Kafka has refused the call for want of a right. A producer that was refused before it
     * could send says only that it is in an error state, and has the refusal as its cause.
     */
    public static void isUnauthorized(Throwable thrown) {
        assertThat(Stream.iterate(thrown, Objects::nonNull, Throwable::getCause))
                .hasAtLeastOneElementOfType(AuthorizationException.class);
    }

    /** To whoever comes in with a peer's credentials; {@link Topics#SHARED_POSTS} has to be there. */
    public static Stream<Function<Admin, KafkaFuture<?>>> ofPeers() {
        var posts = new ConfigResource(ConfigResource.Type.TOPIC, Topics.SHARED_POSTS);
        var retention = new AlterConfigOp(new ConfigEntry("retention.ms", "1"), AlterConfigOp.OpType.SET);
        var scram = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
        return Stream.of(
                admin -> admin.createTopics(List.of(new NewTopic(Topics.SHARED_POSTS + "x", 1, (short) 1))).all(),
                admin -> admin.deleteTopics(List.of(Topics.SHARED_POSTS)).all(),
                admin -> admin.createPartitions(Map.of(Topics.SHARED_POSTS, NewPartitions.increaseTo(9))).all(),
                admin -> admin.incrementalAlterConfigs(Map.of(posts, List.of(retention))).all(),
                admin -> admin.deleteRecords(
                        Map.of(new TopicPartition(Topics.SHARED_POSTS, 0), RecordsToDelete.beforeOffset(1))).all(),
                admin -> admin.describeConfigs(List.of(new ConfigResource(ConfigResource.Type.BROKER, "1"))).all(),
                admin -> admin.describeAcls(AclBindingFilter.ANY).values(),
                admin -> admin.deleteAcls(List.of(AclBindingFilter.ANY)).all(),
                admin -> admin.describeUserScramCredentials().all(),
                admin -> admin.alterUserScramCredentials(
                        List.of(new UserScramCredentialUpsertion("node", scram, "mine now"))).all());
    }
}
