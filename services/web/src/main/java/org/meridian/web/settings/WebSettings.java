package org.meridian.web.settings;

import java.util.Map;
import java.util.regex.Pattern;
import org.meridian.process.settings.Settings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the pages are, and what they are made from, under {@code meridian}.
 *
 * @param node      the node's alias
 * @param publicUrl where people reach the pages, without a slash at the end
 * @param demo      whether the node is for trying out
 * @param services  base addresses of the services by name, where they run distributed; in a node it is the node's own
 * @param contact   whom people can turn to
 */
@ConfigurationProperties("meridian")
public record WebSettings(String node, String publicUrl, @DefaultValue("false") boolean demo,
        @DefaultValue Map<String, String> services, @DefaultValue Contact contact) {

    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>]+@[^\\s@<>]+");

    /**
     * Each empty where it is not said.
     *
     * @param runBy   the organisation that runs the node
     * @param help    the e-mail address that answers questions
     * @param privacy the same for what becomes of somebody's data
     * @param security the same for what is wrong with the node's security
     */
    public record Contact(@DefaultValue("") String runBy, @DefaultValue("") String help,
            @DefaultValue("") String privacy, @DefaultValue("") String security) {

        public Contact {
            address("meridian.contact.help", help);
            address("meridian.contact.privacy", privacy);
            address("meridian.contact.security", security);
        }

        private static void address(String setting, String value) {
            if (!value.isEmpty() && !ADDRESS.matcher(value).matches()) {
                throw Settings.reject(setting, value, "it takes an e-mail address such as help@example.org");
            }
        }
    }

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
