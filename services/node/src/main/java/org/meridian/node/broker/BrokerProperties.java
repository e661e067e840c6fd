package org.meridian.node.broker;

import java.util.HashMap;
import java.util.Map;
import org.meridian.operator.access.ScramClient;

/** The settings of a broker that is alone: durable without a second copy, small, closed to outsiders. */
final class BrokerProperties {
    private BrokerProperties() {}

    static Map<String, String> of(BrokerSettings settings, String secret) {
        var properties = new HashMap<String, String>();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", "1");
        properties.put("log.dirs", settings.log().toString());
        properties.putAll(listeners(settings, secret));
        properties.putAll(settings.tls());
        properties.putAll(fence());
        properties.putAll(limits());
        properties.putAll(durability());
        properties.putAll(smallFootprint());
        properties.putAll(bounds());
        return properties;
    }

    private static Map<String, String> listeners(BrokerSettings settings, String secret) {
        var controller = "CONTROLLER://" + settings.controller();
        var local = "LOCAL://" + settings.local();
        var user = EmbeddedBroker.NODE_USER;
        return Map.ofEntries(
                Map.entry("listeners",
                        local + ",PEERS://" + settings.peerHost() + ":" + settings.peerPort() + "," + controller),
                Map.entry("advertised.listeners",
                        local + ",PEERS://" + settings.advertisedHost() + ":" + settings.peerPort()),
                Map.entry("listener.security.protocol.map",
                        "LOCAL:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT,PEERS:"
                                + (settings.tls().isEmpty() ? "SASL_PLAINTEXT" : "SASL_SSL")),
                Map.entry("inter.broker.listener.name", "LOCAL"), Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("controller.quorum.bootstrap.servers", settings.controller()),
                Map.entry("sasl.enabled.mechanisms", "SCRAM-SHA-512"),
                Map.entry("sasl.mechanism.inter.broker.protocol", "SCRAM-SHA-512"),
                Map.entry("sasl.mechanism.controller.protocol", "PLAIN"),
                Map.entry("listener.name.local.scram-sha-512.sasl.jaas.config", ScramClient.login(user, secret)),
                Map.entry("listener.name.peers.scram-sha-512.sasl.jaas.config", ScramClient.login(user, secret)),
                Map.entry("listener.name.controller.sasl.enabled.mechanisms", "PLAIN"),
                Map.entry("listener.name.controller.plain.sasl.jaas.config",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + user
                                + "\" password=\"" + secret + "\" user_" + user + "=\"" + secret + "\";"));
    }

    private static Map<String, String> fence() {
        return Map.of("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "allow.everyone.if.no.acl.found", "false", "super.users", "User:" + EmbeddedBroker.NODE_USER,
                "auto.create.topics.enable", "false");
    }

    /**
     * Of connections from outside, so that a storm of them takes little of the processor and of what may be open: in all, new
     * ones a second, and from one address. The node itself comes from the loopback interface.
     */
    private static Map<String, String> limits() {
        return Map.of("listener.name.peers.max.connections", "300",
                "listener.name.peers.max.connection.creation.rate", "50", "max.connections.per.ip", "100",
                "max.connections.per.ip.overrides", "127.0.0.1:2147483647");
    }

    /** Every batch is on the disk before it is acknowledged: nothing else holds a copy of it. */
    private static Map<String, String> durability() {
        return Map.of("log.flush.interval.messages", "1", "log.retention.ms", "-1", "default.replication.factor", "1",
                "min.insync.replicas", "1", "offsets.topic.replication.factor", "1",
                "transaction.state.log.replication.factor", "1", "transaction.state.log.min.isr", "1",
                "share.coordinator.state.topic.replication.factor", "1", "share.coordinator.state.topic.min.isr", "1");
    }

    private static Map<String, String> smallFootprint() {
        return Map.ofEntries(Map.entry("num.partitions", "3"), Map.entry("offsets.topic.num.partitions", "3"),
                Map.entry("transaction.state.log.num.partitions", "3"),
                Map.entry("share.coordinator.state.topic.num.partitions", "3"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("log.cleaner.dedupe.buffer.size", "4194304"), Map.entry("metric.reporters", ""),
                Map.entry("num.network.threads", "2"),
                Map.entry("num.io.threads", "4"), Map.entry("background.threads", "2"),
                Map.entry("metadata.log.segment.bytes", "33554432"),
                // Fetches that have been answered stay in memory, with all their partitions, until so many are.
                Map.entry("fetch.purgatory.purge.interval.requests", "20"),
                // No record every half second that says that there is none: nobody follows this controller.
                Map.entry("metadata.max.idle.interval.ms", "0"), Map.entry("group.coordinator.threads", "1"),
                // After a kill, the controller takes the broker back only when the killed one's session has ended.
                Map.entry("broker.session.timeout.ms", "3000"), Map.entry("broker.heartbeat.interval.ms", "1000"));
    }

    /** In bytes, of what others send or ask for at a time. */
    private static Map<String, String> bounds() {
        return Map.of("socket.request.max.bytes", "4194304", "queued.max.request.bytes", "33554432", "fetch.max.bytes",
                "8388608");
    }
}
