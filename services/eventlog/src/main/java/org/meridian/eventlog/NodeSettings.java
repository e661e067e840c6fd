package org.meridian.eventlog;

import java.util.Map;
import java.util.Set;
import org.meridian.schemas.Topics;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

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

    /**
     * Another country's node. What is not given is empty: not every service of a node needs all of it.
     *
     * @param bootstrap where its Kafka listens to peers, {@code host:port}
     * @param url       where its HTTP surface is, for comparing what both hold
     * @param secret    the password that the two nodes share; each logs in at the other with it
     */
    public record Peer(@DefaultValue("") String bootstrap, @DefaultValue("") String url,
            @DefaultValue("") String secret) {

        @Override
        public String toString() {
            return bootstrap;
        }
    }

    public NodeSettings {
        Topics.checkedAlias(node);
        peers.keySet().forEach(Topics::checkedAlias);
    }

    public Set<String> peerAliases() {
        return peers.keySet();
    }

    /**
     * For whoever links the node with its peers.
     *
     * @throws IllegalArgumentException naming what is not given, if something is not
     */
    public void requireWholePeers() {
        peers.forEach((alias, peer) -> Map.of("bootstrap", peer.bootstrap(), "url", peer.url(), "secret", peer.secret())
                .forEach((name, value) -> {
                    if (value.isBlank()) {
                        throw new IllegalArgumentException("meridian.peers." + alias + "." + name
                                + " has to be given");
                    }
                }));
    }

    public Map<String, Object> kafkaClient() {
        return Map.copyOf(kafka);
    }
}
