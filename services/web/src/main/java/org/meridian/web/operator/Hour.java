package org.meridian.web.operator;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.meridian.web.calls.OperatorCalls.Minute;

/**
 * An hour of a link, by the worst of its minutes.
 *
 * @param at    when it began
 * @param down  minutes of it in which the link was down
 * @param lag   the most records that were missing; null while that was not known
 * @param p50   in milliseconds; null where nothing came
 * @param p99   the same
 */
public record Hour(Instant at, long down, @Nullable Double lag, @Nullable Double p50, @Nullable Double p99) {

    /** The latest first. */
    static List<Hour> of(List<Minute> minutes) {
        Map<Instant, List<Minute>> byHour = minutes.stream().collect(Collectors
                .groupingBy(it -> it.at().truncatedTo(ChronoUnit.HOURS), TreeMap::new, Collectors.toList()));
        return byHour.entrySet().stream().map(it -> of(it.getKey(), it.getValue())).toList().reversed();
    }

    private static Hour of(Instant at, List<Minute> minutes) {
        return new Hour(at, minutes.stream().filter(it -> "down".equals(it.state())).count(), most(minutes, Hour::lag),
                most(minutes, it -> it.latencyMillis() == null ? null : it.latencyMillis().p50()),
                most(minutes, Hour::p99));
    }

    static @Nullable Double lag(Minute minute) {
        return minute.lagRecords() == null ? null : minute.lagRecords().doubleValue();
    }

    static @Nullable Double p99(Minute minute) {
        return minute.latencyMillis() == null ? null : minute.latencyMillis().p99();
    }

    private static @Nullable Double most(List<Minute> minutes, Function<Minute, @Nullable Double> value) {
        return minutes.stream().map(value).filter(Objects::nonNull).max(Double::compare).orElse(null);
    }
}
