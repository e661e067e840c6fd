package org.meridian.notifications.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any quiet hours in any zone, mostly on the nights when clocks are set. */
class QuietHoursPropertyTest {

    record Case(ZoneId zone, LocalTime from, LocalTime to, Instant at) {}

    @Property(tries = 3000)
    void nothingGoesWhileTheClockOnTheWallShowsThem(@ForAll("cases") Case any) {
        Assume.that(!any.from().equals(any.to()));
        var quiet = new QuietHours(any.from(), any.to());

        Instant until = quiet.heldUntil(any.at(), any.zone());

        assertThat(until).isAfterOrEqualTo(any.at());
        assertThat(shown(any, until)).as("wall time when it goes").isFalse();
        assertThat(quiet.heldUntil(until, any.zone())).as("held once").isEqualTo(until);
        if (until.isAfter(any.at())) {
            assertThat(quiet.heldUntil(until.minusNanos(1), any.zone())).as("no longer than needed").isEqualTo(until);
            assertThat(shown(any, until.minusNanos(1)) || isSetBack(any.zone().getRules(), until)).isTrue();
        }
    }

    @Property(tries = 3000)
    void whatIsOutsideOfThemGoesAtOnce(@ForAll("cases") Case any) {
        Assume.that(!any.from().equals(any.to()) && !shown(any, any.at())
                && !isSetBack(any.zone().getRules(), any.at()));

        assertThat(new QuietHours(any.from(), any.to()).heldUntil(any.at(), any.zone())).isEqualTo(any.at());
    }

    private static boolean shown(Case any, Instant instant) {
        LocalTime time = Zones.wallTime(instant, any.zone().getRules()).toLocalTime();
        return any.from().isBefore(any.to())
                ? !time.isBefore(any.from()) && time.isBefore(any.to())
                : !time.isBefore(any.from()) || time.isBefore(any.to());
    }

    /** Whether clocks are set back within some hours of an instant: what they show is not the whole truth then. */
    private static boolean isSetBack(ZoneRules rules, Instant instant) {
        return Zones.changes(rules).anyMatch(change -> change.isOverlap()
                && Duration.between(change.getInstant(), instant).abs().compareTo(Duration.ofHours(3)) < 0);
    }

    @Provide
    Arbitrary<Case> cases() {
        return Zones.all().flatMap(zone -> Combinators
                .combine(Zones.times(zone), Zones.times(zone), Zones.instants(zone))
                .as((from, to, at) -> new Case(zone, from, to, at)));
    }
}
