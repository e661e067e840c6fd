package org.meridian.web.trial;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.meridian.http.client.HttpClients;
import org.meridian.process.settings.NodeSettings;
import org.meridian.web.calls.Calls;
import org.meridian.web.calls.DemoMailCalls;
import org.meridian.web.calls.MembershipCalls;
import org.meridian.web.calls.PostsCalls;
import org.meridian.web.settings.WebSettings;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** The nodes of a network for trying out: this one, and its peers by the addresses that it has of them. */
@Component
@ConditionalOnBooleanProperty("meridian.demo")
final class Nodes {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Node here;
    private final List<Node> elsewhere;

    Nodes(WebSettings settings, NodeSettings node, MembershipCalls membership, PostsCalls posts, Calls calls) {
        here = new Node(settings.node(), settings.publicUrl(), membership, posts,
                calls.of("operator", DemoMailCalls.class));
        HttpClients http = new HttpClients(TIMEOUT).refusing();
        elsewhere = node.peers().entrySet().stream().filter(peer -> StringUtils.hasText(peer.getValue().url()))
                .map(peer -> of(http, peer.getKey(), peer.getValue().url())).sorted(Comparator.comparing(Node::country))
                .toList();
    }

    private static Node of(HttpClients http, String country, String url) {
        return new Node(country, url, http.client(MembershipCalls.class, url), http.client(PostsCalls.class, url),
                http.client(DemoMailCalls.class, url));
    }

    Node here() {
        return here;
    }

    /** By country. */
    List<Node> elsewhere() {
        return elsewhere;
    }

    List<Node> all() {
        return Stream.concat(Stream.of(here), elsewhere.stream()).toList();
    }
}
