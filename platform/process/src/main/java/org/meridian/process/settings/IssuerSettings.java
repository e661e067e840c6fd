package org.meridian.process.settings;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Issuers of OpenID Connect by which members may sign in beside the mailed link, under {@code meridian}; none by default.
 *
 * @param issuers by the name that addresses have
 */
@ConfigurationProperties("meridian")
public record IssuerSettings(@DefaultValue Map<String, Issuer> issuers) {

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Set<String> HERE = Set.of("127.0.0.1", "localhost", "[::1]");

    /**
     * A council's single sign-on, for one.
     *
     * @param url      of the issuer, exactly as it calls itself
     * @param name     what people call it
     * @param clientId as which the issuer knows this node
     * @param secret   that the issuer has given this node; empty where it has given none
     */
    public record Issuer(String url, String name, String clientId, @DefaultValue("") String secret) {}

    public IssuerSettings {
        issuers.forEach((id, issuer) -> {
            String setting = "meridian.issuers." + id;
            if (!ID.matcher(id).matches()) {
                throw Settings.reject("meridian.issuers", id, "a name has lower case letters, digits and hyphens");
            }
            String url = Settings.required(setting + ".url", issuer.url());
            if (!url.startsWith("https://")
                    && !(url.startsWith("http://") && HERE.contains(URI.create(url).getHost()))) {
                throw Settings.reject(setting + ".url", url, "it takes an https:// address");
            }
            Settings.required(setting + ".name", issuer.name());
            Settings.required(setting + ".client-id", issuer.clientId());
        });
    }
}
