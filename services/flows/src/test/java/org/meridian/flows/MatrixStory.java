package org.meridian.flows;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meridian.flows.Matrix.Call;
import org.meridian.flows.Matrix.Row;

/** Every call, by everybody, about every kind of group, at its home and abroad, is answered as matrix.txt says. */
@ExtendWith(SharedNetwork.class)
class MatrixStory {

    private static final Set<String> OUTSIDE = Set.of("nobody", "altered", "stranger", "asker", "left", "banned",
            "operator", "analyst", "peer");
    private static final int AT_ONCE = 40;
    /** More from one address are refused. */
    private static final int THREADS_AT_ONCE = 16;
    private static final int WORDS = 600;
    private static final Pattern ABOUT_A_GROUP = Pattern.compile("\\{(group|post|request|approved|refused|wish)}");
    private static final String ID = "(uk|nz)-[0-9a-f]{8}-[0-9a-f-]{27}";

    private final Network network;
    private final Matrix matrix = Matrix.read();

    MatrixStory(Network network) {
        this.network = network;
    }

    /** Where, about what, and by whom. */
    private record Cell(Call call, String place, String group, String caller, String expected) {

        String besideItsGroup() {
            return call.id() + " " + call.path() + " " + place + " " + caller;
        }

        /** What one has asked for oneself, one may read on. */
        boolean looksMissing() {
            return group.equals("secret") && OUTSIDE.contains(caller)
                    && !(caller.equals("asker") && call.path().contains("{request}"))
                    || group.equals("domestic") && place.equals("abroad");
        }

        @Override
        public String toString() {
            return "%s of %s, %s %s".formatted(call.id(), caller, place, group);
        }
    }

    /**
     * @param told  the status, or of a list whether the group is in it
     * @param words how the answer begins, whatever the ids in it are
     */
    private record Said(String told, String words) {}

    @Test
    void noCallIsMissingFromTheTable() {
        Set<String> described = Description.of(network.uk().anybody()).calls().stream()
                .map(it -> it.id() + " " + it.method() + " " + it.path().replaceAll("\\{\\w+}", "{}"))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> asked = matrix.calls().stream().filter(Call::isDescribed).map(it -> it.id() + " " + it.address())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(asked).as("calls in matrix.txt, beside those that a node says it has").isEqualTo(described);
        assertThat(matrix.calls()).allSatisfy(call -> {
            Set<String> places = call.rows().stream().map(it -> it.place() + " " + it.group())
                    .collect(Collectors.toSet());
            List<String> groups = isAboutAGroup(call) ? Cast.GROUPS : List.of("");
            assertThat(places).as("where and about which groups %s is asked", call.id())
                    .containsAll(Matrix.PLACES.stream().flatMap(place -> groups.stream()
                            .map(group -> place + " " + group)).toList());
        });
    }

    @Test
    void everybodyIsAnsweredAsTheTableSays() throws IOException {
        var cast = new Cast(network);
        Description description = Description.of(network.uk().anybody());
        Map<Cell, Said> answers = new ConcurrentHashMap<>();
        for (Call call : matrix.calls()) {
            var turns = new Semaphore(call.path().startsWith("/api/posts/") ? THREADS_AT_ONCE : AT_ONCE);
            Cast.together(cells(call).map(cell -> () -> {
                turns.acquireUninterruptibly();
                answers.put(cell, ask(cast, cell, description));
                turns.release();
            }));
        }

        Files.writeString(Release.TARGET.resolve("matrix-found.txt"), table(answers));
        assertThat(wrong(answers)).isEmpty();
        assertThat(tellingApart(answers)).as("a secret group that is answered unlike one that does not exist")
                .isEmpty();
    }

    private static Stream<Cell> cells(Call call) {
        return call.rows().stream().flatMap(row -> cells(call, row));
    }

    private static Stream<Cell> cells(Call call, Row row) {
        return IntStream.range(0, row.cells().size()).filter(it -> !row.cells().get(it).equals(Matrix.NOT_ASKED))
                .mapToObj(it -> new Cell(call, row.place(), row.group(), row.callers().get(it), row.cells().get(it)));
    }

    private List<String> wrong(Map<Cell, Said> answers) {
        return matrix.calls().stream().flatMap(MatrixStory::cells)
                .filter(it -> !said(answers, it).equals(it.expected()))
                .map(it -> "%s: %s, not %s".formatted(it, answers.get(it), it.expected())).toList();
    }

    /** As the table would be if all of it was right. */
    private String table(Map<Cell, Said> answers) {
        return matrix.calls().stream().map(call -> call.id() + "\n" + call.rows().stream()
                .map(row -> "  %-8s%-10s%s%n".formatted(row.place(), row.group(), cells(call, row)
                        .map(it -> "%-9s".formatted(said(answers, it))).collect(Collectors.joining())))
                .collect(Collectors.joining())).collect(Collectors.joining());
    }

    private static String said(Map<Cell, Said> answers, Cell cell) {
        return requireNonNull(answers.get(cell)).told();
    }

    private static boolean isAboutAGroup(Call call) {
        return ABOUT_A_GROUP.matcher(call.path()).find()
                || call.rows().stream().anyMatch(it -> !it.group().isEmpty());
    }

    private static Said ask(Cast cast, Cell cell, Description description) {
        Call call = cell.call();
        String body = call.body();
        Http caller = cast.caller(cell.place(), cell.caller());
        String path = filled(cast, cell, call.path());
        // Without what is compared else: all answers of all calls take too much memory for that.
        Http.Answer answer = new Http(caller.url(), caller.token()).send(call.method(), path,
                body == null ? null : filled(cast, cell, body));
        if (call.isDescribed()) {
            assertThat(description.unsaid(description.find(call.method(), path).orElseThrow(), answer))
                    .as("what is not said of %s: %s", cell, answer).isEmpty();
        }
        boolean isList = answer.status() == 200 && Set.of("in", "out").contains(cell.expected());
        String told = !isList
                ? String.valueOf(answer.status())
                : answer.text().contains(filled(cast, cell, "{group}")) ? "in" : "out";
        String words = answer.text().replaceAll(ID, "an id");
        return new Said(told, answer.type() + " " + words.substring(0, Math.min(words.length(), WORDS)));
    }

    private static String filled(Cast cast, Cell cell, String text) {
        return cast.filled(text, cell.place(), cell.group(), cell.caller());
    }

    /** To those outside a secret group looks like a missing one, and so does a domestic one to everybody abroad: in every word. */
    private static List<String> tellingApart(Map<Cell, Said> answers) {
        Map<String, Said> missing = answers.entrySet().stream().filter(it -> it.getKey().group().equals("missing"))
                .collect(Collectors.toMap(it -> it.getKey().besideItsGroup(), Map.Entry::getValue));
        return answers.entrySet().stream().filter(it -> it.getKey().looksMissing())
                .filter(it -> !it.getValue().equals(missing.get(it.getKey().besideItsGroup())))
                .map(it -> "%s: %s, and missing: %s".formatted(it.getKey(), it.getValue(),
                        missing.get(it.getKey().besideItsGroup())))
                .toList();
    }
}
