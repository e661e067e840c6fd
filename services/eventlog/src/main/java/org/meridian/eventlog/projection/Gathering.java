package org.meridian.eventlog.projection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** A batch that is being put together, and how long it is worth waiting for more of it: a transaction costs the same. */
final class Gathering {

    private static final int MOST = 2_000;
    private static final long MOST_BYTES = 4_000_000;
    /** A post's fact and its words come from two partitions, a moment apart. */
    private static final Duration FOR_THE_REST = Duration.ofMillis(1);

    private final boolean hurried;
    private final List<Incoming> records = new ArrayList<>();
    private long bytes;
    private boolean grew;
    private long deadline;

    /** @param hurried while there is a backlog: take what is at hand */
    Gathering(boolean hurried) {
        this.hurried = hurried;
    }

    void add(ConsumerRecords<byte[], byte[]> polled) {
        if (records.isEmpty()) {
            deadline = System.nanoTime() + FOR_THE_REST.toNanos();
        }
        for (ConsumerRecord<byte[], byte[]> record : polled) {
            records.add(Incoming.of(record));
            bytes += Math.max(record.serializedValueSize(), 0);
        }
        grew = !polled.isEmpty();
    }

    List<Incoming> records() {
        return records;
    }

    /** Whether another poll is worth it, with {@link #patience}. */
    boolean goesOn() {
        boolean roomLeft = records.size() < MOST && bytes < MOST_BYTES;
        return roomLeft && (grew || !records.isEmpty() && !hurried && patience().isPositive());
    }

    /** What is at hand is taken at once. */
    Duration patience() {
        return grew ? Duration.ZERO : Duration.ofMillis((deadline - System.nanoTime()) / 1_000_000);
    }
}
