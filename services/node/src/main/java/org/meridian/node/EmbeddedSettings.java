package org.meridian.node;

import java.nio.file.Path;
import java.util.Objects;
import org.meridian.process.settings.Settings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

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
 * @param spaceForLinks       less free on the disk, and nothing more comes from other countries
 * @param spaceForWriting     less free on the disk, and nothing more is written
 */
@ConfigurationProperties(EmbeddedSettings.PREFIX)
record EmbeddedSettings(
        Path data,
        int postgresPort,
        int kafkaPort,
        int kafkaControllerPort,
        int kafkaPeerPort,
        @DefaultValue("127.0.0.1") String kafkaPeerHost,
        @DefaultValue("127.0.0.1") String kafkaAdvertisedHost,
        @DefaultValue("1GB") DataSize spaceForLinks,
        @DefaultValue("500MB") DataSize spaceForWriting) {

    static final String PREFIX = "meridian.embedded";

    EmbeddedSettings {
        Settings.required(PREFIX + ".data", Objects.toString(data, ""));
        Settings.port(PREFIX + ".postgres-port", postgresPort);
        Settings.port(PREFIX + ".kafka-port", kafkaPort);
        Settings.port(PREFIX + ".kafka-controller-port", kafkaControllerPort);
        Settings.port(PREFIX + ".kafka-peer-port", kafkaPeerPort);
        Settings.required(PREFIX + ".kafka-peer-host", kafkaPeerHost);
        Settings.required(PREFIX + ".kafka-advertised-host", kafkaAdvertisedHost);
    }
}
