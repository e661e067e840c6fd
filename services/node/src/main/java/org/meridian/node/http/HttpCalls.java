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
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Calls that end: within a time, and with an answer of at most 8 MB. */
public final class HttpCalls {

    private static final long MAX_BYTES = 8_000_000;
    /** A newer process may say more than this one understands. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    /** An answer, whatever its status. */
    public record Answer(int status, String body) {}

    /** Why there is nothing to read; its message is a sentence's end. */
    public static final class NoAnswer extends Exception {
        private static final long serialVersionUID = 1L;
        private final @Nullable ProblemDetail problem;

        private NoAnswer(String why, @Nullable ProblemDetail problem, @Nullable Throwable cause) {
            super(why, cause);
            this.problem = problem;
        }

        NoAnswer(String why, Throwable cause) {
            this(why, null, cause);
        }

        /** What was answered instead, if that was a problem as of RFC 9457. */
        public @Nullable ProblemDetail problem() {
            return problem;
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
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).method(method, body);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (json != null) {
            request.header("Content-Type", "application/json");
        }
        return answer(request.build());
    }

    /** @throws NoAnswer also if the answer has another status than 200, or cannot be read */
    public <T> T read(String method, String url, String token, Class<T> type) throws NoAnswer {
        Answer answer = call(method, url, token, null);
        if (answer.status() != HttpStatus.OK.value()) {
            throw new NoAnswer("it answered with status " + answer.status(), problem(answer), null);
        }
        try {
            return JSON.readValue(answer.body(), type);
        } catch (JacksonException e) {
            throw new NoAnswer("its answer cannot be read", e);
        }
    }

    private static @Nullable ProblemDetail problem(Answer answer) {
        try {
            ProblemDetail problem = JSON.readValue(answer.body(), ProblemDetail.class);
            return problem.getStatus() == answer.status() ? problem : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    private Answer answer(HttpRequest request) throws NoAnswer {
        var answering = http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), MAX_BYTES));
        try {
            HttpResponse<String> answer = answering.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(answer.statusCode(), answer.body());
        } catch (TimeoutException e) {
            throw new NoAnswer("it did not answer within " + patience.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new NoAnswer(why(NestedExceptionUtils.getMostSpecificCause(e)), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswer("the wait was interrupted", e);
        } finally {
            answering.cancel(true);
        }
    }

    /** A connection that is refused and a host that is unknown come without a message. */
    private static String why(Throwable innermost) {
        return innermost.getMessage() == null
                ? "it cannot be reached (" + innermost.getClass().getSimpleName() + ")"
                : innermost.getMessage();
    }
}
