package org.meridian.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.json.JsonMapper;

/** Whatever a connection was used for before, what cannot be read is answered. */
class UnreadableRequestsTest {

    private static final String GOOD = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String CONTROL = "GET / HTTP/1.1\r\nHost: x\r\nX: a\u0001\r\n\r\n";
    private static final String WITH_BODY = "POST / HTTP/1.1\r\nHost: x\r\nX: a\u0001\r\nContent-Length: 3\r\n\r\nabc";
    private static final String TOO_LONG = "GET / HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(9_000) + "\r\n\r\n";

    /** Its answers have all their bytes a while before they end. */
    private final DisposableServer server = UnreadableRequests.answered(JsonMapper.shared())
            .apply(HttpServer.create().host("127.0.0.1").port(0))
            .handle((request, response) -> response.header("Content-Length", "2").sendString(
                    Flux.concat(Mono.just("ok"), Mono.delay(Duration.ofMillis(50)).then(Mono.empty()))))
            .bindNow();

    @AfterEach
    void stop() {
        server.disposeNow();
    }

    private static String request(String kind) {
        return switch (kind) {
            case "control" -> CONTROL;
            case "with a body" -> WITH_BODY;
            case "too long" -> TOO_LONG;
            default -> "\u0016\u0003\u0001 is no HTTP\r\n\r\n";
        };
    }

    @ParameterizedTest
    @CsvSource({"control, 400", "with a body, 400", "too long, 431", "no HTTP, 400"})
    void theFirstRequestIsAnsweredAndTheConnectionClosed(String kind, int status) throws IOException {
        assertThat(answerTo(request(kind))).startsWith("HTTP/1.1 " + status).contains("/problems/");
    }

    @ParameterizedTest
    @CsvSource({"control, 400", "with a body, 400", "too long, 431", "no HTTP, 400"})
    void oneThatComesBeforeTheLastAnswerHasEndedIsAnsweredAfterIt(String kind, int status) throws IOException {
        try (var client = new Socket("127.0.0.1", server.port())) {
            client.setSoTimeout(5_000);
            send(client, GOOD);
            String first = untilOk(client.getInputStream());
            send(client, request(kind));

            assertThat(first).startsWith("HTTP/1.1 200");
            assertThat(rest(client)).startsWith("HTTP/1.1 " + status).contains("/problems/");
        }
    }

    @Test
    void thoseBeforeItAreAnsweredFirst() throws IOException {
        assertThat(answerTo(GOOD + GOOD + WITH_BODY)).matches("(?s)HTTP/1.1 200.*ok(HTTP/1.1 200.*)okHTTP/1.1 400.*");
    }

    private String answerTo(String request) throws IOException {
        try (var client = new Socket("127.0.0.1", server.port())) {
            client.setSoTimeout(5_000);
            send(client, request);
            return rest(client);
        }
    }

    private static void send(Socket client, String request) throws IOException {
        client.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String untilOk(InputStream in) throws IOException {
        var read = new StringBuilder();
        while (!read.toString().endsWith("ok")) {
            read.append((char) in.read());
        }
        return read.toString();
    }

    /** Until the server closes. */
    private static String rest(Socket client) throws IOException {
        return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
