package org.meridian.eventlog.projection;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.JdbcTemplate;

/** How far each partition has been applied, kept beside the rows that it made. */
final class Offsets {

    /**
     * @param topicId Kafka's id of the topic: another one means that the topic was founded anew
     * @param next    the offset to read next
     */
    record Applied(String topicId, long next) {}

    private static final String LOAD = "SELECT topic, partition, topic_id, next_offset FROM applied_offset";
    private static final String UNPLACE = """
            UPDATE parked SET "offset" = -id WHERE topic = ? AND partition = ?""";
    /** Before that: what has these offsets now was discarded by nobody. After a rebuild it is what had them before. */
    private static final String UNPLACE_DISCARDED = """
            WITH gone AS (
              DELETE FROM discarded d USING applied_offset a
              WHERE d.topic = ? AND d.partition = ? AND d."offset" >= 0 AND (a.topic, a.partition) = (d.topic, d.partition)
              RETURNING d.*)
            INSERT INTO discarded
            SELECT g.topic, g.partition, -p.id, g.discarded_at, g.discarded_by, g.why
            FROM gone g JOIN parked p ON (p.topic, p.partition, p."offset") = (g.topic, g.partition, g."offset")""";
    private static final String RESTART = """
            INSERT INTO applied_offset (topic, partition, topic_id, next_offset) VALUES (?, ?, ?, 0)
            ON CONFLICT (topic, partition) DO UPDATE SET topic_id = excluded.topic_id, next_offset = 0""";

    private final JdbcTemplate jdbc;

    Offsets(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    Map<TopicPartition, Applied> load() {
        Map<TopicPartition, Applied> offsets = new HashMap<>();
        jdbc.query(LOAD, row -> {
            offsets.put(new TopicPartition(row.getString(1), row.getInt(2)),
                    new Applied(row.getString(3), row.getLong(4)));
        });
        return offsets;
    }

    /**
     * Forgets what was applied of partitions that are to be read from the beginning. What is parked of them keeps no offset:
     * other records may have that now.
     */
    void restart(Collection<TopicPartition> partitions, Map<String, String> topicIds) {
        partitions
                .forEach(partition -> jdbc.update(UNPLACE_DISCARDED, partition.topic(), partition.partition()));
        partitions.forEach(partition -> jdbc.update(UNPLACE, partition.topic(), partition.partition()));
        partitions.forEach(partition -> jdbc.update(RESTART, partition.topic(), partition.partition(),
                topicIds.get(partition.topic())));
    }
}
