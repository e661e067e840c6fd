package org.meridian.node;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the embedded servers need, under {@code meridian.embedded}.
 *
 * @param data                the node's directory; everything that it keeps is in there
 * @param postgresPort        on the loopback interface
 * @param kafkaPort           for the node itself, on the loopback interface
 * @param kafkaControllerPort for the broker itself, on the loopback interface
 * @param kafkaPeerPort       for the links of other countries
 * @param kafkaPeerHost       the address that {@code kafkaPeerPort} listens on; {@code 0.0.0.0} is all
 * @param kafkaAdvertisedHost the name under which other countries reach {@code kafkaPeerPort}
 */
record EmbeddedSettings(
        Path data,
        int postgresPort,
        int kafkaPort,
        int kafkaControllerPort,
        int kafkaPeerPort,
        @DefaultValue("127.0.0.1") String kafkaPeerHost,
        @DefaultValue("127.0.0.1") String kafkaAdvertisedHost) {

    EmbeddedSettings {
        IntStream.of(postgresPort, kafkaPort, kafkaControllerPort, kafkaPeerPort)
                .filter(port -> port < 1 || port > 65535)
                .findAny().ifPresent(port -> {
                    throw new IllegalArgumentException("each of its four ports has to be given, and be 1 to 65535");
                });
    }
}
