package org.meridian.membership.signup;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
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
        emails.forEach(email -> requireMailbox(name, email));
        return emails.stream().map(email -> email.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    private static void requireMailbox(String name, String mailbox) {
        try {
            new InternetAddress(mailbox, true);
        } catch (AddressException e) {
            throw Settings.reject(name, mailbox, "it takes addresses such as post@example.org");
        }
    }
}
