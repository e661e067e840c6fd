package org.meridian.eventlog;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.meridian.process.Retry;
import org.meridian.process.settings.NodeSettings;
import org.meridian.schemas.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it that this node's own topics are there, with as many partitions as they have always had. */
final class LogTopics {

    private static final Logger LOG = LoggerFactory.getLogger(LogTopics.class);

    private final Retry kafka = new Retry("Kafka is not there yet", LOG,
            e -> e instanceof ExecutionException || e instanceof TimeoutException || e instanceof KafkaException);
    private final NodeSettings settings;
    private boolean ensured;

    LogTopics(NodeSettings settings) {
        this.settings = settings;
    }

    /**
     * Returns once all topics are there; tries for as long as the broker is away.
     *
     * @throws IllegalStateException if they have another number of partitions than the settings say
     */
    synchronized void ensure() throws InterruptedException {
        if (!ensured) {
            kafka.untilItWorks(this::ensureOnce);
            ensured = true;
        }
    }

    private void ensureOnce() throws InterruptedException, ExecutionException, TimeoutException {
        Admin admin = Admin.create(settings.kafkaClient());
        try {
            createMissing(admin);
            checkPartitions(admin);
        } finally {
            admin.close(Duration.ZERO); // waits for no answer of a broker that is away
        }
    }

    private void createMissing(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        Set<String> present = admin.listTopics().names().get(30, TimeUnit.SECONDS);
        List<NewTopic> missing = Topics.of(settings.node(), settings.peerAliases()).stream()
                .filter(topic -> !present.contains(topic.name()))
                .map(topic -> new NewTopic(topic.name(), Optional.of(settings.partitions()), Optional.empty())
                        .configs(topic.configs()))
                .toList();
        try {
            admin.createTopics(missing).all().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private void checkPartitions(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        Set<String> names = new HashSet<>();
        Topics.of(settings.node(), settings.peerAliases()).forEach(topic -> names.add(topic.name()));
        Map<String, Integer> other = new HashMap<>();
        admin.describeTopics(names).allTopicNames().get(30, TimeUnit.SECONDS).forEach((name, topic) -> {
            if (topic.partitions().size() != settings.partitions()) {
                other.put(name, topic.partitions().size());
            }
        });
        if (!other.isEmpty()) {
            throw new IllegalStateException(
                    "meridian.partitions is " + settings.partitions() + ", but there are topics with another"
                            + " number of partitions, which can never change: set it back. " + other);
        }
    }
}
