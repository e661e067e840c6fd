package org.meridian.node.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Calls that end: within a time, and with an answer of at most 8 MB. */
public final class HttpCalls {

    private static final long MOST_BYTES = 8_000_000;

    /** An answer, whatever its status. */
    public record Answer(int status, String body) {}

    /** Why there was no answer. */
    public static final class NoAnswer extends Exception {
        private static final long serialVersionUID = 1L;

        NoAnswer(String why, Throwable cause) {
            super(why, cause);
        }
    }

    private final Duration patience;
    private final HttpClient http;

    public HttpCalls(Duration patience) {
        this(patience, HttpClient.newBuilder());
    }

    /** @param key what it shows to the others, and whom of them it believes */
    public HttpCalls(Duration patience, SSLContext key) {
        this(patience, HttpClient.newBuilder().sslContext(key));
    }

    private HttpCalls(Duration patience, HttpClient.Builder client) {
        this.patience = patience;
        this.http = client.version(HttpClient.Version.HTTP_1_1).connectTimeout(patience).build();
    }

    /** @param token of the caller in whose name it is asked; null where none is needed */
    public Answer get(String url, @Nullable String token) throws NoAnswer {
        return call("GET", url, token, null);
    }

    /** @param json the body, null for none */
    public Answer call(String method, String url, @Nullable String token, @Nullable String json) throws NoAnswer {
        BodyPublisher body = json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).method(method, body).timeout(patience);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (json != null) {
            request.header("Content-Type", "application/json");
        }
        return answer(request.build());
    }

    private Answer answer(HttpRequest request) throws NoAnswer {
        try {
            HttpResponse<String> answer = http
                    .sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), MOST_BYTES))
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(answer.statusCode(), answer.body());
        } catch (ExecutionException | TimeoutException e) {
            throw new NoAnswer("it cannot be reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswer("the wait was interrupted", e);
        }
    }
}
