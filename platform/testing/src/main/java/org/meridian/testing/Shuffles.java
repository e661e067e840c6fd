package org.meridian.testing;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Other orders in which the same may come. */
public final class Shuffles {
    private Shuffles() {}

    /** Any order, but those that are {@code ordered} and have the same key stay in the order in which they were. */
    public static <T> void keepingOrder(List<T> entries, Predicate<T> ordered, Function<T, String> key, Random random) {
        Map<String, List<T>> byKey = entries.stream().filter(ordered).collect(Collectors.groupingBy(key));
        Map<String, Iterator<T>> inOrder = new HashMap<>();
        byKey.forEach((name, ofOne) -> inOrder.put(name, ofOne.iterator()));
        Collections.shuffle(entries, random);
        entries.replaceAll(it -> ordered.test(it) ? requireNonNull(inOrder.get(key.apply(it))).next() : it);
    }
}
