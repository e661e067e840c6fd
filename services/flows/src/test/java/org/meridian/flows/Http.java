package org.meridian.flows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls a node as anybody does who has a token, or none. */
record Http(String url, @Nullable String token, Listener listener) {

    /** Hears every answer before its caller does. */
    @FunctionalInterface
    interface Listener {
        void heard(String method, String path, Answer answer);
    }

    private static final Listener UNHEARD = (method, path, answer) -> {};

    Http(String url, @Nullable String token) {
        this(url, token, UNHEARD);
    }

    static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5)).build();

    record Answer(int status, String type, String text) {

        JsonNode json() {
            return JSON.readTree(text);
        }

        /** Fails, with all that the node said, on another status. */
        JsonNode with(int expected) {
            if (status != expected) {
                throw new AssertionError("Expected " + expected + ", got " + this);
            }
            return text.isEmpty() ? JSON.nullNode() : json();
        }
    }

    Http as(@Nullable String callersToken) {
        return new Http(url, callersToken, listener);
    }

    Http heardBy(Listener other) {
        return new Http(url, token, other);
    }

    Answer get(String path) {
        return send("GET", path, null);
    }

    Answer post(String path, Object body) {
        return send("POST", path, JSON.writeValueAsString(body));
    }

    Answer post(String path) {
        return send("POST", path, null);
    }

    Answer put(String path, Object body) {
        return send("PUT", path, JSON.writeValueAsString(body));
    }

    Answer patch(String path, Object body) {
        return send("PATCH", path, JSON.writeValueAsString(body));
    }

    Answer delete(String path) {
        return send("DELETE", path, null);
    }

    /** @param headers names and values in turn */
    Answer send(String method, String path, @Nullable String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(20)).method(method,
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            var heard = new Answer(answer.statusCode(), answer.headers().firstValue("Content-Type").orElse(""),
                    answer.body());
            listener.heard(method, path, heard);
            return heard;
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + url + path + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
