package org.meridian.eventlog.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class GatheringTest {

    private static final ConsumerRecords<byte[], byte[]> NOTHING = ConsumerRecords.empty();

    private final Gathering gathering = new Gathering(false);

    private static ConsumerRecords<byte[], byte[]> one(String topic) {
        return new ConsumerRecords<>(Map.of(new TopicPartition(topic, 0),
                List.of(new ConsumerRecord<>(topic, 0, 0, new byte[0], new byte[0]))), Map.of());
    }

    @Test
    void whereNothingCameNothingIsWaitedFor() {
        gathering.add(NOTHING);
        assertThat(gathering.goesOn()).isFalse();
    }

    @Test
    void whatIsAtHandIsTakenAtOnce() {
        gathering.add(one("nz.shared.posts"));
        assertThat(gathering.goesOn()).isTrue();
        assertThat(gathering.patience()).isZero();
    }

    @Test
    void aBacklogIsNotWaitedFor() {
        var hurried = new Gathering(true);
        hurried.add(one("shared.posts"));
        hurried.add(NOTHING);
        assertThat(hurried.goesOn()).isFalse();
    }
}
