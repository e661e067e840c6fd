package org.meridian.node.operator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.meridian.eventlog.NodeSettings;
import org.meridian.eventlog.NodeSettings.Peer;
import org.meridian.eventlog.web.Refusal;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/** Asks another country's node what it holds. */
final class PeerClient {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final NodeSettings settings;
    private final PeerTokens tokens;
    private final JsonMapper json;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    PeerClient(NodeSettings settings, PeerTokens tokens, JsonMapper json) {
        this.settings = settings;
        this.tokens = tokens;
        this.json = json;
    }

    /** @throws Refusal 502 if the peer does not answer or does not let this node ask */
    AgreementApi.Held held(String alias) {
        Peer peer = settings.peers().get(alias);
        if (peer == null) {
            throw Refusal.notFound("peer");
        }
        try {
            HttpResponse<String> answer = http.send(HttpRequest.newBuilder(URI.create(peer.url() + "/api/agreement"))
                    .header("Authorization", "Bearer " + tokens.tokenFor(alias)).timeout(PATIENCE).build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != HttpStatus.OK.value()) {
                throw unavailable(alias, "it answered with status " + answer.statusCode());
            }
            return json.readValue(answer.body(), AgreementApi.Held.class);
        } catch (IOException e) {
            throw unavailable(alias, "it cannot be reached");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(alias, "the wait was interrupted");
        }
    }

    private static Refusal unavailable(String alias, String why) {
        return Refusal.of(HttpStatus.BAD_GATEWAY, "peer-unavailable",
                "The node " + alias + " could not be asked: " + why + ". Try again when it is up.");
    }
}
