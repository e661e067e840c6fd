package org.meridian.node.operator;

import java.time.Duration;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.http.PeerTokens;
import org.meridian.node.http.HttpCalls;
import org.meridian.node.http.HttpCalls.NoAnswer;
import org.meridian.process.settings.NodeSettings;
import org.meridian.process.settings.NodeSettings.Peer;

/** Asks another country's node what it holds. */
final class PeerClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final NodeSettings settings;
    private final PeerTokens tokens;
    private final HttpCalls http = new HttpCalls(TIMEOUT);

    PeerClient(NodeSettings settings, PeerTokens tokens) {
        this.settings = settings;
        this.tokens = tokens;
    }

    /** @throws Refusal 502 if the peer does not answer or does not let this node ask */
    AgreementApi.Held held(String alias) {
        Peer peer = settings.peers().get(alias);
        if (peer == null) {
            throw Refusal.notFound("peer");
        }
        try {
            return http.read("GET", peer.url() + "/api/agreement", tokens.tokenFor(alias), AgreementApi.Held.class);
        } catch (NoAnswer e) {
            throw Refusal.of(Refusal.Kind.UNREACHABLE, "peer-unavailable",
                    "The node " + alias + " could not be asked: " + e.getMessage() + ". Try again when it is up.");
        }
    }
}
