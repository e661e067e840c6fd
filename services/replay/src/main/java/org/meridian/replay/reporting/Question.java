package org.meridian.replay.reporting;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One of the report's SQL files. Its first lines may say {@code -- title: …}, {@code -- text: …} and
 * {@code -- chart: bar LABEL, VALUE} with two columns of the result.
 */
record Question(String title, String text, @Nullable Bars chart, String sql) {

    record Bars(String label, String value) {}

    static Question of(Path file, String sql) {
        Matcher chart = Pattern.compile("(?m)^-- chart: bar (\\w+), (\\w+)$").matcher(sql);
        return new Question(line(sql, "title", String.valueOf(file.getFileName())), line(sql, "text", ""),
                chart.find() ? new Bars(chart.group(1), chart.group(2)) : null, sql);
    }

    private static String line(String sql, String name, String otherwise) {
        Matcher line = Pattern.compile("(?m)^-- " + name + ": (.*)$").matcher(sql);
        return line.find() ? line.group(1) : otherwise;
    }
}
