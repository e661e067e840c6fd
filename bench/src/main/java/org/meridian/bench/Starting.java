package org.meridian.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.meridian.bench.Report.Aim;

/** How long {@code scripts/up} takes for four new nodes, and what one of them holds in memory once it has been used. */
final class Starting implements Bench.Benchmark {

    private static final Duration USE = Duration.ofSeconds(15);

    @Override
    public void run(Network network, Report report) throws Exception {
        report.say("four nodes with empty folders");
        report.add("four nodes, first start", secondsToStart(network), "s", null, Aim.under(60));

        report.say("one node in use");
        ProcessHandle node = network.process("uk");
        use(node, Member.signUp(network.httpPort("uk"), "starting@bench.example"), USE);
        report.add("one node, JVM and PostgreSQL", Footprint.megabytes(node), "MB", null, Aim.under(900));
        report.add("its JVM alone", Footprint.residentMegabytes(node), "MB", null, null);
        report.note("memory (proportional set size; resident for the JVM alone) after " + USE.toSeconds()
                + " s of posting over 8 connections, linked with three other countries");

        network.only();
        report.say("four nodes again");
        report.add("four nodes, later start", secondsToStart(network), "s", null, Aim.under(60));
    }

    private static double secondsToStart(Network network) throws IOException, InterruptedException {
        return secondsToStart(network, Map.of());
    }

    /** @param settings as environment variables of scripts/up */
    static double secondsToStart(Network network, Map<String, String> settings)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        network.only(settings, "uk", "nz", "au", "us");
        return (System.nanoTime() - begin) / 1e9;
    }

    /** Posting over 8 connections. */
    static void use(ProcessHandle node, Member member, Duration duration) throws Exception {
        String path = "/api/groups/" + member.createGroup() + "/posts";
        Load.run(node, 8, Duration.ZERO, duration, toClose -> {
            HttpConnection connection = member.connect();
            toClose.add(connection);
            return () -> connection.post(path, Member.POST).with(201);
        });
    }
}
