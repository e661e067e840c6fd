package org.meridian.operator.links;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.meridian.testing.FreePorts;
import org.meridian.testing.RealServers;
import reactor.netty.http.server.HttpServer;

class KafkaProbeTest {

    @Test
    void theFirstThatAnswersDecides() throws Exception {
        var nobody = "127.0.0.1:" + FreePorts.next();
        var web = HttpServer.create().host("127.0.0.1").port(0).bindNow();
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var kafka = RealServers.closedBroker()) {
            var page = "127.0.0.1:" + web.port();
            assertThat(KafkaProbe.outsider(page)).isEqualTo(page);
            assertThat(KafkaProbe.outsider(nobody + ", " + page)).isEqualTo(page);
            assertThat(KafkaProbe.outsider(kafka.address() + "," + page)).isNull();
            assertThat(KafkaProbe.outsider("127.0.0.1:" + silent.getLocalPort())).isNull();
            assertThat(KafkaProbe.outsider(nobody)).isNull();
            assertThat(KafkaProbe.outsider("no.such.host.invalid:9092,not an address")).isNull();
        } finally {
            web.disposeNow();
        }
    }
}
