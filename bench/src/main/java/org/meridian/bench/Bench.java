package org.meridian.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.meridian.process.startup.ProcessDefaults;
import org.slf4j.LoggerFactory;

/** Runs the benchmarks that were asked for, prints a table and writes the same as JSON. */
public final class Bench {

    private static final List<String> NAMES = List.of("starting", "idle", "crossing", "border", "joining", "writing",
            "reading", "search", "pages", "catching-up", "replay", "digests", "composed");
    /** Takes hours, and so has to be asked for. */
    private static final String MILLION = "a-million-digests";

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        ProcessDefaults.set();
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        List<String> wanted = new ArrayList<>();
        @Nullable
        Path json = null;
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("--json") && i + 1 < arguments.length) {
                json = Path.of(arguments[++i]);
            } else if (NAMES.contains(arguments[i]) || arguments[i].equals(MILLION)) {
                wanted.add(arguments[i]);
            } else {
                System.err.println(
                        "Usage: scripts/bench [" + String.join("|", NAMES) + "|" + MILLION + " …] [--json FILE]");
                System.exit(2);
            }
        }
        Report report = new Report();
        boolean whole = run(wanted.isEmpty() ? NAMES : wanted, report);
        report.print();
        if (json != null) {
            report.write(json);
        }
        System.exit(whole ? 0 : 1);
    }

    /** In the order of {@link #NAMES}: the first start is the one with empty folders. Says whether none failed. */
    private static boolean run(List<String> wanted, Report report) throws Exception {
        Network network = Network.fromEnvironment();
        Map<String, Benchmark> benchmarks = Map.ofEntries(Map.entry("starting", new Starting()),
                Map.entry("idle", new Idle()), Map.entry("crossing", new Crossing()), Map.entry("border", new Border()),
                Map.entry("joining", new Joining()),
                Map.entry("writing", new Writing()), Map.entry("reading", new Reading()),
                Map.entry("search", new Searching()), Map.entry("pages", new Pages()),
                Map.entry("catching-up", new CatchingUp()),
                Map.entry("replay", new Replaying()), Map.entry("digests", Digests.ofAHundredThousand()),
                Map.entry("composed", new Composed()), Map.entry(MILLION, Digests.ofAMillion()));
        boolean whole = true;
        for (String name : Stream.concat(NAMES.stream(), Stream.of(MILLION)).toList()) {
            Benchmark benchmark = benchmarks.get(name);
            if (benchmark != null && wanted.contains(name)) {
                report.begin(name);
                try {
                    benchmark.run(network, report);
                } catch (Exception e) {
                    whole = false;
                    System.err.println(name + " could not be measured to its end: " + e + "; " + cause(e));
                }
            }
        }
        return whole;
    }

    private static Throwable cause(Throwable e) {
        return e.getCause() == null ? e : cause(e.getCause());
    }

    /** One measurement of users' experience beside its limit. */
    interface Benchmark {
        void run(Network network, Report report) throws Exception;
    }
}
