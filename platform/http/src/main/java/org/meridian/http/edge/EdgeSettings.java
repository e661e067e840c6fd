package org.meridian.http.edge;

import java.util.List;
import org.meridian.process.settings.Settings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator sets for those who call, under {@code meridian}.
 *
 * @param connections           that may be open at a time in all
 * @param connectionsPerAddress that may be open at a time from one address, or from one /64 of IPv6
 * @param proxies               addresses and networks of reverse proxies, which are believed whom they pass on
 */
@ConfigurationProperties("meridian")
public record EdgeSettings(@DefaultValue("2000") int connections, @DefaultValue("250") int connectionsPerAddress,
        @DefaultValue List<String> proxies) {

    public EdgeSettings {
        Settings.positive("meridian.connections", connections);
        Settings.positive("meridian.connections-per-address", connectionsPerAddress);
        proxies.forEach(it -> {
            if (Network.of(it).isEmpty()) {
                throw Settings.reject("meridian.proxies", it, "it takes addresses and networks such as 10.0.0.0/8");
            }
        });
    }
}
