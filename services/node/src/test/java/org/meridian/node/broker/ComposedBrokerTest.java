package org.meridian.node.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The broker of docker-compose.yml is set up as the embedded one, but for where it is and how one logs in. */
class ComposedBrokerTest {

    private static final Set<String> OWN = Set.of("log.dirs", "listeners", "advertised.listeners",
            "listener.security.protocol.map", "inter.broker.listener.name", "controller.quorum.bootstrap.servers",
            "sasl.mechanism.inter.broker.protocol");

    @Test
    void itsSettingsAreThoseOfTheEmbeddedBroker() throws IOException {
        var embedded = new HashMap<>(
                BrokerProperties.of(new BrokerSettings("uk", Path.of("/data"), 1, 2, "0.0.0.0", 3, "uk"),
                        "secret"));
        embedded.keySet().removeIf(name -> OWN.contains(name) || name.startsWith("listener.name."));

        var composed = environmentOfKafka();

        assertThat(embedded).hasSizeGreaterThan(20);
        embedded.forEach((name, value) -> assertThat(String.valueOf(composed.get(variable(name)))).as(name)
                .isEqualTo(value));
    }

    /** As the image reads it. */
    private static String variable(String property) {
        return "KAFKA_" + property.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> environmentOfKafka() throws IOException {
        Map<String, Map<String, Map<String, Object>>> file = new Yaml()
                .load(Files.readString(Path.of("../../docker-compose.yml")));
        return (Map<String, Object>) file.get("services").get("kafka").get("environment");
    }
}
