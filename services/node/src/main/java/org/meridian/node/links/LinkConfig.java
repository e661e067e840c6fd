package org.meridian.node.links;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.converters.ByteArrayConverter;
import org.apache.kafka.connect.mirror.MirrorSourceConnector;

/** The settings of Connect's worker and of one link: bytes as they are, at once, in modest buffers. */
final class LinkConfig {
    static final String OFFSETS_TOPIC = "mm2-offsets.internal";
    private static final String NAME = "link-from-";
    private static final String BYTES = ByteArrayConverter.class.getName();
    private static final Map<String, String> CONVERTERS = Map.of("key.converter", BYTES, "value.converter", BYTES,
            "header.converter", BYTES);

    private LinkConfig() {}

    static String name(String peer) {
        return NAME + peer;
    }

    static boolean isLink(String connector) {
        return connector.startsWith(NAME);
    }

    static Map<String, String> worker(String alias, Map<String, String> ownClient) {
        var config = new HashMap<>(CONVERTERS);
        config.putAll(ownClient);
        prefixed("producer.", ownClient, config);
        prefixed("consumer.", ownClient, config);
        prefixed("admin.", ownClient, config);
        config.put("client.id", "links-" + alias);
        config.put("plugin.discovery", "service_load");
        config.put("offset.flush.interval.ms", "1000");
        config.put("offset.storage.topic", OFFSETS_TOPIC);
        config.put("offset.storage.partitions", "1");
        config.put("offset.storage.replication.factor", "1");
        // Connect insists on the key; the offsets are in the topic.
        config.put("offset.storage.file.filename", "/dev/null");
        return config;
    }

    /**
     * The settings of a worker that is a process of its own, and keeps there what the embedded one has in files and in memory.
     *
     * @param ownClient how it connects to this node's Kafka; {@link Secrets} instead of what nobody else should read
     */
    static Map<String, String> distributed(Map<String, String> ownClient) {
        var config = new HashMap<>(worker("apart", ownClient));
        config.remove("offset.storage.file.filename");
        config.putAll(Secrets.PROVIDER);
        config.putAll(Map.of("group.id", "links", "config.storage.topic", "mm2-configs.internal",
                "config.storage.replication.factor", "1", "status.storage.topic", "mm2-status.internal",
                "status.storage.partitions", "1", "status.storage.replication.factor", "1",
                "listeners", "https://link-inside:8083", "rest.advertised.host.name", "link-inside"));
        // Who may call Connect may read every secret that it can: it answers only to who has the same key.
        config.put("ssl.client.auth", "required");
        for (var store : List.of("keystore", "truststore")) {
            prefixed("ssl." + store + ".",
                    Map.of("location", Secrets.FOLDER + "/link.p12", "type", "PKCS12", "password", "meridian"), config);
        }
        return config;
    }

    static Map<String, String> link(String alias, Map<String, String> ownClient, Peer peer, String topics) {
        var config = new HashMap<>(CONVERTERS);
        config.put("name", name(peer.alias()));
        config.put("connector.class", MirrorSourceConnector.class.getName());
        config.put("tasks.max", "1");
        config.put("source.cluster.alias", peer.alias());
        config.put("target.cluster.alias", alias);
        prefixed("source.cluster.", peer.clientConfig(), config);
        prefixed("target.cluster.", ownClient, config);
        config.put("topics", topics);
        config.putAll(mirroring());
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

    /** A request waits at the peer: between two of them a record waits for the way there and back; and a link that stops, for its last. */
    private static Map<String, String> consumer() {
        return Map.of("auto.offset.reset", "earliest", "fetch.min.bytes", "1", "fetch.max.wait.ms", "1000",
                "fetch.max.bytes", "8388608", "max.partition.fetch.bytes", "2097152", "max.poll.records", "2000",
                "receive.buffer.bytes", "1048576", "reconnect.backoff.max.ms", "1000", "metadata.max.age.ms", "30000");
    }

    /** What was read together is written together: a post's fact and content is one request, and one flush of the disk. */
    private static Map<String, String> producer() {
        return Map.of("linger.ms", "1", "batch.size", "131072", "buffer.memory", "16777216", "compression.type", "lz4",
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
