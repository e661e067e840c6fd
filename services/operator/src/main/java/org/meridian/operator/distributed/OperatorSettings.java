package org.meridian.operator.distributed;

import java.util.Map;
import org.meridian.process.settings.Settings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the parts of a node are that run distributed, under {@code meridian}.
 *
 * @param services     base addresses by name, in the order in which they are shown, without a slash at the end
 * @param connect      the Kafka Connect that runs the links
 * @param replaySecret the password with which Kafka lets replays in as {@code replay}
 * @param demo         whether the node is for trying out
 */
@ConfigurationProperties("meridian")
record OperatorSettings(
        @DefaultValue Map<String, String> services,
        @DefaultValue Connect connect,
        String replaySecret,
        @DefaultValue("false") boolean demo) {

    /**
     * @param url     of its REST interface, without a slash at the end
     * @param secrets the folder where it finds {@code kafka.properties} and {@code peers.properties}
     */
    record Connect(String url, @DefaultValue("/run/secrets") String secrets) {

        Connect {
            Settings.url("meridian.connect.url", url);
        }
    }

    OperatorSettings {
        services.forEach((service, url) -> Settings.url("meridian.services." + service, url));
        Settings.required("meridian.replay-secret", replaySecret);
    }
}
