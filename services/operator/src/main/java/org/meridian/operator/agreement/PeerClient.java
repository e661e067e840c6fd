package org.meridian.operator.agreement;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.http.PeerTokens;
import org.meridian.http.client.HttpClients;
import org.meridian.http.client.NoAnswer;
import org.meridian.operator.tls.TlsContext;
import org.meridian.process.settings.NodeSettings;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/** Asks another country's node what it holds. */
@Component
final class PeerClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final PeerTokens tokens;
    private final Map<String, PeerCalls> peers = new HashMap<>();

    PeerClient(NodeSettings settings, PeerTokens tokens) {
        this.tokens = tokens;
        var plain = new HttpClients(TIMEOUT);
        settings.peers().forEach((alias, peer) -> {
            var http = peer.authority().isEmpty()
                    ? plain
                    : new HttpClients(TIMEOUT, TlsContext.https(alias, peer.authority()));
            peers.put(alias, http.client(PeerCalls.class, peer.url()));
        });
    }

    /** @throws Refusal of the kind {@code UNREACHABLE} if the peer does not answer or does not let this node ask */
    AgreementApi.Held held(String alias) {
        PeerCalls peer = peers.get(alias);
        if (peer == null) {
            throw Refusal.notFound("peer");
        }
        try {
            return peer.held("Bearer " + tokens.tokenFor(alias));
        } catch (RestClientException e) {
            throw Refusal.of(Refusal.Kind.UNREACHABLE, "peer-unavailable",
                    "The node " + alias + " could not be asked: " + NoAnswer.why(e) + ". Try again when it is up.");
        }
    }
}
