package org.meridian.web.operator;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.meridian.web.calls.OperatorCalls.Compared;
import org.meridian.web.calls.OperatorCalls.Comparison;

/**
 * A comparison as a page shows it.
 *
 * @param state   {@code unreached} where the other country does not answer
 * @param rows    one a group's home, by alias
 * @param unequal what is not the same
 */
public record Agreement(String with, String state, List<Row> rows, List<Compared> unequal) {

    /** @param home whose facts these are */
    public record Row(String home, long equal, long settling, long differs) {

        /** The worst of them. */
        public String state() {
            return differs > 0 ? "differs" : settling > 0 ? "settling" : "equal";
        }
    }

    static Agreement unreached(String with) {
        return new Agreement(with, "unreached", List.of(), List.of());
    }

    static Agreement of(Comparison comparison) {
        Map<String, List<Compared>> byHome = comparison.items().stream()
                .collect(Collectors.groupingBy(Compared::home, TreeMap::new, Collectors.toList()));
        List<Row> rows = byHome.entrySet().stream().map(it -> new Row(it.getKey(), count(it.getValue(), "equal"),
                count(it.getValue(), "settling"), count(it.getValue(), "differs"))).toList();
        return new Agreement(comparison.with(), comparison.state(), rows,
                comparison.items().stream().filter(it -> !it.state().equals("equal")).toList());
    }

    private static long count(List<Compared> compared, String state) {
        return compared.stream().filter(it -> it.state().equals(state)).count();
    }
}
