package org.meridian.calendar;

import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.time.Year;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The working days of countries and their parts. An answer costs two look-ups in maps once its year is known. */
final class PublicHolidays implements WorkingDays {

    private static final Pattern ISO_3166 = Pattern.compile("([A-Z]{2})(?:-([A-Z0-9]{1,3}))?");
    private static final Map<String, WorkingDays> KNOWN = new ConcurrentHashMap<>();

    /** Of other years nobody knows them, and a date that a peer makes up costs no memory. */
    private static final int FIRST = 1970;
    private static final int LAST = 2100;

    private final HolidayManager calendar;
    private final String[] part;
    private final Map<Integer, Set<LocalDate>> byYear = new ConcurrentHashMap<>();

    private PublicHolidays(HolidayManager calendar, String... part) {
        this.calendar = calendar;
        this.part = part;
    }

    /**
     * Safe for use by several threads, as is what it returns.
     *
     * @param country ISO 3166-1 ({@code NZ}) or, where holidays differ within a country, 3166-2 ({@code GB-ENG},
     *        {@code US-CA})
     * @throws IllegalArgumentException when there is no calendar for it
     */
    static WorkingDays of(String country) {
        return KNOWN.computeIfAbsent(country, PublicHolidays::load);
    }

    /** One at a time: while Jollyday looks for the reader of its files, another thread would find none. */
    private static synchronized WorkingDays load(String country) {
        var code = ISO_3166.matcher(country);
        if (!code.matches() || !HolidayManager.getSupportedCalendarCodes().contains(code.group(1))) {
            throw unknown(country);
        }
        HolidayManager calendar = HolidayManager.getInstance(ManagerParameters.create(code.group(1)));
        if (code.group(2) == null) {
            return new PublicHolidays(calendar);
        }
        String part = code.group(2).toLowerCase(Locale.ROOT);
        if (!calendar.getCalendarHierarchy().getChildren().containsKey(part)) {
            throw unknown(country);
        }
        return new PublicHolidays(calendar, part);
    }

    private static IllegalArgumentException unknown(String country) {
        return new IllegalArgumentException(
                "No public holidays are known for \"%s\": name a country by ISO 3166, such as NZ or GB-ENG"
                        .formatted(country));
    }

    @Override
    public boolean isWorkingDay(LocalDate date) {
        return MONDAY_TO_FRIDAY.isWorkingDay(date) && (date.getYear() < FIRST || date.getYear() > LAST
                || !byYear.computeIfAbsent(date.getYear(), this::observedIn).contains(date));
    }

    /** The calendars of the years beside it count too: New Year 2028 is observed on the last day of 2027 in the US. */
    private Set<LocalDate> observedIn(int year) {
        return IntStream.rangeClosed(year - 1, year + 1)
                .mapToObj(it -> calendar.getHolidays(Year.of(it), HolidayType.PUBLIC_HOLIDAY, part))
                .flatMap(Set::stream).map(Holiday::getDate).filter(date -> date.getYear() == year)
                .collect(Collectors.toUnmodifiableSet());
    }
}
