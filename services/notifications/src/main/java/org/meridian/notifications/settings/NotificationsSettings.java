package org.meridian.notifications.settings;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator sets for notices and digests, besides mail and countries.
 *
 * @param demo whether everybody may put the clock that digests go by
 */
@ConfigurationProperties("meridian")
public record NotificationsSettings(@DefaultValue("false") boolean demo) {}
