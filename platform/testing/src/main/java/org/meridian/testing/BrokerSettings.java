package org.meridian.testing;

import java.util.Map;

/** How the tests' brokers are set, wherever they run. */
final class BrokerSettings {

    private BrokerSettings() {}

    /** Kafka's own names, for a broker that is its own controller. */
    static Map<String, String> of(String listener, String advertised, String controller) {
        return Map.ofEntries(Map.entry("process.roles", "broker,controller"), Map.entry("node.id", "1"),
                Map.entry("listeners", "PLAINTEXT://" + listener + ",CONTROLLER://" + controller),
                Map.entry("advertised.listeners", "PLAINTEXT://" + advertised),
                Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("inter.broker.listener.name", "PLAINTEXT"),
                Map.entry("offsets.topic.replication.factor", "1"), Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"), Map.entry("auto.create.topics.enable", "false"),
                Map.entry("log.cleaner.dedupe.buffer.size", "16777216"),
                Map.entry("broker.session.timeout.ms", "1500"), Map.entry("broker.heartbeat.interval.ms", "300"));
    }

    /** Kafka's own names, besides the others, for a broker that lets nobody in without a password. */
    static Map<String, String> fence(String secret) {
        String plain = "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"node\" password=\""
                + secret + "\" user_node=\"" + secret + "\";";
        return Map.ofEntries(
                Map.entry("listener.security.protocol.map", "PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT"),
                Map.entry("sasl.enabled.mechanisms", "SCRAM-SHA-512"),
                Map.entry("sasl.mechanism.inter.broker.protocol", "SCRAM-SHA-512"),
                Map.entry("sasl.mechanism.controller.protocol", "PLAIN"),
                Map.entry("listener.name.plaintext.scram-sha-512.sasl.jaas.config", login("node", secret)),
                Map.entry("listener.name.controller.sasl.enabled.mechanisms", "PLAIN"),
                Map.entry("listener.name.controller.plain.sasl.jaas.config", plain),
                Map.entry("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
                Map.entry("super.users", "User:node"));
    }

    static String login(String user, String secret) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user
                + "\" password=\"" + secret + "\";";
    }
}
