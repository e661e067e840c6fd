package org.meridian.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meridian.bench.Report.Aim;
import org.meridian.bench.Report.Limit;

/**
 * Pages of a member's home, of a group and of a thread, beside the calls that they make of the API and beside a page with
 * nothing in it; how soon a slow laptop shows them; and what a node takes for having pages.
 */
final class Pages implements Bench.Benchmark {

    private static final Duration UNTIL_COMPILED = Duration.ofSeconds(30);
    private static final Duration REST = Duration.ofMinutes(3);
    private static final int POSTS = 20;
    private static final int STARTS = 3;
    private static final int MOST = 32;

    /**
     * @param path  where it is
     * @param calls what it asks the services
     */
    private record Measured(String name, String path, List<String> calls) {}

    @Override
    public void run(Network network, Report report) throws Exception {
        tellStarts(network, report);
        network.alone("uk");
        Member reader = Member.signUp(network.httpPort("uk"), "reader@bench.example");
        List<Measured> pages = written(reader);
        Member.signUp(network.httpPort("uk"), "operator@uk.example").awaitSettled();
        ProcessHandle node = network.process("uk");
        report.say("warming up");
        for (Measured page : pages) {
            Load.run(node, MOST, Load.WARM_UP, UNTIL_COMPILED, browsing(reader, page.path()));
            Load.run(node, MOST, Load.WARM_UP, Load.WARM_UP, calling(reader, page.calls()));
        }
        Load.run(node, MOST, Load.WARM_UP, Load.WARM_UP, browsing(reader, NothingPage.PATH));
        for (int connections : Load.CONNECTIONS) {
            report.say(connections + " connections, a page with nothing in it");
            Load nothing = Load.run(node, connections, Load.WARM_UP, Load.MEASURED,
                    browsing(reader, NothingPage.PATH));
            for (Measured page : pages) {
                measure(page, connections, nothing, new Asked(node, reader), report);
            }
        }
        report.add("memory under this load", Footprint.megabytes(node), "MB", null, null);
        report.add("its JVM alone", Footprint.residentMegabytes(node), "MB", null, null);
        paint(reader, pages, report);
        report.say("three minutes of rest");
        Thread.sleep(REST);
        report.add("memory when people have gone", Footprint.megabytes(node), "MB", null, Aim.under(600));
        report.note("only uk runs, after half a minute of each page; the group has " + (POSTS + 1)
                + " posts, the thread 20 replies; the calls' rate is divided by how many a page makes;"
                + " memory is the JVM's and PostgreSQL's, as in starting");
    }

    private record Asked(ProcessHandle node, Member reader) {}

    private static void measure(Measured page, int connections, Load nothing, Asked asked, Report report)
            throws Exception {
        String name = page.name() + ", " + connections + " connections";
        report.say(name + ", its calls");
        Load calls = Load.run(asked.node(), connections, Load.WARM_UP, Load.MEASURED,
                calling(asked.reader(), page.calls()));
        report.say(name);
        Load.run(asked.node(), connections, Duration.ZERO, Load.WARM_UP, browsing(asked.reader(), page.path()));
        var latencies = new Latencies();
        Load load = Load.run(asked.node(), connections, Duration.ZERO, Load.MEASURED,
                timed(latencies, browsing(asked.reader(), page.path())));
        report.add(name, load.perSecond(), "pages/s",
                new Limit("its " + page.calls().size() + " calls", calls.perSecond() / page.calls().size()),
                Aim.ratioOver(0.5));
        report.add(name, load.perSecond(), "pages/s", new Limit("a page with nothing", nothing.perSecond()), null);
        report.add(name + ", p99", latencies.millis(0.99), "ms", null, connections == MOST ? Aim.under(300) : null);
        report.note(String.format(Locale.ROOT,
                "%s: %.2f ms of the node's processor time a page (its calls: %.2f, nothing: %.2f); the client took %.2f cores",
                name, load.nodeMillis(), calls.nodeMillis() * page.calls().size(), nothing.nodeMillis(),
                load.clientCores()));
    }

