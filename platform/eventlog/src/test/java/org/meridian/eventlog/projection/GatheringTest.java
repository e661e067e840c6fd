package org.meridian.eventlog.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
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
    void aBatchHasAnEndInBytesAsTheyAreWhenNotCompressed() {
        int[] sizes = {400_000, 400_000, 400_000, 1_000_000, 10};
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int size : sizes) {
            records.add(new ConsumerRecord<>("nz.shared.posts", 0, records.size(), 0, TimestampType.CREATE_TIME, 0,
                    size, new byte[0], new byte[0], new RecordHeaders(), Optional.empty()));
        }
        gathering.add(new ConsumerRecords<>(Map.of(new TopicPartition("nz.shared.posts", 0), records), Map.of()));

        assertThat(gathering.batches()).extracting(List::size).containsExactly(2, 1, 1, 1);
        assertThat(gathering.records()).extracting(Incoming::offset).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(gathering.goesOn()).isFalse();
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
