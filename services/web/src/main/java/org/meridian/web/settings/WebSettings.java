package org.meridian.web.settings;

import java.util.Map;
import org.meridian.process.settings.Settings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the pages are, and what they are made from, under {@code meridian}.
 *
 * @param node      the node's alias
 * @param publicUrl where people reach the pages, without a slash at the end
 * @param services  base addresses of the services by name, where they run distributed; in a node it is the node's own
 */
@ConfigurationProperties("meridian")
public record WebSettings(String node, String publicUrl, @DefaultValue Map<String, String> services) {

    public WebSettings {
        Settings.alias("meridian.node", node);
        Settings.url("meridian.public-url", publicUrl);
        services.forEach((service, url) -> Settings.url("meridian.services." + service, url));
    }

    /** Whether browsers reach the pages by TLS, which is what cookies are told. */
    public boolean isTls() {
        return publicUrl.startsWith("https:");
    }
}
