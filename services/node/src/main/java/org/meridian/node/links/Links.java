package org.meridian.node.links;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The links from all peers into this node's Kafka; each lives on its own, whatever happens to the others. */
public final class Links implements AutoCloseable {
    private final Connect connect;
    private final Map<String, Link> links = new LinkedHashMap<>();

    private Links(Connect connect) {
        this.connect = connect;
    }

    /**
     * Starts a link from each peer in this process, and waits for none of them. A link goes on where it was when it stopped;
     * a new one begins with the peer's oldest record.
     *
     * @param home a directory for what is to be remembered of each link
     * @param alias this node's alias
     * @param ownClient how to connect to this node's Kafka
     * @param topics a regular expression that names the peers' topics to mirror, without a comma
     */
    public static Links start(Path home, String alias, Map<String, String> ownClient, Collection<Peer> peers,
            String topics) {
        return start(new EmbeddedConnect(new LinkFiles(home), alias, ownClient, topics), ownClient, peers, topics);
    }

    /** The same in a Kafka Connect that runs elsewhere, and that may not be there yet. */
    public static Links start(RestConnect connect, Map<String, String> ownClient, Collection<Peer> peers,
            String topics) {
        return start((Connect) connect, ownClient, peers, topics);
    }

    private static Links start(Connect connect, Map<String, String> ownClient, Collection<Peer> peers, String topics) {
        var links = new Links(connect);
        for (var peer : peers) {
            var link = new Link(peer, ownClient, topics, connect);
            links.links.put(peer.alias(), link);
            link.start();
        }
        return links;
    }

    /** @return how each link does, in the order of the peers, as seen within the last seconds; never waits */
    public List<LinkStatus> list() {
        return links.values().stream().map(Link::status).toList();
    }

    /**
     * Stops reading from a peer until it is resumed, also across restarts; nothing is lost.
     *
     * @throws IllegalArgumentException when there is no such link
     * @throws ConnectAway when what runs the links does not answer
     */
    public void pause(String from) {
        link(from).pause();
    }

    /**
     * @throws IllegalArgumentException when there is no such link
     * @throws ConnectAway when what runs the links does not answer
     */
    public void resume(String from) {
        link(from).resume();
    }

    private Link link(String from) {
        var link = links.get(from);
        if (link == null) {
            throw new IllegalArgumentException("There is no link from " + from);
        }
        return link;
    }

    @Override
    public void close() {
        links.values().forEach(Link::close);
        connect.close();
    }
}
