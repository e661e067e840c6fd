package org.meridian.notifications;

import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator sets for mail and its times.
 *
 * @param publicUrl where people reach the web pages, without a slash at the end; mailed links begin with it
 * @param mailFrom  the address that mails come from; its domain stands in Message-ID and List-Id
 * @param country   whose public holidays are no working days, ISO 3166, as NZ or GB-ENG; null: only weekends are not
 * @param timeZones by a node's alias, the zone in which the local time of its members is shown to others: a member's own
 *                  zone never leaves their country
 */
@ConfigurationProperties("meridian")
public record NotificationSettings(String publicUrl, String mailFrom, @Nullable String country,
        @DefaultValue Map<String, ZoneId> timeZones) {

    /** The domain of {@link #mailFrom}, which names this node in mail headers. */
    public String mailDomain() {
        return mailFrom.substring(mailFrom.lastIndexOf('@') + 1).replace(">", "");
    }
}
