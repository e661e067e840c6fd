package org.meridian.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.meridian.node.FreePorts;
import org.meridian.node.http.HttpCalls.NoAnswer;

class HttpCallsTest {

    @Test
    void aCallThatIsNotAnsweredInTimeSaysSoAndIsEnded() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> get(silent.getLocalPort(), 500)).isInstanceOf(NoAnswer.class)
                    .hasMessage("it did not answer within 500 ms");
            try (var call = silent.accept()) {
                call.setSoTimeout(10_000);
                assertThat(call.getInputStream().readAllBytes()).asString().startsWith("GET / HTTP/1.1");
            }
        }
    }

    @Test
    void whatCannotBeReachedIsToldFromWhatSaysTooMuch() throws Exception {
        assertThatThrownBy(() -> get(FreePorts.next(), 10_000))
                .hasMessage("it cannot be reached (ClosedChannelException)");
        HttpServer server = answering(8_000_001);
        try {
            assertThatThrownBy(() -> get(server.getAddress().getPort(), 10_000))
                    .hasMessage("body exceeds capacity: 8000000");
        } finally {
            server.stop(0);
        }
    }

    private static void get(int port, int patienceMillis) throws NoAnswer {
        new HttpCalls(Duration.ofMillis(patienceMillis)).get("http://127.0.0.1:" + port + "/", null);
    }

    private static HttpServer answering(int bytes) throws IOException {
        var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, bytes);
            exchange.getResponseBody().write(new byte[bytes]);
            exchange.close();
        });
        server.start();
        return server;
    }
}
