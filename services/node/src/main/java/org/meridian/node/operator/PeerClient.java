package org.meridian.node.operator;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.meridian.eventlog.NodeSettings;
import org.meridian.eventlog.NodeSettings.Peer;
import org.meridian.eventlog.web.PeerTokens;
import org.meridian.eventlog.web.Refusal;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Asks another country's node what it holds. */
final class PeerClient {

    private static final long MOST_BYTES = 8_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final NodeSettings settings;
    private final PeerTokens tokens;
    private final JsonMapper json;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

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
        HttpRequest request = HttpRequest.newBuilder(URI.create(peer.url() + "/api/agreement"))
                .header("Authorization", "Bearer " + tokens.tokenFor(alias)).timeout(PATIENCE).build();
        try {
            HttpResponse<String> answer = http
                    .sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), MOST_BYTES))
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (answer.statusCode() != HttpStatus.OK.value()) {
                throw unavailable(alias, "it answered with status " + answer.statusCode());
            }
            return json.readValue(answer.body(), AgreementApi.Held.class);
        } catch (ExecutionException | TimeoutException e) {
            throw unavailable(alias, "it cannot be reached");
        } catch (JacksonException e) {
            throw unavailable(alias, "its answer cannot be read");
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
