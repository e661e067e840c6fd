package org.meridian.flows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The table of expected answers, matrix.txt, which says itself how it is read. */
record Matrix(List<Call> calls) {

    static final List<String> PLACES = List.of("home", "abroad");
    static final String NOT_ASKED = "-";

    /**
     * One call, and all of its cells.
     *
     * @param id   its name in the description of calls; in parentheses where it is not described
     * @param path with names in braces for what depends on the group
     */
    record Call(String id, String method, String path, @Nullable String body, List<Row> rows) {

        /** In the description such names are others. */
        String address() {
            return method + " " + path.replaceAll("\\?.*", "").replaceAll("\\{\\w+}", "{}");
        }

        boolean isDescribed() {
            return !id.startsWith("(");
        }
    }

    /**
     * The answers to all callers in one place.
     *
     * @param group empty where it makes no difference which
     */
    record Row(String place, String group, List<String> callers, List<String> cells) {}

    static Matrix read() {
        try (InputStream file = Objects.requireNonNull(Matrix.class.getResourceAsStream("/matrix.txt"))) {
            return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static Matrix parse(String text) {
        List<Call> calls = new ArrayList<>();
        List<Call> alike = new ArrayList<>();
        List<String> callers = List.of();
        boolean isAsked = true;
        for (String line : text.lines().filter(it -> !it.isBlank() && !it.startsWith("#")).toList()) {
            List<String> words = List.of(line.strip().split("\\s+"));
            if (words.getFirst().equals("callers")) {
                callers = words.subList(1, words.size());
            } else if (line.startsWith(" ")) {
                List<Row> rows = rows(words, callers);
                alike.forEach(call -> call.rows().addAll(rows));
                isAsked = true;
            } else {
                if (isAsked) {
                    alike.clear();
                }
                isAsked = false;
                String[] call = line.split(" ", 4);
                alike.add(new Call(call[0], call[1], call[2], call.length < 4 ? null : call[3], new ArrayList<>()));
                calls.add(alike.getLast());
            }
        }
        return new Matrix(calls);
    }

    /** Groups that are alike share a line. */
    private static List<Row> rows(List<String> line, List<String> callers) {
        List<String> cells = line.subList(line.size() - callers.size(), line.size());
        List<Row> rows = new ArrayList<>();
        for (String groups : line.subList(0, line.size() - callers.size())) {
            String group = groups.replaceAll("@.*", "").replace("any", "");
            for (String place : PLACES) {
                if (!groups.contains("@") || groups.endsWith("@" + place)) {
                    rows.add(new Row(place, group, callers, cells.stream().map(it -> at(place, it)).toList()));
                }
            }
        }
        return rows;
    }

    private static String at(String place, String cell) {
        String[] both = cell.split("/");
        return both[Math.min(PLACES.indexOf(place), both.length - 1)];
    }
}
