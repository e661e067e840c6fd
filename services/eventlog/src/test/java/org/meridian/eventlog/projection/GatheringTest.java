package org.meridian.eventlog.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.eventlog.testing.Eventually.eventually;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class GatheringTest {

    private static final ConsumerRecords<byte[], byte[]> NOTHING = ConsumerRecords.empty();

    private final Gathering gathering = new Gathering(topic -> topic.equals("shared.posts"), false);

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
    void oursWaitForMoreOfOursAndApplyAtOnceWhenAnotherNodesCome() {
        gathering.add(one("shared.posts"));
        gathering.add(NOTHING);
        assertThat(gathering.goesOn()).isTrue();
        assertThat(gathering.patience()).isGreaterThan(Duration.ofMillis(50));

        gathering.add(one("nz.shared.posts"));
        gathering.add(NOTHING);
        assertThat(gathering.patience()).isLessThan(Duration.ofMillis(50));
        eventually(gathering::goesOn, goesOn -> !goesOn);
        assertThat(gathering.records()).hasSize(2);
    }

    @Test
    void aBacklogIsNotWaitedFor() {
        var hurried = new Gathering(topic -> true, true);
        hurried.add(one("shared.posts"));
        hurried.add(NOTHING);
        assertThat(hurried.goesOn()).isFalse();
    }
}
