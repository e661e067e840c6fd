package org.meridian.operator.links;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.meridian.operator.access.ScramClient;

/** The settings of a link: bytes as they are, at once, in modest buffers. Classes are named that only Kafka Connect has. */
public final class LinkConfig {
    private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";
    /** The worker's and each link's. */
    public static final Map<String, String> CONVERTERS = Map.of("key.converter", BYTES, "value.converter", BYTES,
            "header.converter", BYTES);
    private static final String NAME = "link-from-";

    private LinkConfig() {}

    /** The connector of the link from a peer. */
    public static String name(String peer) {
        return NAME + peer;
    }

    static boolean isLink(String connector) {
        return connector.startsWith(NAME);
    }

    /** @param ownClient how Kafka Connect connects to this node's Kafka */
    public static Map<String, String> link(String alias, Map<String, String> ownClient, Peer peer, String topics) {
        var config = new HashMap<>(CONVERTERS);
        config.put("name", name(peer.alias()));
        config.put("connector.class", "org.apache.kafka.connect.mirror.MirrorSourceConnector");
        config.put("tasks.max", "1");
        config.put("source.cluster.alias", peer.alias());
        config.put("target.cluster.alias", alias);
        prefixed("source.cluster.", peer.clientConfig(), config);
        prefixed("target.cluster.", ownClient, config);
        config.put("topics", topics);
        config.putAll(mirroring());
        for (var client : List.of("source.consumer.", "source.admin.", "target.admin.", "producer.override.")) {
            prefixed(client, ScramClient.UNWATCHED, config);
        }
        // MirrorMaker passes on from the others only what it knows itself.
        prefixed("source.consumer.", peer.tls(), config);
        prefixed("source.admin.", peer.tls(), config);
        prefixed("source.consumer.", consumer(), config);
        prefixed("source.admin.", impatient(), config);
        prefixed("producer.override.", producer(), config);
        return config;
    }

    private static Map<String, String> mirroring() {
        return Map.of("replication.factor", "1", "sync.topic.acls.enabled", "false", "refresh.topics.interval.seconds",
                "5",
                // How copies are kept is not the peer's to say, neither later nor when they are made: see MirroredTopics.
                "sync.topic.configs.enabled", "false", "config.properties.exclude", ".*",
                // Heartbeats pass by the topic filter and multiply in a mesh.
                "heartbeats.replication.enabled", "false",
                // With this, any offset-syncs.* key beside it keeps the flow from starting, without an error.
                "emit.offset-syncs.enabled", "false");
    }

    /**
     * A request waits at the peer: between two of them a record waits for the way there and back; and a link that stops, for its
     * last. What it brings is counted compressed; so few records are taken at a time since each may be large when it is not.
     */
    private static Map<String, String> consumer() {
        return Map.of("auto.offset.reset", "earliest", "fetch.min.bytes", "1", "fetch.max.wait.ms", "2000",
                "fetch.max.bytes", "8388608", "max.partition.fetch.bytes", "1048576", "max.poll.records", "25",
                "receive.buffer.bytes", "1048576", "reconnect.backoff.max.ms", "1000", "metadata.max.age.ms", "30000");
    }

    /** What was read together is written together: a post's fact and content is one request, and one flush of the disk. */
    private static Map<String, String> producer() {
        return Map.of("linger.ms", "1", "batch.size", "131072", "buffer.memory", "8388608", "compression.type", "lz4",
                "reconnect.backoff.max.ms", "1000");
    }

    /** A peer that is away is asked again soon, rather than waited for. */
    private static Map<String, String> impatient() {
        return Map.of("request.timeout.ms", "5000", "default.api.timeout.ms", "5000", "reconnect.backoff.max.ms",
                "1000");
    }

    private static void prefixed(String prefix, Map<String, String> settings, Map<String, String> into) {
        settings.forEach((key, value) -> into.put(prefix + key, value));
    }
}
