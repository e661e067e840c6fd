package org.meridian.calendar;

import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import org.meridian.process.settings.Settings;
import org.meridian.process.settings.WrongSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The countries of the network, this node's own among them, as its operator names them. Nothing about it is exchanged.
 *
 * @param country by a node's alias; one that is missing has the name that {@link Country#named} says, only weekends that are no
 *                working days, and the zone UTC
 */
@ConfigurationProperties("meridian")
public record Countries(@DefaultValue Map<String, Country> country) {

    private static final String SETTING = "meridian.country";

    public Countries {
        Map<String, Country> named = new TreeMap<>();
        country.forEach((alias, it) -> named.put(Settings.alias(SETTING, alias), checked(alias, it)));
        country = Map.copyOf(named);
    }

    private static Country checked(String alias, Country it) {
        String setting = SETTING + "." + alias;
        requireRegion(setting + ".time-zone", it.timeZone());
        requireHolidays(setting + ".iso", it);
        return it.name().isBlank() ? it.named(alias) : it;
    }

    private static void requireRegion(String setting, ZoneId zone) {
        if (!ZoneId.getAvailableZoneIds().contains(zone.getId())) {
            throw Settings.reject(setting, zone.getId(), "it takes a time zone such as Europe/London");
        }
    }

    private static void requireHolidays(String setting, Country it) {
        try {
            it.workingDays();
        } catch (IllegalArgumentException e) {
            throw new WrongSetting(setting + " is wrong: " + e.getMessage() + ".");
        }
    }

    public Country of(String alias) {
        Country known = country.get(alias);
        return known == null ? Country.unknown(alias) : known;
    }
}
