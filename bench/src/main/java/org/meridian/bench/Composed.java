package org.meridian.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.meridian.bench.Report.Limit;

/** Two countries of containers: how long they take to open, what each container holds, and how long a post takes to cross. */
final class Composed implements Bench.Benchmark {

    private static final String PROJECT = "meridian-bench";
    private static final int GATEWAYS_ABOVE_NODES = 100;
    private static final List<String> COUNTRIES = List.of("uk", "nz");
    /** As {@code docker stats} tells it: {@code meridian-bench-uk-posts-1 183.4MiB / 448MiB}. */
    private static final Pattern MEMORY = Pattern.compile(PROJECT + "-uk-(\\S+)-1 ([0-9.]+)(MiB|GiB) .*");

    @Override
    public void run(Network network, Report report) throws Exception {
        network.only();
        if (!answers("docker", "info")) {
            report.note("nothing is measured in containers: no Docker engine answers here");
            return;
        }
        Map<String, String> settings = Map.of("MERIDIAN_PROJECT", PROJECT, "MERIDIAN_COUNTRIES",
                String.join(" ", COUNTRIES), "MERIDIAN_PORT_BASE",
                String.valueOf(network.httpPort("uk") - 1 + GATEWAYS_ABOVE_NODES));
        try {
            report.say("images, and two countries of containers");
            network.script("images", List.of(), settings);
            long begin = System.nanoTime();
            network.script("compose", List.of("up", "uk", "nz"), settings);
            report.add("two countries open, everything new", (System.nanoTime() - begin) / 1e9, "s", null, null);
            cross(network, report, new Pace(1, 10, 40));
            cross(network, report, new Pace(10, 5, 20));
            tellMemory(report);
        } finally {
            network.script("compose", List.of("down", "uk", "nz"), settings);
            removeVolumes();
        }
        report.note(
                "a country is twelve containers, by the gateway's address; the embedded nodes' figures are those of crossing");
    }

    private static void cross(Network network, Report report, Pace pace) throws Exception {
        report.say(pace.perSecond() + " posts a second");
        Member author = Member.signUp(network.httpPort("uk") + GATEWAYS_ABOVE_NODES, "author@bench.example");
        Member reader = Member.signUp(network.httpPort("nz") + GATEWAYS_ABOVE_NODES, "reader@bench.example");
        String group = author.createGroup();
        reader.join(group);
        Posts posts = new Posts(pace);
        posts.cross(author, reader, group);
        double present = posts.present().millis(0.5);
        report.add("crossing p50 at " + pace.perSecond() + "/s", posts.crossing().millis(0.5), "ms",
                new Limit("GET of a post that is there", present), null);
        report.add("crossing p99 at " + pace.perSecond() + "/s", posts.crossing().millis(0.99), "ms", null, null);
    }

    private static void tellMemory(Report report) throws IOException, InterruptedException {
        double all = 0;
        for (String line : output("docker", "stats", "--no-stream", "--format", "{{.Name}} {{.MemUsage}}").lines()
                .sorted().toList()) {
            Matcher memory = MEMORY.matcher(line);
            if (memory.matches()) {
                double megabytes = Double.parseDouble(memory.group(2)) * (memory.group(3).equals("GiB") ? 1024 : 1);
                report.add("memory of " + memory.group(1), megabytes, "MiB", null, null);
                all += megabytes;
            }
        }
        report.add("memory of a country", all, "MiB", null, null);
    }

    private static void removeVolumes() throws IOException, InterruptedException {
        for (String country : COUNTRIES) {
            for (String volume : output("docker", "volume", "ls", "-q", "--filter",
                    "label=com.docker.compose.project=" + PROJECT + "-" + country).lines().toList()) {
                output("docker", "volume", "rm", volume);
            }
        }
    }

    private static boolean answers(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
        return output;
    }
}
