package org.meridian.eventlog.projection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** A batch that is being put together, and how long it is worth waiting for more of it: a transaction costs the same. */
final class Gathering {

    private static final int MOST = 2_000;
    private static final long MOST_BYTES = 4_000_000;
    /** A post's fact and its words come from two partitions, a moment apart. */
    private static final Duration FOR_THE_REST = Duration.ofMillis(1);
    /** Of what this service wrote itself the rows are there: only offsets move, and nobody waits for those. */
    private static final Duration FOR_MORE_OF_OURS = Duration.ofMillis(250);

    private final Predicate<String> isOurs;
    private final boolean hurried;
    private final List<Incoming> records = new ArrayList<>();
    private long bytes;
    private boolean onlyOurs = true;
    private boolean grew;
    private long deadline;

    /**
     * @param isOurs  whether a topic is written by the service itself, together with its rows
     * @param hurried while there is a backlog: take what is at hand
     */
    Gathering(Predicate<String> isOurs, boolean hurried) {
        this.isOurs = isOurs;
        this.hurried = hurried;
    }

    void add(ConsumerRecords<byte[], byte[]> polled) {
        boolean began = records.isEmpty();
        boolean wereOnlyOurs = onlyOurs;
        for (ConsumerRecord<byte[], byte[]> record : polled) {
            records.add(Incoming.of(record));
            bytes += Math.max(record.serializedValueSize(), 0);
            onlyOurs = onlyOurs && isOurs.test(record.topic());
        }
        grew = !polled.isEmpty();
        if (grew && (began || onlyOurs != wereOnlyOurs)) {
            deadline = System.nanoTime() + (onlyOurs ? FOR_MORE_OF_OURS : FOR_THE_REST).toNanos();
        }
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
