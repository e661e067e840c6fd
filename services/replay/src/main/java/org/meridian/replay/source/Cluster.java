package org.meridian.replay.source;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;
import org.meridian.replay.problem.ReplayProblem;

/** One node's Kafka, read and never written: no consumer group, no committed offsets. */
public final class Cluster {

    private static final int TIMEOUT_SECONDS = 8;

    private final String node;
    private final Map<String, Object> client;

    /**
     * @param node   the alias of the node whose Kafka it is
     * @param client the settings of a Kafka client that may read there
     */
    public Cluster(String node, Map<String, ?> client) {
        this.node = node;
        this.client = Map.copyOf(client);
    }

    public String node() {
        return node;
    }

    private String address() {
        return String.valueOf(client.get("bootstrap.servers"));
    }

    /** Fetches are counted compressed; so few records are taken at a time since each may be large when it is not. */
    KafkaConsumer<ByteBuffer, ByteBuffer> consumer() {
        return consumer(Map.of("max.poll.records", 40, "fetch.max.bytes", 8 << 20, "max.partition.fetch.bytes",
                1 << 20, "receive.buffer.bytes", 1 << 20));
    }

    /** For reading many partitions a little at a time. */
    KafkaConsumer<ByteBuffer, ByteBuffer> consumerInSmallPortions() {
        return consumer(Map.of("max.poll.records", 40, "max.partition.fetch.bytes", 128 << 10));
    }

    private KafkaConsumer<ByteBuffer, ByteBuffer> consumer(Map<String, Object> portions) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.putAll(portions);
        settings.putAll(Map.of("enable.auto.commit", false, "auto.offset.reset", "none", "isolation.level",
                "read_committed", "allow.auto.create.topics", false));
        settings.put("fetch.max.wait.ms", 20); // a fetch behind the last record is waited for when the consumer closes
        settings.put("default.api.timeout.ms", TIMEOUT_SECONDS * 1000);
        return new KafkaConsumer<>(settings, new ByteBufferDeserializer(), new ByteBufferDeserializer());
    }

    /** The cluster's own id. */
    String id() {
        return ask(admin -> admin.describeCluster().clusterId());
    }

    /** The names of all topics that may be seen. */
    Set<String> topics() {
        return ask(admin -> admin.listTopics().names());
    }

    Map<String, TopicDescription> describe(Collection<String> topics) {
        return ask(admin -> admin.describeTopics(topics).allTopicNames());
    }

    private interface Question<T> {
        KafkaFuture<T> ask(Admin admin);
    }

    private <T> T ask(Question<T> question) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("default.api.timeout.ms", TIMEOUT_SECONDS * 1000);
        settings.put("request.timeout.ms", TIMEOUT_SECONDS * 1000);
        try {
            Admin admin = Admin.create(settings);
            try {
                return question.ask(admin).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            } finally {
                admin.close(Duration.ZERO);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReplayProblem("The replay was interrupted.", e);
        } catch (ExecutionException e) {
            throw problem(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException | KafkaException e) {
            throw problem(e);
        }
    }

    /** What went wrong with Kafka, in one sentence. */
    ReplayProblem problem(Throwable cause) {
        return new ReplayProblem(switch (cause) {
            case SaslAuthenticationException refused -> "The Kafka of " + node + " at " + address()
                    + " refuses the user or the password: " + refused.getMessage() + ".";
            case TopicAuthorizationException forbidden -> "The user has no right to read "
                    + String.join(", ", forbidden.unauthorizedTopics()) + " in the Kafka of " + node
                    + ": ask its operator, or select other topics.";
            case AuthorizationException forbidden -> "The user has no right to read in the Kafka of " + node + " ("
                    + forbidden.getMessage() + "): ask its operator.";
            case UnknownTopicOrPartitionException gone -> changed("a topic");
            case OffsetOutOfRangeException gone -> changed(String.join(", ",
                    gone.partitions().stream().map(TopicPartition::topic).distinct().toList()));
            default -> "The Kafka of " + node + " at " + address() + " does not answer (" + cause
                    + "): see whether the node runs; the same command again goes on from here.";
        }, cause);
    }

    static String changed(String topic) {
        return "During the replay " + topic + " was deleted, created anew or cut short, so that it cannot be what it"
                + " was: replay again into another folder.";
    }
}
