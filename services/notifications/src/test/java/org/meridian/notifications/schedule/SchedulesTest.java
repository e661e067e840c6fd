package org.meridian.notifications.schedule;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meridian.calendar.WorkingDays;

/** Named places and days; {@link SchedulesPropertyTest} has all of them. */
class SchedulesTest {

    private static final WorkingDays MONDAY_TO_FRIDAY = date -> date.getDayOfWeek().getValue() < 6;

    @ParameterizedTest
    @CsvSource(textBlock = """
            # zone,               at,    date,       instant
            Europe/London,        07:30, 2026-03-28, 2026-03-28T07:30:00Z
            Europe/London,        07:30, 2026-03-29, 2026-03-29T06:30:00Z
            # 01:00 to 02:00 is left out
            Europe/London,        01:30, 2026-03-29, 2026-03-29T01:00:00Z
            # 01:00 to 02:00 is shown twice
            Europe/London,        01:30, 2026-10-25, 2026-10-25T00:30:00Z
            Pacific/Auckland,     02:30, 2026-09-27, 2026-09-26T14:00:00Z
            Pacific/Auckland,     02:30, 2026-04-05, 2026-04-04T13:30:00Z
            # by half an hour only: from 02:00 to 02:30, and back to 01:30
            Australia/Lord_Howe,  02:15, 2026-10-04, 2026-10-03T15:30:00Z
            Australia/Lord_Howe,  02:30, 2026-10-04, 2026-10-03T15:30:00Z
            Australia/Lord_Howe,  01:45, 2026-04-05, 2026-04-04T14:45:00Z
            Australia/Lord_Howe,  01:45, 2026-04-06, 2026-04-05T15:15:00Z
            # +12:45, and its gap is from 02:45 to 03:45
            Pacific/Chatham,      07:30, 2026-07-01, 2026-06-30T18:45:00Z
            Pacific/Chatham,      03:00, 2026-09-27, 2026-09-26T14:00:00Z
            # +9:30
            Australia/Adelaide,   02:30, 2026-10-04, 2026-10-03T16:30:00Z
            Australia/Adelaide,   02:30, 2026-04-05, 2026-04-04T16:00:00Z
            # an hour less in Ramadan
            Africa/Casablanca,    07:30, 2026-02-14, 2026-02-14T06:30:00Z
            Africa/Casablanca,    02:30, 2026-02-15, 2026-02-15T01:30:00Z
            Africa/Casablanca,    07:30, 2026-02-15, 2026-02-15T07:30:00Z
            Africa/Casablanca,    02:30, 2026-03-22, 2026-03-22T02:00:00Z
            Africa/Casablanca,    07:30, 2026-03-22, 2026-03-22T06:30:00Z
            # the last hour of the 28th is left out: the first instant after it is midnight
            America/Nuuk,         23:30, 2026-03-28, 2026-03-29T01:00:00Z
            America/Nuuk,         23:30, 2026-03-29, 2026-03-30T00:30:00Z
            Pacific/Apia,         07:30, 2026-11-22, 2026-11-21T18:30:00Z
            """)
    void goesOnceAtItsWallTime(ZoneId zone, LocalTime at, LocalDate date, Instant instant) {
        Schedule schedule = daily(zone.getId(), at.toString());

        assertThat(Schedules.next(schedule, MONDAY_TO_FRIDAY, date.minusDays(1), instant.minusSeconds(1)))
                .contains(new Due(date, instant));
        assertThat(Schedules.next(schedule, MONDAY_TO_FRIDAY, date, instant).orElseThrow().date())
                .isEqualTo(date.plusDays(1));
        assertThat(Schedules.next(schedule, MONDAY_TO_FRIDAY, null, instant).orElseThrow().date())
                .as("for who has had none yet").isEqualTo(date.plusDays(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00:00", "07:30", "23:59"})
    void theDateThatApiaLeftOutIsNotDue(String at) {
        assertThat(following(daily("Pacific/Apia", at), LocalDate.parse("2011-12-27"),
                Instant.parse("2011-12-28T09:59:00Z")).limit(4).map(Due::date)).extracting(LocalDate::getDayOfMonth)
                .containsExactly(28, 29, 31, 1);
    }

    @Test
    void theFridayThatApiaLeftOutIsNotDue() {
        var fridays = new Schedule(ZoneId.of("Pacific/Apia"), Cadence.WEEKLY, LocalTime.of(7, 30), DayOfWeek.FRIDAY);

        assertThat(Schedules.next(fridays, MONDAY_TO_FRIDAY, null, Instant.parse("2011-12-29T12:00:00Z")))
                .map(Due::date).contains(LocalDate.parse("2012-01-06"));
    }

    @Test
    void whoMovesWestHasTheDateAlready() {
        Due inAuckland = next(daily("Pacific/Auckland", "07:30"), null, "2026-05-09T12:00:00Z");
        assertThat(inAuckland).isEqualTo(due("2026-05-10", "2026-05-09T19:30:00Z"));

        assertThat(next(daily("Europe/London", "07:30"), inAuckland.date(), "2026-05-09T20:00:00Z"))
                .as("the 10th begins in London now, and the digest for it was sent")
                .isEqualTo(due("2026-05-11", "2026-05-11T06:30:00Z"));
    }

    @Test
    void whoMovesEastGetsTheNextDateEarlier() {
        Due inLondon = next(daily("Europe/London", "07:30"), null, "2026-05-09T12:00:00Z");
        assertThat(inLondon).isEqualTo(due("2026-05-10", "2026-05-10T06:30:00Z"));

        assertThat(next(daily("Pacific/Auckland", "07:30"), inLondon.date(), "2026-05-10T12:00:00Z"))
                .isEqualTo(due("2026-05-11", "2026-05-10T19:30:00Z"));
    }

    @Test
    void datesMissedWhileANodeWasDownBecomeOneDigest() {
        Schedule schedule = daily("Europe/London", "07:30");
        Due late = next(schedule, LocalDate.parse("2026-05-10"), "2026-05-10T06:30:00Z");
        assertThat(late).isEqualTo(due("2026-05-11", "2026-05-11T06:30:00Z"));

        assertThat(next(schedule, late.date(), "2026-05-14T15:00:00Z")).as("when it is sent on the 14th")
                .isEqualTo(due("2026-05-15", "2026-05-15T06:30:00Z"));
    }

    @Test
    void weekdaysAreTheCountrysWorkingDays() {
        WorkingDays withoutMatariki = date -> MONDAY_TO_FRIDAY.isWorkingDay(date)
                && !date.equals(LocalDate.parse("2026-07-10"));
        var schedule = new Schedule(ZoneId.of("Pacific/Auckland"), Cadence.WEEKDAYS, LocalTime.of(7, 30),
                DayOfWeek.MONDAY);

        assertThat(Schedules.next(schedule, withoutMatariki, LocalDate.parse("2026-07-09"),
                Instant.parse("2026-07-09T00:00:00Z"))).contains(due("2026-07-13", "2026-07-12T19:30:00Z"));
        assertThat(Schedules.next(schedule, date -> false, null, Instant.parse("2026-07-09T00:00:00Z"))).isEmpty();
    }

    @Test
    void offIsNeverDue() {
        var off = new Schedule(ZoneId.of("Pacific/Auckland"), Cadence.OFF, LocalTime.of(7, 30), DayOfWeek.MONDAY);

        assertThat(Schedules.next(off, MONDAY_TO_FRIDAY, null, Instant.parse("2026-07-09T00:00:00Z"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+02:00", "Z", "UTC+2", "GMT+01:00"})
    void anOffsetIsNoZone(String offset) {
        assertThatIllegalArgumentException().isThrownBy(() -> daily(offset, "07:30"))
                .withMessageContaining("IANA time zone database");
    }

    /** London's clocks are set twice in 2026; then a law comes that they stay where they are in summer. */
    @Test
    void aChangeOfTheTimeZoneDatabaseChangesTheFutureOnly() {
        Schedule schedule = daily("Europe/London", "07:30");
        ZoneRules before = schedule.zone().getRules();
        var after = ZoneRules.of(ZoneOffset.UTC, ZoneOffset.UTC, List.of(),
                List.of(requireNonNull(before.nextTransition(Instant.parse("2026-01-01T00:00:00Z")))), List.of());
        List<Due> stored = Stream.iterate(next(schedule, null, "2026-10-22T12:00:00Z"),
                due -> next(schedule, due.date(), due.at().toString())).limit(4).toList();
        assertThat(stored).last().isEqualTo(due("2026-10-26", "2026-10-26T07:30:00Z"));

        Due next = Schedules.next(schedule, after, MONDAY_TO_FRIDAY, stored.getLast().date(), stored.getLast().at())
                .orElseThrow();

        assertThat(next).as("the 27th, at the new 07:30").isEqualTo(due("2026-10-27", "2026-10-27T06:30:00Z"));
        assertThat(Schedules.next(schedule, after, MONDAY_TO_FRIDAY, LocalDate.parse("2026-10-25"),
                Instant.parse("2026-10-26T06:45:00Z")))
                .as("one that was not sent yet, and whose new time has passed, is left to the next date's")
                .contains(next);
    }

    private static Schedule daily(String zone, String at) {
        return new Schedule(ZoneId.of(zone), Cadence.DAILY, LocalTime.parse(at), DayOfWeek.MONDAY);
    }

    private static Due due(String date, String at) {
        return new Due(LocalDate.parse(date), Instant.parse(at));
    }

    private static Due next(Schedule schedule, @Nullable LocalDate last, String after) {
        return Schedules.next(schedule, MONDAY_TO_FRIDAY, last, Instant.parse(after)).orElseThrow();
    }

    private static Stream<Due> following(Schedule schedule, LocalDate last, Instant after) {
        return Stream.iterate(Schedules.next(schedule, MONDAY_TO_FRIDAY, last, after).orElseThrow(),
                due -> Schedules.next(schedule, MONDAY_TO_FRIDAY, due.date(), due.at()).orElseThrow());
    }
}
