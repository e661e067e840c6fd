package org.meridian.operator.links;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** The links from all peers into this node's Kafka; each lives on its own, whatever happens to the others. */
public final class Links implements SmartLifecycle, AutoCloseable {
    private final Connect connect;
    private final Map<String, Link> links = new LinkedHashMap<>();
    private volatile boolean running;

    /**
     * @param connect what runs the links; it may not be there yet
     * @param ownClient how to connect to this node's Kafka
     * @param topics a regular expression that names the peers' topics to mirror, without a comma
     */
    public Links(Connect connect, Map<String, String> ownClient, Collection<Peer> peers, String topics) {
        this.connect = connect;
        peers.forEach(peer -> links.put(peer.alias(), new Link(peer, ownClient, topics, connect)));
    }

    /**
     * Starts a link from each peer, and waits for none of them. A link goes on where it was when it stopped; a new one begins
     * with the peer's oldest record.
     */
    @Override
    public void start() {
        running = true;
        connect.start();
        links.values().forEach(Link::start);
    }

    /** Before the web server, by which an operator pauses and resumes them. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** @return how each link does, in the order of the peers, as seen within the last seconds; never waits */
    public List<LinkStatus> list() {
        return links.values().stream().map(Link::status).toList();
    }

    /** How a link did in the last day, minute by minute, oldest first; empty when there is no such link. */
    public Optional<List<LinkHistory.Minute>> history(String from) {
        return Optional.ofNullable(links.get(from)).map(Link::history);
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

    /**
     * Stops reading from all peers for as long as there is a reason, which is said as each link's problem; those that are paused
     * stay so. Nothing is lost.
     */
    public void holdUp(@Nullable String reason) {
        links.values().forEach(link -> link.holdUp(reason));
    }

    private Link link(String from) {
        var link = links.get(from);
        if (link == null) {
            throw new IllegalArgumentException("There is no link from " + from);
        }
        return link;
    }

    @Override
    public void stop() {
        if (running) {
            running = false;
            links.values().forEach(Link::close);
            connect.close();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
