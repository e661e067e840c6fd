package org.meridian.node.links;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorOffset;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorOffsets;

/** How far a link has come, as MirrorMaker writes it down. */
final class CommittedOffsets {
    private CommittedOffsets() {}

    /** @return for each of the peer's partitions the offset that is to be read next */
    static Map<TopicPartition, Long> next(ConnectorOffsets committed) {
        var next = new HashMap<TopicPartition, Long>();
        for (ConnectorOffset offset : committed.offsets()) {
            if (offset.offset() != null) {
                next.put(partition(offset.partition()), number(offset.offset(), "offset") + 1);
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
