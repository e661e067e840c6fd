package org.meridian.operator.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.meridian.operator.Country;
import org.meridian.operator.links.RestConnect;
import org.meridian.operator.access.ReaderSettings;
import org.meridian.process.settings.NodeSettings;
import org.meridian.testing.FreePorts;
import org.springframework.boot.health.contributor.Status;

class ServicesHealthTest {

    private Country uk;
    private HttpServer posts;

    @BeforeEach
    void start() throws Exception {
        uk = Country.start("uk");
        posts = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        posts.createContext("/actuator/health", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        posts.start();
    }

    @AfterEach
    void stop() {
        posts.stop(0);
        uk.close();
    }

    @Test
    void linksThatCannotBePutInOrderLeaveTheCountryHealthy() throws Exception {
        var settings = new OperatorSettings(Map.of("posts", "http://127.0.0.1:" + posts.getAddress().getPort()),
                new OperatorSettings.Connect("https://127.0.0.1:" + FreePorts.next(), "/run/secrets"),
                "the replays' secret", false);
        var kafka = new KafkaAccessSetup(node(), ReaderSettings.NONE, settings, connectThatIsAway(settings));
        var health = new ServicesHealth(settings, kafka);
        assertThat(health.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        kafka.start();
        try {
            eventually(health::health, it -> it.getStatus().equals(Status.UP));
            posts.stop(0);
            assertThat(health.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
            assertThat(health.health().getDetails()).containsEntry("posts", "down");
        } finally {
            kafka.stop();
        }
    }

    private NodeSettings node() {
        return new NodeSettings("uk", Map.of("nz", new NodeSettings.Peer("", "", "what uk and nz share", "")),
                uk.client(),
                6);
    }

    private RestConnect connectThatIsAway(OperatorSettings settings) throws NoSuchAlgorithmException {
        return new RestConnect(settings.connect().url(), SSLContext.getDefault(), "uk", uk.client(),
                settings.connect().secrets(), "shared\\..*");
    }
}
