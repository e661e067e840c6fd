package org.meridian.http.client;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.testing.FreePorts;
import org.springframework.web.client.RestClientException;
import org.springframework.web.service.annotation.GetExchange;

class HttpClientsTest {

    private record Said(String word) {}

    private interface Calls {
        @GetExchange("/said")
        Said said();
    }

    @Test
    void aCallThatIsNotAnsweredInTimeSaysSoAndIsEnded() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(NoAnswer.why(failure(silent.getLocalPort(), 500))).isEqualTo("it did not answer within 500 ms");
            try (var call = silent.accept()) {
                call.setSoTimeout(10_000);
                assertThat(call.getInputStream().readAllBytes()).asString().startsWith("GET /said HTTP/1.1");
            }
        }
    }

    @Test
    void anAnswerThatDoesNotComeToItsEndIsNotWaitedForEither() throws Exception {
        try (var server = new Answering(200, 1_000_000, new byte[1])) {
            assertThat(NoAnswer.why(failure(server.port(), 500))).isEqualTo("it did not answer within 500 ms");
        }
    }

    @Test
    void whatCannotBeReachedIsSaidOtherwiseThanWhatSaysTooMuch() throws Exception {
        assertThat(NoAnswer.why(failure(FreePorts.next(), 10_000)))
                .isEqualTo("it cannot be reached (ClosedChannelException)");
        assertThat(NoAnswer.why(failure(200, " ".repeat(8_000_001))))
                .isEqualTo("its answer is longer than 8000000 bytes");
    }

    @Test
    void whatALaterReleaseSaysBesidesIsPassedOver() throws Exception {
        try (var server = new Answering(200, "{\"word\":\"yes\",\"since\":2}")) {
            assertThat(client(server.port(), 10_000).said()).isEqualTo(new Said("yes"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            200 | no JSON    | its answer cannot be read
            302 | elsewhere  | it answered with status 302
            404 | not here   | it answered with status 404
            500 | {"a": "b"} | it answered with status 500
            """)
    void anotherAnswerIsSaid(int status, String body, String why) throws Exception {
        RestClientException failure = failure(status, body);
        assertThat(NoAnswer.why(failure)).isEqualTo(why);
        assertThat(NoAnswer.problem(failure)).isNull();
    }

    @Test
    void aProblemIsReadFromTheAnswer() throws Exception {
        RestClientException failure = failure(503,
                "{\"type\":\"/problems/busy\",\"status\":503,\"detail\":\"Try again later.\"}");
        var problem = requireNonNull(NoAnswer.problem(failure));
        assertThat(problem.getType()).hasToString("/problems/busy");
        assertThat(problem.getDetail()).isEqualTo("Try again later.");
    }

    @Test
    void whoeverWantsToPassARefusalOnGetsItWithItsFields() throws Exception {
        String problem = """
                {"type":"/problems/invalid-fields","status":400,"detail":"Correct them.",
                 "errors":[{"field":"body","message":"Say something."}]}""";
        try (var server = new Answering(400, problem)) {
            Calls calls = new HttpClients(Duration.ofSeconds(10)).refusing().client(Calls.class,
                    "http://127.0.0.1:" + server.port());
            Refusal refusal = catchThrowableOfType(Refusal.class, calls::said);
            assertThat(refusal.kind()).isEqualTo(Refusal.Kind.INVALID);
            assertThat(refusal.errors()).containsExactly(new Refusal.FieldError("body", "Say something."));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Bad gateway</html>", "", "null", "[1]", "{\"status\":\"many\"}",
            "{\"status\":502,\"title\":{\"a\":1},\"type\":[7]}", "{\"status\":502,\"errors\":5,\"type\":\"no uri\"}"})
    void whatIsNoProblemIsPassedOnAsNone(String body) throws Exception {
        try (var server = new Answering(502, body)) {
            Calls calls = new HttpClients(Duration.ofSeconds(10)).refusing().client(Calls.class,
                    "http://127.0.0.1:" + server.port());
            RestClientException failure = catchThrowableOfType(RestClientException.class, calls::said);
            assertThat(NoAnswer.why(failure)).isEqualTo("it answered with status 502");
        }
    }

    private static Calls client(int port, int timeoutMillis) {
        return new HttpClients(Duration.ofMillis(timeoutMillis)).client(Calls.class, "http://127.0.0.1:" + port);
    }

    private static RestClientException failure(int port, int timeoutMillis) {
        return catchThrowableOfType(RestClientException.class, () -> client(port, timeoutMillis).said());
    }

    private static RestClientException failure(int status, String body) throws IOException {
        try (var server = new Answering(status, body)) {
            return failure(server.port(), 10_000);
        }
    }

    private static final class Answering implements AutoCloseable {

        private final HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        private final CountDownLatch closed = new CountDownLatch(1);

        Answering(int status, String body) throws IOException {
            this(status, body.length(), body.getBytes(StandardCharsets.US_ASCII));
        }

        /** @param length of the answer, the end of which never comes if this is more than the body's */
        Answering(int status, long length, byte[] body) throws IOException {
            server.createContext("/", exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(status, length);
                exchange.getResponseBody().write(body);
                exchange.getResponseBody().flush();
                if (length > body.length) {
                    awaitClosing();
                }
                exchange.close();
            });
            server.start();
        }

        private void awaitClosing() {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        int port() {
            return server.getAddress().getPort();
        }

        @Override
        public void close() {
            closed.countDown();
            server.stop(0);
        }
    }
}
