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

    private final Gathering gathering = new Gathering();

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
    void whatIsAtHandIsTakenUntilThereIsNoMore() {
        gathering.add(one("nz.shared.posts"));
        assertThat(gathering.goesOn()).isTrue();
        gathering.add(NOTHING);
        assertThat(gathering.goesOn()).isFalse();
        assertThat(gathering.records()).hasSize(1);
    }

    @Test
    void aBatchHasAnEnd() {
        for (int i = 0; i < 2_000; i++) {
            assertThat(gathering.goesOn()).isEqualTo(i > 0);
            gathering.add(one("nz.shared.posts"));
        }
        assertThat(gathering.goesOn()).isFalse();
    }
}
