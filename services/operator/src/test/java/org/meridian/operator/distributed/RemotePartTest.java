package org.meridian.operator.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.http.client.HttpClients;

class RemotePartTest {

    @Test
    void aRetryIsWaitedForLongerThanOtherCalls() throws Exception {
        HttpServer slow = answeringAfterASecond("{\"applied\":true,\"inALaterRelease\":1}");
        try {
            String url = "http://127.0.0.1:" + slow.getAddress().getPort();
            var part = new RemotePart("posts", "Bearer token",
                    new HttpClients(Duration.ofMillis(300)).client(LogCalls.class, url),
                    new HttpClients(Duration.ofSeconds(30)).client(LogCalls.class, url));

            assertThatThrownBy(part::state).isInstanceOfSatisfying(Refusal.class,
                    away -> assertThat(away.sentence()).contains("it did not answer within 300 ms"));
            assertThat(part.retry(1)).isTrue();
        } finally {
            slow.stop(0);
        }
    }

    private static HttpServer answeringAfterASecond(String json) throws Exception {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                TimeUnit.SECONDS.sleep(1);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        return server;
    }
}
