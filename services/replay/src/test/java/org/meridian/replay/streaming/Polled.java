package org.meridian.replay.streaming;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Counts what Kafka's clients of this JVM were given. */
public final class Polled implements ConsumerInterceptor<Object, Object> {

    static final AtomicLong RECORDS = new AtomicLong();

    @Override
    public ConsumerRecords<Object, Object> onConsume(ConsumerRecords<Object, Object> records) {
        RECORDS.addAndGet(records.count());
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        throw new IllegalStateException("a replay commits nothing");
    }

    @Override
    public void close() {
        // It counts on.
    }

    @Override
    public void configure(Map<String, ?> settings) {
        // It has none.
    }
}
