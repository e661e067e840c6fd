package org.meridian.operator.links;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.meridian.operator.links.PeerTopics.Unreachable;
import org.meridian.schemas.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings of one peer's topics in this node's Kafka: those of the node's own topics of the same name, whatever the peer
 * does with its own. MirrorMaker brings none along.
 */
final class MirroredTopics {
    private static final Logger log = LoggerFactory.getLogger(MirroredTopics.class);

    private final String prefix;
    private final PeerTopics here;
    private final Set<String> settled = new HashSet<>();
    private boolean begun;

    /** @param here this node's Kafka, and in it the topics mirrored from this peer */
    MirroredTopics(String peer, PeerTopics here) {
        this.prefix = peer + ".";
        this.here = here;
    }

    /** Gives their settings to all that were mirrored before; asks once. */
    void settleEarlier() {
        if (!begun) {
            settle();
            begun = true;
        }
    }

    /**
     * Gives their settings to those that have come since; asks only while there is one that has not got them.
     *
     * @param atPeer the names that the topics have there
     */
    void settleNew(Collection<String> atPeer) {
        if (!settled.containsAll(atPeer.stream().map(prefix::concat).toList())) {
            settle();
        }
    }

    private void settle() {
        try {
            var names = new HashSet<>(here.names());
            names.removeAll(settled);
            var changes = new HashMap<String, Collection<AlterConfigOp>>();
            here.configs(names).forEach((name, config) -> {
                var operations = changes(config, wanted(name));
                if (!operations.isEmpty()) {
                    changes.put(name, operations);
                }
            });
            if (!changes.isEmpty()) {
                here.change(changes);
                log.info("Mirrored topics have this node's settings now: {}", changes.keySet());
            }
            settled.addAll(names);
        } catch (Unreachable e) {
            throw new IllegalStateException("this node's own Kafka did not take the settings of mirrored topics: "
                    + e.getMessage(), e);
        }
    }

    /** What a peer of a later release shares, and this one knows nothing of, is as the broker keeps topics. */
    private static Map<String, String> wanted(String name) {
        return Topics.isTopic(name) ? Topics.spec(name).configs() : Map.of();
    }

    private static List<AlterConfigOp> changes(Config config, Map<String, String> wanted) {
        var found = config.entries().stream()
                .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
        var changes = new ArrayList<AlterConfigOp>();
        wanted.forEach((key, value) -> {
            if (!value.equals(found.get(key))) {
                changes.add(new AlterConfigOp(new ConfigEntry(key, value), OpType.SET));
            }
        });
        found.keySet().stream().filter(key -> !wanted.containsKey(key))
                .forEach(key -> changes.add(new AlterConfigOp(new ConfigEntry(key, null), OpType.DELETE)));
        return changes;
    }
}
