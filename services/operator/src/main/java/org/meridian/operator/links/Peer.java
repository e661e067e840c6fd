package org.meridian.operator.links;

import java.util.List;
import java.util.Map;
import org.meridian.operator.access.PeerAccess;
import org.meridian.operator.access.ScramClient;
import org.meridian.process.settings.NodeSettings;

/** Another country's node: where its Kafka is, and the credentials it gave to this node's link. */
public record Peer(String alias, String bootstrapServers, String user, String secret) {
    /** All peers of a node, in the order of its configuration. */
    public static List<Peer> of(NodeSettings node) {
        return node.peers().entrySet().stream().map(peer -> new Peer(peer.getKey(), peer.getValue().bootstrap(),
                PeerAccess.user(node.node()), peer.getValue().secret())).toList();
    }

    Map<String, String> clientConfig() {
        return ScramClient.config(bootstrapServers, user, secret);
    }
}
