package org.meridian.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.meridian.bench.Report.Aim;

/** What one of four linked nodes takes that nobody uses, and which of its threads take it. */
final class Idle implements Bench.Benchmark {

    private static final Duration USE = Duration.ofSeconds(10);
    private static final Duration REST = Duration.ofMinutes(4);
    private static final Duration MEASURED = Duration.ofMinutes(1);
    private static final int THREADS = 12;
    private static final String POSTGRES = "PostgreSQL's processes";

    /** In the measured time: processor time of the node, and of each kind of its threads, in percent of one core. */
    private record Taken(double all, Map<String, Double> threads) {

        List<Map.Entry<String, Double>> most() {
            return threads.entrySet().stream().sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                    .limit(THREADS).toList();
        }
    }

    @Override
    public void run(Network network, Report report) throws Exception {
        network.only("uk", "nz", "au", "us");
        ProcessHandle node = network.process("uk");
        report.say("a little use");
        Starting.use(node, Member.signUp(network.httpPort("uk"), "idle@bench.example"), USE);
        report.say("five minutes of rest");
        Thread.sleep(REST);
        Taken taken = taken(node);
        report.add("processor, JVM and PostgreSQL", taken.all(), "% core", null, Aim.under(2));
        report.add("memory, JVM and PostgreSQL", Footprint.megabytes(node), "MB", null, Aim.under(450));
        report.add("its JVM alone", Footprint.residentMegabytes(node), "MB", null, null);
        report.add("threads of the JVM", Footprint.threadCount(node), "", null, null);
        taken.most().forEach(thread -> report.add("· " + thread.getKey(), thread.getValue(), "% core", null, null));
        report.note("uk, linked with three other countries, after " + USE.toSeconds() + " s of posting and "
                + REST.plus(MEASURED).toMinutes()
                + " minutes of rest; processor time of the last minute, and whose it was;"
                + " memory as in starting, at its end");
    }

    /** The dumps that name the threads are outside of what is measured. */
    private static Taken taken(ProcessHandle node) throws Exception {
        Map<String, Double> threads = Footprint.threads(node);
        double jvm = Footprint.processorSeconds(node);
        double all = Footprint.processorSecondsOfAll(node);
        Thread.sleep(MEASURED);
        double took = Footprint.processorSecondsOfAll(node) - all;
        double tookJvm = Footprint.processorSeconds(node) - jvm;
        Map<String, Double> percent = new LinkedHashMap<>();
        Footprint.threads(node).forEach((name, millis) -> percent.put(name,
                percent(millis / 1000 - threads.getOrDefault(name, 0.0) / 1000)));
        percent.put(POSTGRES, percent(took - tookJvm));
        return new Taken(percent(took), percent);
    }

    private static double percent(double seconds) {
        return 100 * seconds / MEASURED.toSeconds();
    }
}
