package org.meridian.eventlog.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.projection.Parked.Discarded;
import org.meridian.eventlog.sample.Notes;
import org.meridian.testing.RealServers;
import org.springframework.jdbc.core.JdbcTemplate;

class OffsetsTest {

    private static final Database DATABASE = Notes.database(RealServers.database(), 2);
    private static final JdbcTemplate JDBC = DATABASE.jdbc();
    private static final TopicPartition PARTITION = new TopicPartition("nz.shared.posts", 0);

    private final Offsets offsets = new Offsets(JDBC);
    private final Parked parked = new Parked(JDBC);

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void whatWasGivenUpIsFoundOfATopicThatIsFoundedAnewAndItsOffsetsAreOthers() {
        offsets.restart(Set.of(PARTITION), Map.of(PARTITION.topic(), "first"));
        park(5);
        long id = parked.list(1).getFirst().id();
        parked.discard(id, new Discarded(Instant.EPOCH, "uk-operator", "why"), false);

        offsets.restart(Set.of(PARTITION), Map.of(PARTITION.topic(), "second"));
        park(5);

        assertThat(parked.discarded(9)).singleElement().satisfies(it -> {
            assertThat(it.id()).isEqualTo(id);
            assertThat(it.offset()).isNegative();
        });
        assertThat(parked.list(9)).singleElement().satisfies(it -> assertThat(it.offset()).isEqualTo(5));
        assertThat(parked.count()).isOne();
    }

    private static void park(long offset) {
        JDBC.update("""
                INSERT INTO parked (topic, partition, "offset", key, recorded_at, reason, detail, parked_at)
                VALUES (?, 0, ?, 'nz-1', now(), 'refused', 'x', now())""", PARTITION.topic(), offset);
    }
}
