package org.meridian.eventlog.projection;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * Batches that are being put together of what is at hand: a transaction costs the same for more. What is applied takes several
 * times its bytes in memory, so a batch has an end in bytes, whatever they were when compressed.
 */
final class Gathering {

    private static final int MAX_RECORDS = 2_000;

    private final List<List<Incoming>> batches = new ArrayList<>();
    private List<Incoming> last = new ArrayList<>();
    private long bytes;
    private int grew;

    void add(ConsumerRecords<byte[], byte[]> polled) {
        for (ConsumerRecord<byte[], byte[]> record : polled) {
            add(Incoming.of(record), size(record));
        }
        grew = polled.count();
    }

    private void add(Incoming record, int size) {
        if (last.isEmpty() || last.size() >= MAX_RECORDS || bytes + size > Portions.BYTES) {
            last = new ArrayList<>();
            batches.add(last);
            bytes = 0;
        }
        last.add(record);
        bytes += size;
    }

    private static int size(ConsumerRecord<byte[], byte[]> record) {
        return Math.max(record.serializedKeySize(), 0) + Math.max(record.serializedValueSize(), 0);
    }

    /** In the order in which they came; all but the last have as much as a transaction takes. */
    List<List<Incoming>> batches() {
        return batches;
    }

    List<Incoming> records() {
        return batches.stream().flatMap(List::stream).toList();
    }

    boolean isEmpty() {
        return batches.isEmpty();
    }

    /** Whether there may be more at hand, and room for it. */
    boolean goesOn() {
        return grew > 0 && !isFull();
    }

    /** Whether the partition that the last record is from has most probably more at hand: a poll gives one partition after the other. */
    boolean endsAmidAPartition() {
        return isFull() && grew == Portions.RECORDS;
    }

    boolean isFull() {
        return batches.size() > 1 || last.size() >= MAX_RECORDS || bytes >= Portions.BYTES;
    }
}
