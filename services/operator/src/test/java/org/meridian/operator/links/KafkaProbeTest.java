package org.meridian.operator.links;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.meridian.testing.FreePorts;
import org.meridian.testing.RealServers;
import reactor.netty.http.server.HttpServer;

class KafkaProbeTest {

    private static @Nullable String problem(String bootstrapServers) {
        return new KafkaProbe("uk", null).problem(bootstrapServers);
    }

    @Test
    void theFirstThatAnswersDecides() throws Exception {
        var nobody = "127.0.0.1:" + FreePorts.next();
        var web = HttpServer.create().host("127.0.0.1").port(0).bindNow();
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var kafka = RealServers.closedBroker()) {
            var page = "127.0.0.1:" + web.port();
            assertThat(problem(page)).startsWith(page + " answers, but not as Kafka does");
            assertThat(problem(nobody + ", " + page)).startsWith(page + " answers, but not as Kafka does");
            assertThat(problem(kafka.address() + "," + page)).isNull();
            assertThat(problem("127.0.0.1:" + silent.getLocalPort())).isNull();
            assertThat(problem(nobody)).isNull();
            assertThat(problem("no.such.host.invalid:9092,not an address")).isNull();
        } finally {
            web.disposeNow();
        }
    }
}
