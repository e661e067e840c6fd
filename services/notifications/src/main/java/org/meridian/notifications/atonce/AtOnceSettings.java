package org.meridian.notifications.atonce;

import java.time.ZoneId;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator sets for the content of mails at once.
 *
 * @param publicUrl where people reach the web pages, without a slash at the end; mailed links begin with it
 * @param timeZones by a node's alias, the zone in which the local time of its members is shown to others: a member's own
 *                  zone never leaves their country
 */
@ConfigurationProperties("meridian")
record AtOnceSettings(String publicUrl, @DefaultValue Map<String, ZoneId> timeZones) {}
