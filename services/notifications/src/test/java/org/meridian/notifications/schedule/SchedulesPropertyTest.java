package org.meridian.notifications.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.meridian.calendar.WorkingDays;

/** All zones of the time zone database, from 2024 to 2030. */
class SchedulesPropertyTest {

    /** Every tenth day is a holiday. */
    private static final WorkingDays WORKING = date -> date.getDayOfWeek().getValue() < 6 && date.toEpochDay() % 10 > 0;

    /** Digests in one place, and how long after the last of them the member is in the next place. */
    record Stay(ZoneId zone, LocalTime at, int digests, Duration away) {}

    @Property(generation = GenerationMode.EXHAUSTIVE)
    void everyZoneHasOneDigestForEachDate(@ForAll("zones") ZoneId zone) {
        Stream.concat(Stream.of(LocalTime.MIDNIGHT, LocalTime.of(7, 30)), Zones.delicateTimes(zone.getRules()))
                .distinct().map(at -> new Schedule(zone, Cadence.DAILY, at, DayOfWeek.MONDAY))
                .forEach(daily -> assertThat(all(daily)).isEqualTo(expected(daily)));
    }

    @Property(tries = 300)
    void everyScheduleHasOneDigestForEachDueDate(@ForAll("schedules") Schedule schedule) {
        List<Due> all = all(schedule);

        assertThat(all).isEqualTo(expected(schedule));
        strictlyIncrease(all);
    }

    @Property(tries = 300)
    void aRestartAtAnyPointChangesNothing(@ForAll("schedules") Schedule schedule, @ForAll @IntRange(max = 300) int stop,
            @ForAll @DoubleRange(max = 1, maxIncluded = false) double onTheWay) {
        List<Due> all = all(schedule);
        Due last = all.get(stop);
        long pause = Duration.between(last.at(), all.get(stop + 1).at()).toNanos();
        Instant restart = last.at().plusNanos((long) (pause * onTheWay));

        assertThat(from(schedule, last.date(), restart).limit(50)).isEqualTo(all.subList(stop + 1, stop + 51));
    }

    @Property(tries = 1000)
    void whoMovesGetsOneForADateAndNeverGoesBack(@ForAll("journeys") List<Stay> journey,
            @ForAll("starts") Instant start) {
        List<Due> digests = new ArrayList<>();
        LocalDate last = null;
        Instant now = start;
        for (Stay stay : journey) {
            var daily = new Schedule(stay.zone(), Cadence.DAILY, stay.at(), DayOfWeek.MONDAY);
            for (Due due : from(daily, last, now).limit(stay.digests()).toList()) {
                assertThat(due.at()).isEqualTo(Zones.shows(due.date().atTime(stay.at()), stay.zone().getRules()));
                assertThat(Duration.between(now, due.at())).as("nobody is forgotten on a journey")
                        .isLessThan(Duration.ofHours(24 + 26 + 24));
                digests.add(due);
                last = due.date();
                now = due.at();
            }
            now = now.plus(stay.away());
        }
        strictlyIncrease(digests);
    }

    private static void strictlyIncrease(List<Due> digests) {
        for (int i = 1; i < digests.size(); i++) {
            assertThat(digests.get(i).date()).isAfter(digests.get(i - 1).date());
            assertThat(digests.get(i).at()).isAfter(digests.get(i - 1).at());
        }
    }

    private static List<Due> all(Schedule schedule) {
        Instant before = Zones.shows(Zones.FIRST.atStartOfDay(), schedule.zone().getRules()).minusNanos(1);
        return from(schedule, null, before).takeWhile(due -> !due.date().isAfter(Zones.LAST)).toList();
    }

    private static Stream<Due> from(Schedule schedule, @Nullable LocalDate last, Instant after) {
        return Stream.iterate(Schedules.next(schedule, WORKING, last, after).orElseThrow(),
                due -> Schedules.next(schedule, WORKING, due.date(), due.at()).orElseThrow());
    }

    private static List<Due> expected(Schedule schedule) {
        var rules = schedule.zone().getRules();
        return Zones.FIRST.datesUntil(Zones.LAST.plusDays(1)).filter(date -> Zones.exists(date, rules))
                .filter(date -> switch (schedule.cadence()) {
                    case DAILY -> true;
                    case WEEKDAYS -> WORKING.isWorkingDay(date);
                    case WEEKLY -> date.getDayOfWeek() == schedule.day();
                    case OFF -> false;
                }).map(date -> new Due(date, Zones.shows(date.atTime(schedule.at()), rules))).toList();
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Zones.all();
    }

    @Provide
    Arbitrary<Schedule> schedules() {
        return Zones.all().flatMap(zone -> Combinators
                .combine(Arbitraries.of(Cadence.DAILY, Cadence.WEEKDAYS, Cadence.WEEKLY), Zones.times(zone),
                        Arbitraries.of(DayOfWeek.class))
                .as((cadence, at, day) -> new Schedule(zone, cadence, at, day)));
    }

    @Provide
    Arbitrary<List<Stay>> journeys() {
        return Zones.all().flatMap(zone -> Combinators
                .combine(Zones.times(zone), Arbitraries.integers().between(1, 5),
                        Arbitraries.integers().between(0, 48).map(Duration::ofHours))
                .as((at, digests, away) -> new Stay(zone, at, digests, away))).list().ofMinSize(2).ofMaxSize(6);
    }

    @Provide
    Arbitrary<Instant> starts() {
        return Zones.all().flatMap(Zones::instants);
    }
}
