package org.meridian.node.broker;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where the node's broker lives.
 *
 * @param alias the node's alias; a directory formatted for one alias is refused to any other
 * @param home the broker's directory: its secret and its log
 * @param localPort for this node's own services, on the loopback interface
 * @param controllerPort for the broker itself, on the loopback interface
 * @param peerHost the address that peers' links come in on, {@code 0.0.0.0} for all
 * @param peerPort the port that peers' links come in on
 * @param advertisedHost the name under which peers reach this node's {@code peerPort}
 * @param tls what the listener {@link #PEERS} needs for TLS; nothing where it takes plain text
 */
public record BrokerSettings(String alias, Path home, int localPort, int controllerPort, String peerHost, int peerPort,
        String advertisedHost, Map<String, String> tls) {

    /** The listener for other countries and readers. */
    public static final String PEERS = "peers";

    Path log() {
        return home.resolve("log");
    }

    String controller() {
        return "127.0.0.1:" + controllerPort;
    }

    String local() {
        return "127.0.0.1:" + localPort;
    }
}
