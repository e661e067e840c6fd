package org.meridian.replay.source;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.meridian.replay.problem.ReplayProblem;
import org.meridian.replay.source.Plan.Source;

/** Reads topics from offset to offset, in whatever order Kafka gives the partitions. */
public final class TopicReader {

    private static final long TIMEOUT_NANOS = Duration.ofSeconds(30).toNanos();

    private final Cluster cluster;
    private final List<Source> sources;
    private final Map<TopicPartition, Long> open = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    /** Takes a record; its buffers are the reader's and are used again. */
    @FunctionalInterface
    public interface Handler {
        /** @param source the place of the record's topic in the list of sources */
        void take(int source, ConsumerRecord<ByteBuffer, ByteBuffer> record);
    }

    public TopicReader(Cluster cluster, List<Source> sources) {
        this.cluster = cluster;
        this.sources = sources;
        for (int i = 0; i < sources.size(); i++) {
            numbers.put(sources.get(i).name(), i);
        }
    }

    /** @throws ReplayProblem when Kafka does not answer, or a topic is no more what it was when the plan was made */
    public void read(Handler handler) {
        if (Plan.records(sources) == 0) {
            return;
        }
        try (var consumer = cluster.consumer()) {
            begin(consumer);
            long last = System.nanoTime();
            while (!open.isEmpty()) {
                ConsumerRecords<ByteBuffer, ByteBuffer> polled = consumer.poll(Duration.ofMillis(200));
                take(polled, handler);
                boolean moved = close(consumer, polled.isEmpty() ? open.keySet() : polled.partitions());
                if (moved || !polled.isEmpty()) {
                    last = System.nanoTime();
                } else if (System.nanoTime() - last > TIMEOUT_NANOS) {
                    checkTopics();
                    throw cluster.problem(new KafkaException("no record within 30 s"));
                }
            }
            checkTopics();
        } catch (KafkaException e) {
            throw cluster.problem(e);
        }
    }

    /** Assigns the partitions that have something to read, each at its first offset, and returns them. */
    Set<TopicPartition> begin(KafkaConsumer<?, ?> consumer) {
        Map<TopicPartition, Long> begins = new HashMap<>();
        for (Source source : sources) {
            for (Plan.Range range : source.partitions()) {
                if (range.begin() < range.end()) {
                    TopicPartition partition = new TopicPartition(source.name(), range.partition());
                    open.put(partition, range.end());
                    begins.put(partition, range.begin());
                }
            }
        }
        consumer.assign(begins.keySet());
        begins.forEach(consumer::seek);
        return begins.keySet();
    }

    /** The first offset of a partition that is not read. */
    long end(TopicPartition partition) {
        return open.getOrDefault(partition, 0L);
    }

    /** The place of a partition's topic in the list of sources. */
    int number(TopicPartition partition) {
        return numbers.getOrDefault(partition.topic(), -1);
    }

    private void take(ConsumerRecords<ByteBuffer, ByteBuffer> polled, Handler handler) {
        for (TopicPartition partition : polled.partitions()) {
            long end = end(partition);
            int number = number(partition);
            for (ConsumerRecord<ByteBuffer, ByteBuffer> record : polled.records(partition)) {
                if (record.offset() < end) {
                    handler.take(number, record);
                }
            }
        }
    }

    /** Reads no more of partitions that have reached their end; the last offsets may hold no record. */
    private boolean close(KafkaConsumer<?, ?> consumer, Set<TopicPartition> candidates) {
        List<TopicPartition> done = new ArrayList<>();
        for (TopicPartition partition : candidates) {
            Long end = open.get(partition);
            if (end != null && consumer.position(partition) >= end) {
                done.add(partition);
            }
        }
        consumer.pause(done);
        open.keySet().removeAll(done);
        return !done.isEmpty();
    }

    /** @throws ReplayProblem when a topic is no more what it was when the plan was made */
    void checkTopics() {
        Set<String> names = new HashSet<>(numbers.keySet());
        if (names.isEmpty()) {
            return;
        }
        Map<String, TopicDescription> now = cluster.describe(names);
        for (Source source : sources) {
            TopicDescription topic = now.get(source.name());
            if (topic == null || !topic.topicId().toString().equals(source.id())
                    || topic.partitions().size() != source.partitions().size()) {
                throw new ReplayProblem(Cluster.changed(source.name()));
            }
        }
    }
}
