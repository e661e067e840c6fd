package org.meridian.operator.access;

import java.util.HashMap;
import java.util.Map;

/** What a Kafka client needs to be let in by a node's broker: SASL/SCRAM-SHA-512 (RFC 5802, RFC 7677). */
public final class ScramClient {
    /** Reports what it measures of itself to nobody: a node has some thirty clients, and their beans take megabytes. */
    public static final Map<String, String> UNWATCHED = Map.of("metric.reporters", "", "enable.metrics.push", "false");

    private ScramClient() {}

    /** @return the connection's settings, for any Kafka client */
    public static Map<String, String> config(String bootstrapServers, String user, String secret) {
        var config = new HashMap<>(UNWATCHED);
        config.putAll(Map.of("bootstrap.servers", bootstrapServers, "security.protocol", "SASL_PLAINTEXT",
                "sasl.mechanism", "SCRAM-SHA-512", "sasl.jaas.config", login(user, secret)));
        return config;
    }

    /** @return the value of {@code sasl.jaas.config} */
    public static String login(String user, String secret) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + escape(user)
                + "\" password=\"" + escape(secret) + "\";";
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
