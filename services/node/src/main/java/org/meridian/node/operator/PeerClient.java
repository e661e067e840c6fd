package org.meridian.node.operator;

import java.time.Duration;
import org.meridian.eventlog.NodeSettings;
import org.meridian.eventlog.NodeSettings.Peer;
import org.meridian.eventlog.web.PeerTokens;
import org.meridian.eventlog.web.Refusal;
import org.meridian.node.http.HttpCalls;
import org.meridian.node.http.HttpCalls.Answer;
import org.meridian.node.http.HttpCalls.NoAnswer;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Asks another country's node what it holds. */
final class PeerClient {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final NodeSettings settings;
    private final PeerTokens tokens;
    private final JsonMapper json;
    private final HttpCalls http = new HttpCalls(PATIENCE);

    PeerClient(NodeSettings settings, PeerTokens tokens, JsonMapper json) {
        this.settings = settings;
        this.tokens = tokens;
        // A newer peer may say more than this node understands.
        this.json = json.rebuild().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    }

    /** @throws Refusal 502 if the peer does not answer or does not let this node ask */
    AgreementApi.Held held(String alias) {
        Peer peer = settings.peers().get(alias);
        if (peer == null) {
            throw Refusal.notFound("peer");
        }
        try {
            Answer answer = http.get(peer.url() + "/api/agreement", tokens.tokenFor(alias));
            if (answer.status() != HttpStatus.OK.value()) {
                throw unavailable(alias, "it answered with status " + answer.status());
            }
            return json.readValue(answer.body(), AgreementApi.Held.class);
        } catch (NoAnswer e) {
            throw unavailable(alias, String.valueOf(e.getMessage()));
        } catch (JacksonException e) {
            throw unavailable(alias, "its answer cannot be read");
        }
    }

    private static Refusal unavailable(String alias, String why) {
        return Refusal.of(HttpStatus.BAD_GATEWAY, "peer-unavailable",
                "The node " + alias + " could not be asked: " + why + ". Try again when it is up.");
    }
}
