package org.meridian.web.page;

import com.ibm.icu.text.TimeZoneNames;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.TimeZone.SystemTimeZoneType;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The time zones that people choose from, each by its city. */
public final class Zones {

    /** @param id in the IANA time zone database */
    public record Zone(String id, String city) {}

    private Zones() {}

    /**
     * By continent, in the order of the alphabet.
     *
     * @param chosen which is among them, however it is called by now
     */
    public static Map<String, List<Zone>> byContinent(String chosen, Locale locale) {
        TimeZoneNames names = TimeZoneNames.getInstance(locale);
        return Stream.concat(ids().stream(), Stream.of(chosen)).distinct()
                .map(id -> new Zone(id, city(names, id))).sorted(Comparator.comparing(Zone::city))
                .collect(Collectors.groupingBy(it -> it.id().replaceFirst("/.*", ""), TreeMap::new,
                        Collectors.toList()));
    }

    private static Set<String> ids() {
        return TimeZone.getAvailableIDs(SystemTimeZoneType.CANONICAL_LOCATION, null, null).stream()
                .map(TimeZone::getIanaID).filter(ZoneId.getAvailableZoneIds()::contains).filter(it -> it.contains("/"))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String city(TimeZoneNames names, String id) {
        String city = names.getExemplarLocationName(id);
        return city == null ? id.substring(id.lastIndexOf('/') + 1).replace('_', ' ') : city;
    }
}
