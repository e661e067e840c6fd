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
 */
@ConfigurationProperties("meridian")
public record SignupSettings(@DefaultValue Set<String> operators, @DefaultValue Set<String> analysts) {

    public SignupSettings {
        operators = lowerCase("meridian.operators", operators);
        analysts = lowerCase("meridian.analysts", analysts);
    }

    private static Set<String> lowerCase(String name, Set<String> emails) {
        return emails.stream().map(email -> EmailAddress.of(email).orElseThrow(() -> Settings.reject(name, email,
                "it takes addresses such as post@example.org"))).map(email -> email.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }
}
