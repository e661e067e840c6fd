package org.meridian.notifications.delivery;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator sets for mail; the server itself is {@code spring.mail}.
 *
 * @param publicUrl       where people reach the web pages, without a slash at the end; mailed links begin with it
 * @param mailFrom        the address that mails come from; its domain stands in Message-ID and List-Id
 * @param mailConnections to the mail server at a time: more where it allows more and has many to send on
 */
@ConfigurationProperties("meridian")
record DeliverySettings(String publicUrl, String mailFrom, @DefaultValue("2") int mailConnections) {

    DeliverySettings {
        if (mailConnections < 1) {
            throw new IllegalArgumentException("meridian.mail-connections has to be 1 at least: " + mailConnections);
        }
    }
}
