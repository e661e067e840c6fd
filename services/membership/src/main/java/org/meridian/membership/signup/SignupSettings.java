package org.meridian.membership.signup;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator sets for signing in.
 *
 * @param publicUrl where people reach the web pages, without a slash at the end; mailed links begin with it
 * @param mailFrom  the address that mails come from
 * @param operators e-mail addresses of those who look after the node; their tokens have the role {@code operator}
 * @param analysts  e-mail addresses of those who replay events; their tokens have the role {@code analyst}
 */
@ConfigurationProperties("meridian")
record SignupSettings(String publicUrl, String mailFrom, @DefaultValue Set<String> operators,
        @DefaultValue Set<String> analysts) {

    SignupSettings {
        operators = lowerCase(operators);
        analysts = lowerCase(analysts);
    }

    private static Set<String> lowerCase(Set<String> emails) {
        return emails.stream().map(email -> email.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }
}
