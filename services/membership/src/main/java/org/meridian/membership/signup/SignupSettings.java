package org.meridian.membership.signup;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.meridian.process.settings.Settings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator sets for signing in.
 *
 * @param operators e-mail addresses of those who look after the node; their tokens have the role {@code operator}
 * @param analysts  e-mail addresses of those who replay events; their tokens have the role {@code analyst}
 * @param signUpsPerNetwork an hour, from one address or one /64 of IPv6
 * @param signInsPerNetwork the same
 */
@ConfigurationProperties("meridian")
public record SignupSettings(@DefaultValue Set<String> operators, @DefaultValue Set<String> analysts,
        @DefaultValue("100") int signUpsPerNetwork, @DefaultValue("300") int signInsPerNetwork) {

    public SignupSettings {
        operators = lowerCase("meridian.operators", operators);
        analysts = lowerCase("meridian.analysts", analysts);
        Settings.positive("meridian.sign-ups-per-network", signUpsPerNetwork);
        Settings.positive("meridian.sign-ins-per-network", signInsPerNetwork);
    }

    private static Set<String> lowerCase(String name, Set<String> emails) {
        return emails.stream().map(email -> EmailAddress.of(email).orElseThrow(() -> Settings.reject(name, email,
                "it takes addresses such as post@example.org"))).map(email -> email.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }
}
