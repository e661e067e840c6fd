package org.meridian.node.links;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.meridian.operator.links.Connect;

/** Declares the offsets topic's keys, which Connect's topic-based offset store asks for and a standalone worker lacks. */
final class OffsetsTopicConfig extends WorkerConfig {
    private static final ConfigDef KEYS = baseConfigDef()
            .define("offset.storage.topic", Type.STRING, Importance.HIGH, "")
            .define("offset.storage.partitions", Type.INT, 1, Importance.HIGH, "")
            .define("offset.storage.replication.factor", Type.SHORT, (short) 1, Importance.HIGH, "");

    OffsetsTopicConfig(Map<String, String> worker) {
        super(KEYS, worker);
    }
}
