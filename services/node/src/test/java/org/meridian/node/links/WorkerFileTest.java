package org.meridian.node.links;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The worker that docker-compose.yml starts is set as the embedded one, but for where it keeps what, and who may call it. */
class WorkerFileTest {

    private static final String SECRETS = "/run/secrets";

    @Test
    void itsSettingsAreThoseOfTheEmbeddedWorker() throws IOException {
        var wanted = WorkerSettings.of("distributed", ownClient());
        wanted.remove("offset.storage.file.filename");
        wanted.putAll(storage());
        wanted.putAll(secrets());
        wanted.putAll(access());

        assertThat(file()).isEqualTo(wanted);
    }

    /** References in place of what nobody else should read. */
    private static Map<String, String> ownClient() {
        return Stream.of("bootstrap.servers", "security.protocol", "sasl.mechanism", "sasl.jaas.config").collect(
                Collectors.toMap(name -> name,
                        name -> "${file:/run/secrets/kafka.properties:meridian.kafka." + name + "}"));
    }

    private static Map<String, String> storage() {
        return Map.of("group.id", "links", "config.storage.topic", "mm2-configs.internal",
                "config.storage.replication.factor", "1", "status.storage.topic", "mm2-status.internal",
                "status.storage.partitions", "1", "status.storage.replication.factor", "1");
    }

    private static Map<String, String> secrets() {
        return Map.of("config.providers", "file", "config.providers.file.class",
                "org.apache.kafka.common.config.provider.FileConfigProvider",
                "config.providers.file.param.allowed.paths", SECRETS);
    }

    /** Who may call Connect may read every secret that it can: it answers only to who has the same key. */
    private static Map<String, String> access() {
        var access = new HashMap<>(Map.of("listeners", "https://link-inside:8083", "rest.advertised.host.name",
                "link-inside", "ssl.client.auth", "required"));
        for (var store : List.of("ssl.keystore.", "ssl.truststore.")) {
            access.putAll(Map.of(store + "location", SECRETS + "/link.p12", store + "type", "PKCS12",
                    store + "password", "meridian"));
        }
        return access;
    }

    private static Map<String, String> file() throws IOException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(Path.of("../../config/link-worker.properties"))) {
            properties.load(reader);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }
}
