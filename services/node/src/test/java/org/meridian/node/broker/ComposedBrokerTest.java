package org.meridian.node.broker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.FileSystemResource;

/** The broker of docker-compose.yml is set up as the embedded one, but for where it is and how one logs in. */
class ComposedBrokerTest {

    private static final Set<String> OWN = Set.of("log.dirs", "listeners", "advertised.listeners",
            "listener.security.protocol.map", "inter.broker.listener.name", "controller.quorum.bootstrap.servers",
            "sasl.mechanism.inter.broker.protocol");

    @Test
    void itsSettingsAreThoseOfTheEmbeddedBroker() {
        var embedded = new HashMap<>(
                BrokerProperties.of(new BrokerSettings("uk", Path.of("/data"), 1, 2, "0.0.0.0", 3, "uk", Map.of()),
                        "secret"));
        embedded.keySet().removeIf(name -> OWN.contains(name) || name.startsWith("listener.name."));

        var composed = composed();

        assertThat(embedded).hasSizeGreaterThan(20);
        embedded.forEach(
                (name, value) -> assertThat(composed.getProperty("services.kafka.environment." + variable(name)))
                        .as(name).isEqualTo(value));
    }

    /** As the image reads it. */
    private static String variable(String property) {
        return "KAFKA_" + property.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private static Properties composed() {
        var yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new FileSystemResource("../../docker-compose.yml"));
        return requireNonNull(yaml.getObject());
    }
}
