package org.meridian.notifications.digest;

import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator sets for digests.
 *
 * @param publicUrl where people reach the web pages, without a slash at the end; mailed links begin with it
 * @param country   whose public holidays are no working days, ISO 3166, as NZ or GB-ENG; null: only weekends are not
 * @param timeZones by a node's alias, the zone in which the local time of its members is shown to others: a member's own
 *                  zone never leaves their country
 */
@ConfigurationProperties("meridian")
record DigestSettings(String publicUrl, @Nullable String country, @DefaultValue Map<String, ZoneId> timeZones) {}
