package org.meridian.node.links;

import java.nio.file.Path;
import java.util.Collection;
import org.meridian.node.broker.TestBroker;
import org.meridian.operator.links.Links;
import org.meridian.operator.links.Peer;
import org.meridian.schemas.Topics;

/** Links as a node runs them. */
final class EmbeddedLinks {

    private EmbeddedLinks() {}

    /** @param home of what is remembered of the links */
    static Links start(Path home, String alias, TestBroker own, Collection<Peer> peers) {
        var client = own.broker().clientConfig();
        var topics = Topics.linkTopics(alias);
        var links = new Links(new EmbeddedConnect(home, alias, client, topics), client, peers, topics);
        links.start();
        return links;
    }
}
