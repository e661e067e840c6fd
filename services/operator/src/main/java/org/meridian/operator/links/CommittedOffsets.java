package org.meridian.operator.links;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How far a link has come, as MirrorMaker writes it down; the components' names are those of Kafka Connect's REST interface. */
public record CommittedOffsets(List<Committed> offsets) {

    /** {@code partition} has the source's topic and partition, {@code offset} the last offset, or is null. */
    public record Committed(Map<String, ?> partition, @Nullable Map<String, ?> offset) {}

    /** @return for each of the peer's partitions the offset that is to be read next */
    Map<TopicPartition, Long> next() {
        var next = new HashMap<TopicPartition, Long>();
        for (var committed : offsets) {
            if (committed.offset() != null) {
                next.put(partition(committed.partition()), number(committed.offset(), "offset") + 1);
            }
        }
        return next;
    }

    private static TopicPartition partition(Map<String, ?> source) {
        return new TopicPartition(String.valueOf(source.get("topic")), (int) number(source, "partition"));
    }

    private static long number(Map<String, ?> fields, String name) {
        return Long.parseLong(String.valueOf(fields.get(name)));
    }
}
