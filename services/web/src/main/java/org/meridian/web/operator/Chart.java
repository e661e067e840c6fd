package org.meridian.web.operator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.meridian.web.calls.OperatorCalls.Minute;

/**
 * A day as lines in a field of {@link #WIDTH} by {@link #HEIGHT}, for SVG.
 *
 * @param lines points, a line for each time without a gap
 * @param most  the value at the upper edge; 0 where there is none
 */
public record Chart(List<String> lines, double most) {

    public static final int WIDTH = 720;
    public static final int HEIGHT = 120;

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration GAP = Duration.ofMinutes(2);
    private static final double MARGIN = 4;

    private record Point(Instant at, double value) {}

    static Chart of(List<Minute> minutes, Instant now, Function<Minute, @Nullable Double> of) {
        List<Point> points = new ArrayList<>();
        for (Minute minute : minutes) {
            Double value = of.apply(minute);
            if (value != null) {
                points.add(new Point(minute.at(), value));
            }
        }
        double most = points.stream().mapToDouble(Point::value).max().orElse(0);
        return new Chart(lines(points, now.minus(DAY), most), most);
    }

    private static List<String> lines(List<Point> points, Instant from, double most) {
        List<String> lines = new ArrayList<>();
        var line = new StringBuilder();
        Instant before = Instant.MAX;
        for (Point point : points) {
            if (!line.isEmpty() && point.at().isAfter(before.plus(GAP))) {
                lines.add(drawn(line));
                line.setLength(0);
            }
            before = point.at();
            line.append(line.isEmpty() ? "" : " ").append(place(point, from, most));
        }
        if (!line.isEmpty()) {
            lines.add(drawn(line));
        }
        return lines;
    }

    /** A line needs two points to be seen. */
    private static String drawn(StringBuilder line) {
        return line.indexOf(" ") < 0 ? line + " " + line : line.toString();
    }

    private static String place(Point point, Instant from, double most) {
        double x = Math.clamp((double) Duration.between(from, point.at()).toMillis() / DAY.toMillis(), 0, 1) * WIDTH;
        double height = HEIGHT - 2 * MARGIN;
        double y = HEIGHT - MARGIN - (most > 0 ? point.value() / most * height : 0);
        return String.format(Locale.ROOT, "%.1f,%.1f", x, y);
    }
}
