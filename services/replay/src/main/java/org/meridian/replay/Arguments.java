package org.meridian.replay;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The words of a command line: options with their values, and the rest. An option's values go up to the next option, and a
 * value may be several with commas between them.
 */
final class Arguments {

    /** A command line that cannot be understood; exit code 2. */
    static final class UsageException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UsageException(String sentence) {
            super(sentence);
        }
    }

    private final Map<String, List<String>> options = new HashMap<>();
    private final List<String> operands = new ArrayList<>();

    /** @param lists options that take any number of values; flags take none, all others one */
    Arguments(List<String> words, Set<String> known, Set<String> lists, Set<String> flags) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (!word.startsWith("--")) {
                operands.add(word);
                continue;
            }
            if (!known.contains(word)) {
                throw new UsageException("There is no option " + word + ".");
            }
            List<String> values = options.computeIfAbsent(word, option -> new ArrayList<>());
            int most = flags.contains(word) ? 0 : lists.contains(word) ? Integer.MAX_VALUE : 1;
            int before = values.size();
            while (values.size() - before < most && i + 1 < words.size() && !words.get(i + 1).startsWith("--")) {
                values.add(words.get(++i));
            }
            if (most > 0 && values.size() == before) {
                throw new UsageException(word + " needs a value.");
            }
        }
    }

    List<String> operands() {
        return operands;
    }

    boolean has(String option) {
        return options.containsKey(option);
    }

    SortedSet<String> all(String option) {
        SortedSet<String> values = new TreeSet<>();
        options.getOrDefault(option, List.of())
                .forEach(value -> List.of(value.split(",")).stream().filter(it -> !it.isBlank()).forEach(values::add));
        return values;
    }

    @Nullable
    String one(String option) {
        List<String> values = options.getOrDefault(option, List.of());
        return values.isEmpty() ? null : values.getLast();
    }

    String required(String option) {
        String value = one(option);
        if (value == null) {
            throw new UsageException(option + " is missing.");
        }
        return value;
    }

    @Nullable
    Path path(String option) {
        String value = one(option);
        return value == null ? null : Path.of(value);
    }

    double number(String option, double otherwise) {
        String value = one(option);
        try {
            double number = value == null ? otherwise : Double.parseDouble(value);
            if (number >= 0 && Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new UsageException(option + " takes a number from 0 on, not " + value + ".");
    }

    @Nullable
    Instant time(String option) {
        String value = one(option);
        return value == null ? null : time(option, value);
    }

    /** RFC 3339, or a date, which stands for its first instant in UTC. */
    static Instant time(String option, String value) {
        try {
            return value.length() == 10
                    ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException e) {
            throw new UsageException(
                    option + " takes a time as 2026-03-01T00:00:00Z or a date as 2026-03-01, not " + value
                            + ".");
        }
    }
}
