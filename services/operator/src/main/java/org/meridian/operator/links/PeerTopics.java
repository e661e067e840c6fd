package org.meridian.operator.links;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;
import org.meridian.operator.tls.TlsContext;

/** Asks a cluster about the topics of a link, with the link's own credentials and little patience. */
final class PeerTopics implements AutoCloseable {
    private static final long TIMEOUT_MS = 2_000;
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final Map<String, String> clientConfig;
    private final Pattern topics;
    private @Nullable Admin admin;
    private @Nullable Known known;

    /** What is asked for every few seconds only, or after something has failed. */
    private record Known(String clusterId, List<TopicPartition> partitions, long at) {

        boolean isFresh() {
            return System.nanoTime() - at < FRESH.toNanos();
        }
    }

    PeerTopics(Map<String, String> clientConfig, Pattern topics) {
        this.clientConfig = clientConfig;
        this.topics = topics;
    }

    /** Why a cluster gave no answer. */
    static final class Unreachable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreachable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    String clusterId() throws Unreachable {
        return known().clusterId();
    }

    Map<TopicPartition, Long> endOffsets() throws Unreachable {
        return offsets(OffsetSpec.latest()).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    /** @return the latest of the records' own times in milliseconds, -1 when there is no record */
    long newestTimestamp() throws Unreachable {
        return offsets(OffsetSpec.maxTimestamp()).values().stream().mapToLong(ListOffsetsResultInfo::timestamp).max()
                .orElse(-1);
    }

    Collection<String> names() throws Unreachable {
        return await(admin().listTopics().names()).stream().filter(topics.asMatchPredicate()).toList();
    }

    Map<String, Config> configs(Collection<String> names) throws Unreachable {
        var asked = names.stream().map(PeerTopics::resource).toList();
        return await(admin().describeConfigs(asked).all()).entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue));
    }

    void change(Map<String, Collection<AlterConfigOp>> configs) throws Unreachable {
        await(admin().incrementalAlterConfigs(configs.entrySet().stream()
                .collect(Collectors.toMap(entry -> resource(entry.getKey()), Map.Entry::getValue))).all());
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    private Map<TopicPartition, ListOffsetsResultInfo> offsets(OffsetSpec which) throws Unreachable {
        var asked = known().partitions().stream().collect(Collectors.toMap(partition -> partition, partition -> which));
        return await(admin().listOffsets(asked).all());
    }

    private Known known() throws Unreachable {
        var fresh = known;
        if (fresh == null || !fresh.isFresh()) {
            fresh = new Known(await(admin().describeCluster().clusterId()), partitions(), System.nanoTime());
            known = fresh;
        }
        return fresh;
    }

    private List<TopicPartition> partitions() throws Unreachable {
        return await(admin().describeTopics(names()).allTopicNames()).values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
    }

    private Admin admin() throws Unreachable {
        if (admin == null) {
            var config = new HashMap<String, Object>(clientConfig);
            config.put("request.timeout.ms", (int) TIMEOUT_MS);
            config.put("default.api.timeout.ms", (int) TIMEOUT_MS);
            config.put("reconnect.backoff.max.ms", 1_000);
            try {
                admin = Admin.create(config);
            } catch (RuntimeException unknownHost) {
                throw new Unreachable(deepest(unknownHost), unknownHost);
            }
        }
        return admin;
    }

    private <T> T await(KafkaFuture<T> answer) throws Unreachable {
        try {
            return answer.get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw unreachable(TlsContext.sentence(e).orElseGet(() -> deepest(e)), e);
        } catch (TimeoutException e) {
            throw unreachable("no answer within " + TIMEOUT_MS + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable("interrupted", e);
        }
    }

    private Unreachable unreachable(String message, Exception cause) {
        known = null;
        return new Unreachable(message, cause);
    }

    private static String deepest(Throwable failure) {
        var cause = failure;
        for (var next = cause.getCause(); next != null; next = next.getCause()) {
            cause = next;
        }
        return String.valueOf(cause.getMessage());
    }

    /** Its client is gone then, until something is asked again. */
    @Override
    public void close() {
        known = null;
        if (admin != null) {
            admin.close(Duration.ZERO);
            admin = null;
        }
    }
}
