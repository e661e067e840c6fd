package org.meridian.process.settings;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * What every service has to know of its node.
 *
 * @param node       the node's alias, for example {@code uk}
 * @param peers      the other nodes by alias
 * @param kafka      the settings of every Kafka client: servers and credentials of the node's own cluster
 * @param partitions how many partitions each topic has; it can never change, since a key must stay where it is
 */
@ConfigurationProperties("meridian")
public record NodeSettings(
        String node,
        @DefaultValue Map<String, Peer> peers,
        @DefaultValue Map<String, String> kafka,
        @DefaultValue("6") int partitions) {

    private static final String SERVERS = "bootstrap.servers";

    /**
     * Another country's node. What is not given is empty: not every service of a node needs all of it.
     *
     * @param bootstrap where its Kafka listens to peers, {@code host:port}
     * @param url       where its HTTP surface is, for comparing what both hold
     * @param secret    the password that the two nodes share; each logs in at the other with it
     * @param authority who signs its certificates: in PEM, or the name of a file
     */
    public record Peer(@DefaultValue("") String bootstrap, @DefaultValue("") String url,
            @DefaultValue("") String secret, @DefaultValue("") String authority) {

        /** Of its Kafka, whose name or address its certificate has to have. */
        public String host() {
            return bootstrap.substring(0, Math.max(0, bootstrap.lastIndexOf(':')));
        }

        @Override
        public String toString() {
            return bootstrap;
        }
    }

    public NodeSettings {
        Settings.alias("meridian.node", node);
        peers.forEach((alias, peer) -> check("meridian.peers." + Settings.alias("meridian.peers", alias), peer));
        if (peers.containsKey(node)) {
            throw new WrongSetting("meridian.peers." + node + " is this node itself: it is no peer of its own.");
        }
        Settings.positive("meridian.partitions", partitions);
        if (kafka.containsKey(SERVERS)) {
            Arrays.stream(kafka.get(SERVERS).split(","))
                    .forEach(server -> Settings.hostAndPort("meridian.kafka." + SERVERS, server.strip()));
        }
    }

    private static void check(String name, Peer peer) {
        if (StringUtils.hasText(peer.bootstrap())) {
            Settings.hostAndPort(name + ".bootstrap", peer.bootstrap());
        }
        if (StringUtils.hasText(peer.url())) {
            Settings.url(name + ".url", peer.url());
        }
    }

    public Set<String> peerAliases() {
        return peers.keySet();
    }

    /**
     * For whoever links the node with its peers.
     *
     * @throws WrongSetting naming what is not given, if something is not
     */
    public void requireWholePeers() {
        peers.forEach((alias, peer) -> {
            String name = "meridian.peers." + alias;
            Settings.required(name + ".bootstrap", peer.bootstrap());
            Settings.required(name + ".url", peer.url());
            Settings.required(name + ".secret", peer.secret());
        });
    }

    public Map<String, Object> kafkaClient() {
        return Map.copyOf(kafka);
    }
}
