package org.meridian.node.links;

import java.util.Map;

import org.meridian.node.broker.ScramClient;

/** Another country's node: where its Kafka is, and the credentials it gave to this node's link. */
public record Peer(String alias, String bootstrapServers, String user, String secret) {
    Map<String, String> clientConfig() {
        return ScramClient.config(bootstrapServers, user, secret);
    }
}
