package org.meridian.eventlog.projection;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** A batch that is being put together of what is at hand: a transaction costs the same for more. */
final class Gathering {

    private static final int MAX_RECORDS = 2_000;
    private static final long MAX_BYTES = 4_000_000;

    private final List<Incoming> records = new ArrayList<>();
    private long bytes;
    private boolean grew;

    void add(ConsumerRecords<byte[], byte[]> polled) {
        for (ConsumerRecord<byte[], byte[]> record : polled) {
            records.add(Incoming.of(record));
            bytes += Math.max(record.serializedValueSize(), 0);
        }
        grew = !polled.isEmpty();
    }

    List<Incoming> records() {
        return records;
    }

    /** Whether there may be more at hand, and room for it. */
    boolean goesOn() {
        return grew && !isFull();
    }

    boolean isFull() {
        return records.size() >= MAX_RECORDS || bytes >= MAX_BYTES;
    }
}
