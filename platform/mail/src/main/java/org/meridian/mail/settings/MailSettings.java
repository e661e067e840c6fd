package org.meridian.mail.settings;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import org.meridian.process.settings.Settings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator sets for mails and for sending them; the mail server itself is {@code spring.mail}.
 *
 * @param publicUrl       where people reach the web pages, without a slash at the end; mailed links begin with it
 * @param mailFrom        the mailbox that mails come from; its domain stands in Message-ID and List-Id
 * @param mailConnections to the mail server at a time, for each service that mails: more where it allows more and has many
 *                        to send on
 * @param mailsPerSecond  at the most, for each service that mails: what the mail server, or whoever passes its mails on, allows
 */
@ConfigurationProperties("meridian")
public record MailSettings(String publicUrl, String mailFrom, @DefaultValue("2") int mailConnections,
        @DefaultValue("1000") int mailsPerSecond) {

    public MailSettings {
        Settings.url("meridian.public-url", publicUrl);
        requireMailbox(mailFrom);
        Settings.positive("meridian.mail-connections", mailConnections);
        Settings.positive("meridian.mails-per-second", mailsPerSecond);
    }

    private static void requireMailbox(String mailFrom) {
        try {
            new InternetAddress(Settings.required("meridian.mail-from", mailFrom), true);
        } catch (AddressException e) {
            throw Settings.reject("meridian.mail-from", mailFrom,
                    "it takes an address such as Meridian <post@example.org>");
        }
    }
}
