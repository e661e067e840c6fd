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
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The time zones that people choose from, each by its city. */
public final class Zones {

    /** @param id in the IANA time zone database */
    public record Zone(String id, String city) {}

    private static final Set<String> IDS = ids();
    private static final Map<Locale, Map<String, List<Zone>>> BY_LOCALE = new ConcurrentHashMap<>();

    private Zones() {}

    /**
     * By continent, in the order of the alphabet.
     *
     * @param chosen which is among them, however it is called by now
     */
    public static Map<String, List<Zone>> byContinent(String chosen, Locale locale) {
        return IDS.contains(chosen)
                ? BY_LOCALE.computeIfAbsent(locale, it -> byContinent(IDS.stream(), it))
                : byContinent(Stream.concat(IDS.stream(), Stream.of(chosen)), locale);
    }

    private static Map<String, List<Zone>> byContinent(Stream<String> ids, Locale locale) {
        return ids.map(id -> new Zone(id, city(id, locale))).sorted(Comparator.comparing(Zone::city))
                .collect(Collectors.groupingBy(it -> it.id().replaceFirst("/.*", ""), TreeMap::new,
                        Collectors.toList()));
    }

    private static Set<String> ids() {
        return TimeZone.getAvailableIDs(SystemTimeZoneType.CANONICAL_LOCATION, null, null).stream()
                .map(TimeZone::getIanaID).filter(ZoneId.getAvailableZoneIds()::contains).filter(it -> it.contains("/"))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** As people of a language call the city whose clocks a zone has. */
    public static String city(String id, Locale locale) {
        String city = TimeZoneNames.getInstance(locale).getExemplarLocationName(id);
        return city == null ? id.substring(id.lastIndexOf('/') + 1).replace('_', ' ') : city;
    }
}