    /** A group with posts, one of them with replies. */
    private static List<Measured> written(Member reader) throws IOException, InterruptedException {
        String group = reader.createGroup();
        String thread = Reading.writeThread(reader, group);
        try (var connection = reader.connect()) {
            for (int i = 0; i < POSTS; i++) {
                connection.post("/api/groups/" + group + "/posts", Member.POST).with(201);
            }
        }
        String unread = "/api/notices/unread";
        return List.of(
                new Measured("home", "/",
                        List.of("/api/feed?since=2026-01-01T00:00:00Z&limit=20", "/api/groups?q=&mine=true&limit=100",
                                "/api/join-requests?mine=true&limit=100", "/api/digests/next", "/api/announcements",
                                unread)),
                new Measured("group", "/groups/" + group,
                        List.of("/api/groups/" + group + "/posts?limit=20", "/api/groups/" + group, unread)),
                new Measured("thread", "/posts/" + thread,
                        List.of("/api/posts/" + thread, "/api/groups/" + group, unread)));
    }

    private static Load.Opening browsing(Member reader, String path) {
        return toClose -> {
            HttpConnection connection = reader.browse();
            toClose.add(connection);
            return () -> connection.get(path).with(200);
        };
    }

    /** One after the other, over one connection. */
    private static Load.Opening calling(Member reader, List<String> calls) {
        return toClose -> {
            HttpConnection connection = reader.connect();
            toClose.add(connection);
            int[] next = {0};
            return () -> connection.get(calls.get(next[0]++ % calls.size())).with(200);
        };
    }

    private static Load.Opening timed(Latencies latencies, Load.Opening opening) {
        return toClose -> {
            Load.Work work = opening.open(toClose);
            return () -> {
                long begin = System.nanoTime();
                work.once();
                latencies.add(System.nanoTime() - begin);
            };
        };
    }

    /** The first page of somebody who was never here, and the same again. */
    private static void paint(Member reader, List<Measured> pages, Report report) throws Exception {
        if (!Files.isExecutable(Chromium.PROGRAM)) {
            report.note("no browser was measured: there is no " + Chromium.PROGRAM);
            return;
        }
        String node = "http://127.0.0.1:" + reader.port();
        for (Measured page : pages) {
            report.say(page.name() + ", in Chromium");
            try (var browser = new Chromium()) {
                String[] cookie = reader.cookie().split("=", 2);
                browser.has(node, cookie[0], cookie[1]);
                Chromium.Seen first = browser.opens(node + page.path());
                Chromium.Seen again = browser.opens(node + page.path());
                report.add(page.name() + ", first paint", first.millis(), "ms", null, Aim.under(1_500));
                report.add(page.name() + ", everything, first", first.bytes() / 1000.0, "kB", null, Aim.under(60));
                report.add(page.name() + ", first paint again", again.millis(), "ms", null, Aim.under(1_500));
                report.add(page.name() + ", everything, again", again.bytes() / 1000.0, "kB", null, Aim.under(15));
            }
        }
        report.note("Chromium with its processor slowed six times, beside the node on one machine");
    }

    /** Of the same node with and without pages, in turn. */
    private static void tellStarts(Network network, Report report) throws Exception {
        network.only("uk");
        Map<Boolean, List<Double>> seconds = new LinkedHashMap<>();
        for (int i = 0; i < 2 * STARTS; i++) {
            boolean pages = i % 2 == 1;
            report.say("start " + (i / 2 + 1) + (pages ? " with pages" : " without pages"));
            network.only();
            long begin = System.nanoTime();
            network.only(pages
                    ? Map.of()
                    : Map.of("MERIDIAN_CLASSES", network.benchClasses(), "SPRING_MAIN_SOURCES",
                            WithoutPages.class.getName()),
                    "uk");
            seconds.computeIfAbsent(pages, it -> new ArrayList<>()).add((System.nanoTime() - begin) / 1e9);
        }
        double without = median(seconds.get(false));
        report.add("start, with pages", median(seconds.get(true)), "s", new Limit("without pages", without), null);
        report.add("what pages take of it", median(seconds.get(true)) - without, "s", null, Aim.under(2));
    }

    private static double median(@Nullable List<Double> values) {
        double[] sorted = values == null ? new double[1] : values.stream().mapToDouble(it -> it).sorted().toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
