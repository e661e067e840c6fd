package org.meridian.node.links;

import java.util.HashMap;
import java.util.Map;
import org.meridian.operator.links.LinkConfig;

/** The settings of Kafka Connect's worker: at once, by the node's own Kafka, with its offsets in a topic there. */
final class WorkerSettings {

    private WorkerSettings() {}

    static Map<String, String> of(String alias, Map<String, String> ownClient) {
        var settings = new HashMap<>(LinkConfig.CONVERTERS);
        settings.putAll(ownClient);
        for (var client : new String[]{"producer.", "consumer.", "admin."}) {
            ownClient.forEach((name, value) -> settings.put(client + name, value));
        }
        settings.put("client.id", "links-" + alias);
        settings.put("plugin.discovery", "service_load");
        settings.put("offset.flush.interval.ms", "1000");
        settings.put("offset.storage.topic", "mm2-offsets.internal");
        settings.put("offset.storage.partitions", "1");
        settings.put("offset.storage.replication.factor", "1");
        settings.put("fetch.max.wait.ms", "2000"); // of the consumer that reads them
        // Connect insists on the key; the offsets are in the topic.
        settings.put("offset.storage.file.filename", "/dev/null");
        return settings;
    }
}
