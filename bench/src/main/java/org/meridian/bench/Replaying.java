package org.meridian.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.meridian.bench.Report.Aim;
import org.meridian.bench.Report.Limit;
import org.meridian.schemas.Topics;

/**
 * Two million facts exported by scripts/replay's program, beside a bare consumer of the same partitions and beside kcat.
 * Each is a process of its own, measured from its first moment to its last, so that starting counts for all of them.
 */
final class Replaying implements Bench.Benchmark {

    private static final int FACTS = 2_000_000;
    private static final int PORTION = 250_000;
    private static final int PARTITIONS = 6;
    private static final String TOPIC = Topics.SHARED_POSTS;
    private static final String HEAP = "400m";
    /** The class path that scripts/bench gives this program: the node, DuckDB, and the benchmarks. */
    private static final String CLASSES = System.getProperty("java.class.path");

    /** Seconds from start to end, and the most memory that the process had. */
    private record Ran(double seconds, long peakBytes) {}

    @Override
    public void run(Network network, Report report) throws Exception {
        network.only();
        Path folder = Files.createTempDirectory("meridian-bench-replay");
        try (OpenBroker broker = new OpenBroker(Files.createDirectory(folder.resolve("kafka")))) {
            Map<String, Object> kafka = Map.of("bootstrap.servers", broker.address());
            write(kafka, report);
            measure(kafka, folder, report);
        } finally {
            delete(folder);
        }
    }

    /** Into a Kafka as a node has it, but without the services, which would be busy applying them. */
    private static void write(Map<String, Object> kafka, Report report) throws Exception {
        try (var admin = Admin.create(kafka)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1),
                    new NewTopic(Topics.SHARED_MEMBERSHIP, PARTITIONS, (short) 1))).all().get();
        }
        for (int written = 0; written < FACTS; written += PORTION) {
            report.say(written + " of " + FACTS + " facts are written");
            try (var backlog = new Backlog(kafka, TOPIC)) {
                backlog.write(PORTION);
            }
        }
    }

    private static void measure(Map<String, Object> kafka, Path folder, Report report) throws Exception {
        BareConsumer.read(kafka, TOPIC, PARTITIONS);
        BareConsumer.Consumed warm = BareConsumer.read(kafka, TOPIC, PARTITIONS);
        double bare = bareProcess(kafka, folder);
        Limit limit = new Limit("bare consumer", FACTS / bare);
        report.add("bare consumer, a process", limit.value(), "facts/s", null, null);
        report.add("bare consumer, a process, values", warm.bytes() / bare / 1e6, "MB/s", null, null);
        report.add("bare consumer, started and warm", warm.records() / warm.seconds(), "facts/s", null, null);
        double kcat = kcatIfItWorks(kafka, folder, report);
        for (String format : List.of("ndjson", "parquet")) {
            report.say(format);
            Path out = folder.resolve(format);
            Ran ran = export(kafka, out, format, folder.resolve("key"));
            double perSecond = FACTS / ran.seconds();
            report.add(format + " export", perSecond, "facts/s", limit,
                    Aim.ratioOver(format.equals("ndjson") ? 0.4 : 0.5));
            report.add(format + " export, file", Files.size(out.resolve("facts." + format)) / ran.seconds() / 1e6,
                    "MB/s",
                    null, null);
            report.add(format + " export, memory", ran.peakBytes() / 1e6, "MB", null, Aim.under(1000));
            if (kcat > 0) {
                report.add(format + " beside kcat", perSecond, "facts/s", new Limit("kcat -J", kcat), Aim.ratioOver(1));
            }
        }
        report.note(
                "consumer, kcat and exports are processes, measured with starting, connecting and (exports) hashing, exports"
                        + " from the JVM's cache as scripts/replay starts them; the heap of an export is " + HEAP
                        + ", its memory everything that the process had at the most");
    }

    /** Seconds of a JVM that does nothing but {@link BareConsumer}, the fastest of three. */
    private static double bareProcess(Map<String, Object> kafka, Path folder) throws Exception {
        List<String> command = List.of(java(), "-Xmx" + HEAP, "-XX:+UseParallelGC", "-cp", CLASSES,
                BareConsumer.class.getName(), String.valueOf(kafka.get("bootstrap.servers")), TOPIC,
                String.valueOf(PARTITIONS));
        double fastest = Double.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            fastest = Math.min(fastest, run(command, folder.resolve("bare.log")).seconds());
        }
        return fastest;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static double kcatIfItWorks(Map<String, Object> kafka, Path folder, Report report) throws Exception {
        try {
            return kcat(kafka, folder, report);
        } catch (IOException e) {
            report.note("nothing is measured beside kcat: " + e.getMessage());
            return 0;
        }
    }

    /** Facts per second; 0 where it is not installed. */
    private static double kcat(Map<String, Object> kafka, Path folder, Report report) throws Exception {
        if (!isInstalled()) {
            report.note("kcat is not installed (apt-get install kcat), so nothing is measured beside it");
            return 0;
        }
        report.say("kcat");
        Path output = folder.resolve("kcat.json");
        Ran ran = run(List.of("kcat", "-b", String.valueOf(kafka.get("bootstrap.servers")), "-C", "-t", TOPIC, "-o",
                "beginning", "-e", "-q", "-J", "-m", "30"), output);
        double perSecond = FACTS / ran.seconds();
        report.add("kcat -C -e -J", perSecond, "facts/s", null, null);
        Files.delete(output);
        return perSecond;
    }

    private static boolean isInstalled() {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kcat")));
    }

    /** With the options of scripts/replay. */
    private static Ran export(Map<String, Object> kafka, Path out, String format, Path key) throws Exception {
        Path jar = Path.of(System.getenv("BENCH_REPLAY"));
        Path cache = jar.resolveSibling("replay.aot");
        List<String> command = new ArrayList<>(List.of(java(), "-Xmx" + HEAP,
                "-XX:+UseParallelGC", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        if (Files.exists(cache)) {
            command.add("-XX:AOTCache=" + cache);
        }
        command.add("-Djava.library.path=" + jar.resolveSibling("lib"));
        command.addAll(List.of("-cp", jar.toString(), "org.meridian.replay.Replay", "export", "--out", out.toString(),
                "--topics", TOPIC, "--country", "uk", "--format", format, "--quiet", "--key", key.toString(), "--keys",
                key.resolveSibling("keys").toString(), "--node", "uk", "--bootstrap",
                String.valueOf(kafka.get("bootstrap.servers"))));
        return run(command, out.resolveSibling(format + ".log"));
    }

    private static Ran run(List<String> command, Path output) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        long peak = 0;
        while (!process.waitFor(50, java.util.concurrent.TimeUnit.MILLISECONDS)) {
            peak = Math.max(peak, peakBytes(process.pid()));
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (process.exitValue() != 0) {
            throw new IOException(command.getFirst() + " ended with " + process.exitValue());
        }
        return new Ran(seconds, peak);
    }

    private static long peakBytes(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024).findFirst().orElse(0);
        } catch (IOException ended) {
            return 0;
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
