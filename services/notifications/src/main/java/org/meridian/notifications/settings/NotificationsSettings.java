package org.meridian.notifications.settings;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meridian.notifications.holidays.PublicHolidays;
import org.meridian.process.settings.Settings;
import org.meridian.process.settings.WrongSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator sets for the content of mails and for sending them; the mail server itself is {@code spring.mail}.
 *
 * @param publicUrl       where people reach the web pages, without a slash at the end; mailed links begin with it
 * @param mailFrom        the mailbox that mails come from; its domain stands in Message-ID and List-Id
 * @param mailConnections to the mail server at a time: more where it allows more and has many to send on
 * @param country         whose public holidays are no working days, ISO 3166, as NZ or GB-ENG; null: only weekends are not
 * @param timeZones       by a node's alias, the zone in which the local time of its members is shown to others: a
 *                        member's own zone never leaves their country
 * @param demo            whether everybody may put the clock that digests go by
 */
@ConfigurationProperties("meridian")
public record NotificationsSettings(String publicUrl, String mailFrom, @DefaultValue("2") int mailConnections,
        @Nullable String country, @DefaultValue Map<String, ZoneId> timeZones, @DefaultValue("false") boolean demo) {

    public NotificationsSettings {
        Settings.url("meridian.public-url", publicUrl);
        requireMailbox(mailFrom);
        Settings.positive("meridian.mail-connections", mailConnections);
        // A compose file gives a variable that is not set as an empty one.
        country = country == null || country.isBlank() ? null : country;
        requireHolidays(country);
        timeZones.keySet().forEach(alias -> Settings.alias("meridian.time-zones", alias));
    }

    private static void requireMailbox(String mailFrom) {
        try {
            new InternetAddress(Settings.required("meridian.mail-from", mailFrom), true);
        } catch (AddressException e) {
            throw Settings.reject("meridian.mail-from", mailFrom,
                    "it takes an address such as Meridian <post@example.org>");
        }
    }

    private static void requireHolidays(@Nullable String country) {
        if (country == null) {
            return;
        }
        try {
            PublicHolidays.of(country);
        } catch (IllegalArgumentException e) {
            throw new WrongSetting("meridian.country is wrong: " + e.getMessage() + ".");
        }
    }
}
