package org.meridian.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What was measured, with the limit and the aim of each value. */
final class Report {

    /** What a value was measured against on the same machine in the same run. */
    record Limit(String name, double value) {}

    /** What the value, or its ratio to the limit, should be. */
    record Aim(String text, boolean ofRatio, DoublePredicate met) {

        static Aim over(double least) {
            return new Aim("> " + number(least), false, value -> value > least);
        }

        static Aim under(double most) {
            return new Aim("< " + number(most), false, value -> value < most);
        }

        static Aim ratioOver(double least) {
            return new Aim("> " + number(least) + " × limit", true, ratio -> ratio > least);
        }

        static Aim ratioUnder(double most) {
            return new Aim("< " + number(most) + " × limit", true, ratio -> ratio < most);
        }
    }

    private record Value(String benchmark, String name, double value, String unit, @Nullable Limit limit,
            @Nullable Double ratio, @Nullable String aim, @Nullable Boolean met) {}

    private final Map<String, Object> machine = machine();
    private final Instant date = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final List<Value> values = new ArrayList<>();
    private final Map<String, List<String>> notes = new LinkedHashMap<>();
    private String benchmark = "";

    void begin(String name) {
        benchmark = name;
    }

    /** Shows what is under way, to whoever waits. */
    void say(String activity) {
        System.err.println(benchmark + ": " + activity);
    }

    /** What a reader has to know of how the numbers of this benchmark came about. */
    void note(String sentence) {
        notes.computeIfAbsent(benchmark, name -> new ArrayList<>()).add(sentence);
    }

    void add(String name, double value, String unit, @Nullable Limit limit, @Nullable Aim aim) {
        Double ratio = limit == null ? null : Double.valueOf(value / limit.value());
        Double judged = aim != null && aim.ofRatio() ? ratio : Double.valueOf(value);
        Boolean met = aim == null || judged == null ? null : Boolean.valueOf(aim.met().test(judged));
        values.add(new Value(benchmark, name, value, unit, limit, ratio, aim == null ? null : aim.text(), met));
    }

    void print() {
        String row = "%-12s %-34s %12s %-8s %12s  %-24s %6s  %-14s %s%n";
        System.out.printf(row, "benchmark", "what", "value", "unit", "limit", "", "ratio", "aim", "met");
        for (Value it : values) {
            System.out.printf(row, it.benchmark(), it.name(), number(it.value()), it.unit(),
                    it.limit() == null ? "" : number(it.limit().value()), it.limit() == null ? "" : it.limit().name(),
                    it.ratio() == null ? "" : String.format(Locale.ROOT, "%.2f", it.ratio()),
                    it.aim() == null ? "" : it.aim(), it.met() == null ? "" : it.met() ? "yes" : "NO");
        }
        notes.forEach((name, sentences) -> sentences.forEach(note -> System.out.println(name + ": " + note)));
        System.out.println("machine: " + machine + ", " + date);
    }

    void write(Path file) throws IOException {
        var all = new LinkedHashMap<String, Object>();
        all.put("date", date.toString());
        all.put("machine", machine);
        all.put("values", values);
        all.put("notes", notes);
        Files.writeString(file,
                JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n");
    }

    /** The load says whether the machine was idle before: numbers from a busy one are not comparable. */
    private static Map<String, Object> machine() {
        var facts = new LinkedHashMap<String, Object>();
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        facts.put("processor", processor());
        facts.put("cores", Runtime.getRuntime().availableProcessors());
        facts.put("memoryMb", system.getTotalMemorySize() >> 20);
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("java", Runtime.version().toString());
        facts.put("commit", System.getenv().getOrDefault("BENCH_COMMIT", "unknown"));
        facts.put("loadBefore", system.getSystemLoadAverage());
        return facts;
    }

    private static String processor() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name")).map(line -> line.split(": ", 2)[1]).findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value == Math.rint(value) || value >= 100 ? "%,.0f" : "%,.1f", value);
    }
}
