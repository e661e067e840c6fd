package org.meridian.notifications.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** All zones, what happens in them from 2024 to 2030, and what their clocks show: found another way than the code does. */
final class Zones {

    static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
    static final LocalDate LAST = LocalDate.of(2030, 12, 31);

    private static final Instant BEGIN = FIRST.atStartOfDay().toInstant(ZoneOffset.UTC);
    private static final Instant END = LAST.atStartOfDay().toInstant(ZoneOffset.UTC);

    private Zones() {}

    static Arbitrary<ZoneId> all() {
        return Arbitraries.of(ZoneId.getAvailableZoneIds().stream().sorted().map(ZoneId::of).toList());
    }

    /** Any minute of the day, and more often one that the zone leaves out or shows twice. */
    static Arbitrary<LocalTime> times(ZoneId zone) {
        Arbitrary<LocalTime> any = Arbitraries.integers().between(0, 24 * 60 - 1).map(LocalTime.MIN::plusMinutes);
        List<LocalTime> delicate = delicateTimes(zone.getRules()).toList();
        return delicate.isEmpty() ? any : Arbitraries.oneOf(any, Arbitraries.of(delicate));
    }

    /** Any minute of the years in question, and more often one within a day of a change of the zone's clocks. */
    static Arbitrary<Instant> instants(ZoneId zone) {
        Arbitrary<Instant> any = Arbitraries.longs().between(0, Duration.between(BEGIN, END).toMinutes())
                .map(minutes -> BEGIN.plus(minutes, ChronoUnit.MINUTES));
        List<Instant> changes = changes(zone.getRules()).map(ZoneOffsetTransition::getInstant).toList();
        return changes.isEmpty() ? any : Arbitraries.oneOf(any, Arbitraries.of(changes).flatMap(Zones::around));
    }

    private static Arbitrary<Instant> around(Instant change) {
        return Arbitraries.integers().between(-24 * 60, 24 * 60)
                .map(minutes -> change.plus(minutes, ChronoUnit.MINUTES));
    }

    static Stream<ZoneOffsetTransition> changes(ZoneRules rules) {
        return Stream.iterate(rules.nextTransition(BEGIN), it -> it != null && it.getInstant().isBefore(END),
                it -> rules.nextTransition(it.getInstant()));
    }

    /** The wall times in the middle of what is left out or shown twice. */
    static Stream<LocalTime> delicateTimes(ZoneRules rules) {
        return changes(rules).map(change -> change.getDateTimeBefore().plus(change.getDuration().dividedBy(2)))
                .map(LocalDateTime::toLocalTime).distinct();
    }

    static boolean exists(LocalDate date, ZoneRules rules) {
        return !rules.getValidOffsets(date.atTime(12, 0)).isEmpty();
    }

    /** The earlier instant of those that show the time; if there are none, the first second that shows a later one. */
    static Instant shows(LocalDateTime time, ZoneRules rules) {
        List<ZoneOffset> offsets = rules.getValidOffsets(time);
        if (!offsets.isEmpty()) {
            return offsets.stream().map(time::toInstant).min(Comparator.naturalOrder()).orElseThrow();
        }
        long early = time.minusDays(2).toEpochSecond(ZoneOffset.UTC);
        long late = time.plusDays(2).toEpochSecond(ZoneOffset.UTC);
        while (late - early > 1) {
            long middle = (early + late) / 2;
            if (wallTime(Instant.ofEpochSecond(middle), rules).isBefore(time)) {
                early = middle;
            } else {
                late = middle;
            }
        }
        return Instant.ofEpochSecond(late);
    }

    static LocalDateTime wallTime(Instant instant, ZoneRules rules) {
        return LocalDateTime.ofInstant(instant, rules.getOffset(instant));
    }
}
