package org.meridian.replay.source;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.meridian.replay.ordering.Cursor;
import org.meridian.replay.ordering.Merge;
import org.meridian.replay.ordering.TieBreak;

/**
 * Merges partitions while they are read: a partition is fetched from only when its next fact is asked for. Whoever asks
 * slowly makes it read slowly. What is late in its partition comes from elsewhere, in order. Memory: of each partition one
 * fetch of 128 KiB and the facts of one poll.
 */
final class OnDemand implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Cluster cluster;
    private final TopicReader reader;
    private final RecordFilter filter;
    private final KafkaConsumer<ByteBuffer, ByteBuffer> consumer;
    private final Merge merge;

    /** @param late the facts that {@link HighWaterMark} calls late, in order */
    OnDemand(Cluster cluster, List<Plan.Source> sources, RecordFilter filter, Cursor late, TieBreak ties) {
        this.cluster = cluster;
        this.filter = filter;
        reader = new TopicReader(cluster, sources);
        consumer = cluster.consumerInSmallPortions();
        try {
            Set<TopicPartition> partitions = reader.begin(consumer);
            consumer.pause(partitions);
            List<Cursor> cursors = new ArrayList<>(List.of(late));
            partitions.forEach(partition -> cursors.add(new Ordered(partition, new HighWaterMark(ties))));
            merge = new Merge(cursors, ties);
        } catch (RuntimeException e) {
            consumer.close();
            throw e instanceof KafkaException kafka ? cluster.problem(kafka) : e;
        }
    }

    /** The cursor at the next fact; null at the end. */
    @Nullable
    Cursor next() {
        Cursor next = merge.next();
        if (next == null) {
            reader.checkTopics();
        }
        return next;
    }

    @Override
    public void close() {
        consumer.close();
    }

    /** The facts of one partition that are not late. */
    private final class Ordered extends Cursor {

        private final TopicPartition partition;
        private final int source;
        private final HighWaterMark highWaterMark;
        private final Queue<ConsumerRecord<ByteBuffer, ByteBuffer>> waiting = new ArrayDeque<>();

        Ordered(TopicPartition partition, HighWaterMark highWaterMark) {
            this.partition = partition;
            this.source = reader.number(partition);
            this.highWaterMark = highWaterMark;
        }

        @Override
        public boolean next() {
            while (!waiting.isEmpty() || fetch()) {
                ConsumerRecord<ByteBuffer, ByteBuffer> record = waiting.remove();
                if (filter.admits(source, record) && isNext(record.value())) {
                    return true;
                }
            }
            return false;
        }

        private boolean isNext(ByteBuffer value) {
            bytes = value.array();
            offset = value.arrayOffset() + value.position();
            length = value.remaining();
            time = filter.header.time;
            place = source;
            return !highWaterMark.isLate(time, bytes, offset, length);
        }

        /** Some records more; false at the partition's end. */
        private boolean fetch() {
            try {
                long end = reader.end(partition);
                long until = System.nanoTime() + TIMEOUT.toNanos();
                consumer.resume(List.of(partition));
                while (waiting.isEmpty() && consumer.position(partition) < end) {
                    consumer.poll(Duration.ofMillis(200)).records(partition).stream()
                            .filter(record -> record.offset() < end).forEach(waiting::add);
                    if (System.nanoTime() > until && waiting.isEmpty()) {
                        reader.checkTopics();
                        throw new KafkaException("no record within 30 s");
                    }
                }
                consumer.pause(List.of(partition));
                return !waiting.isEmpty();
            } catch (KafkaException e) {
                throw cluster.problem(e);
            }
        }
    }
}
