package org.meridian.operator.links;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.meridian.operator.access.PeerAccess;
import org.meridian.operator.access.ScramClient;
import org.meridian.operator.tls.TlsSettings;
import org.meridian.process.settings.NodeSettings;

/**
 * Another country's node: where its Kafka is, and the credentials it gave to this node's link.
 *
 * @param tls what a Kafka client needs besides; nothing where the connection is plain text
 */
public record Peer(String alias, String bootstrapServers, String user, String secret, Map<String, String> tls) {

    /** In plain text. */
    public Peer(String alias, String bootstrapServers, String user, String secret) {
        this(alias, bootstrapServers, user, secret, Map.of());
    }

    /** All peers of a node, in the order of its configuration. */
    public static List<Peer> of(NodeSettings node, TlsSettings tls) {
        return node.peers().entrySet().stream().map(peer -> new Peer(peer.getKey(), peer.getValue().bootstrap(),
                PeerAccess.user(node.node()), peer.getValue().secret(), tls.client(peer.getKey(), peer.getValue())))
                .toList();
    }

    Map<String, String> clientConfig() {
        var config = new HashMap<>(ScramClient.config(bootstrapServers, user, secret));
        config.putAll(tls);
        return config;
    }
}
