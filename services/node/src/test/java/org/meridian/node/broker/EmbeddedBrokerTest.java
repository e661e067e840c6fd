package org.meridian.node.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meridian.process.startup.StartupProblem;

class EmbeddedBrokerTest {
    @TempDir
    Path home;

    @Test
    void keepsItsRecordsAndItsClusterIdAcrossARestartOnOtherPorts() throws Exception {
        String clusterId;
        try (var uk = TestBroker.start("uk", home)) {
            uk.createTopic("shared.posts", 1, Map.of());
            uk.send(new ProducerRecord<>("shared.posts", "uk-1", "kept"));
            clusterId = uk.broker().clusterId();
        }
        try (var uk = TestBroker.start("uk", home)) {
            assertThat(uk.broker().clusterId()).isEqualTo(clusterId).startsWith("uk.");
            assertThat(uk.readAll("shared.posts")).extracting(record -> record.value()).containsExactly("kept");
        }
    }

    @Test
    void refusesTheLogOfAnotherNode() throws Exception {
        Files.writeString(Files.createDirectories(home.resolve("log")).resolve("meta.properties"),
                "version=1\ncluster.id=nz.abc\nnode.id=1\n");
        assertRefused("is not the Kafka log of node uk but of cluster nz.abc");
    }

    @Test
    void refusesADirectoryThatIsNotALog() throws Exception {
        Files.createDirectories(home.resolve("log"));
        assertRefused("is not the Kafka log of node uk");
    }

    @Test
    void refusesAPortThatIsTaken() throws Exception {
        var settings = TestBroker.settings("uk", home);
        try (var taken = new ServerSocket(settings.peerPort())) {
            assertThat(taken.isBound()).isTrue();
            assertThatThrownBy(() -> TestBroker.start(settings)).isInstanceOf(StartupProblem.class)
                    .hasMessageContaining("Port " + settings.peerPort());
        }
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(() -> TestBroker.start("uk", home)).isInstanceOf(StartupProblem.class)
                .hasMessageContaining(reason);
    }
}
