package org.meridian.operator.links;

import java.util.HashMap;
import java.util.Map;

/**
 * References in place of passwords, which Kafka Connect resolves where it runs, so that none lies in its topics.
 *
 * @param folder where Connect finds {@code kafka.properties}, with the node's own client, and {@code peers.properties}
 */
record Secrets(String folder) {

    Map<String, String> ownClient(Iterable<String> settings) {
        var references = new HashMap<String, String>();
        settings.forEach(name -> references.put(name, reference("kafka", "meridian.kafka." + name)));
        return references;
    }

    Peer withoutSecret(Peer peer) {
        return new Peer(peer.alias(), peer.bootstrapServers(), peer.user(),
                reference("peers", "meridian.peers." + peer.alias() + ".secret"), tls(peer));
    }

    /** A Connect that is a process of its own has nothing of ours: Kafka's own way to read PEM. */
    private Map<String, String> tls(Peer peer) {
        return peer.tls().isEmpty()
                ? Map.of()
                : Map.of("security.protocol", "SASL_SSL", "ssl.keystore.type", "PEM", "ssl.keystore.location",
                        folder + "/node.pem", "ssl.truststore.type", "PEM", "ssl.truststore.certificates",
                        reference("peers", "meridian.peers." + peer.alias() + ".authority"));
    }

    private String reference(String file, String property) {
        return "${file:" + folder + "/" + file + ".properties:" + property + "}";
    }
}
