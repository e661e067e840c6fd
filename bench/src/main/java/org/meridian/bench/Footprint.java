package org.meridian.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a node takes of its machine, its PostgreSQL included, as Linux and the JVM count it. */
final class Footprint {

    private static final double TICKS_PER_SECOND = 100;
    private static final Pattern THREAD = Pattern.compile("^\"(.*)\" .*\\bcpu=([0-9.]+)ms .*$", Pattern.MULTILINE);

    private Footprint() {}

    /** Proportional set size: what several nodes share counts once. */
    static double megabytes(ProcessHandle node) {
        return processes(node).mapToDouble(it -> megabytes(it, "Pss")).sum();
    }

    static double residentMegabytes(ProcessHandle process) {
        return megabytes(process, "Rss");
    }

    /** A session of the database may have ended meanwhile: it holds nothing. */
    private static double megabytes(ProcessHandle process, String field) {
        try (var lines = Files.lines(file(process, "smaps_rollup"))) {
            return lines.filter(line -> line.startsWith(field + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", ""))).sum() / 1024.0;
        } catch (IOException | UncheckedIOException ended) {
            return 0;
        }
    }

    /** Processor time since the start, in seconds. */
    static double processorSecondsOfAll(ProcessHandle node) {
        return processes(node).mapToDouble(Footprint::processorSeconds).sum();
    }

    /** Of one process, and of those that it has started and that have ended. */
    static double processorSeconds(ProcessHandle process) {
        try {
            String line = Files.readString(file(process, "stat"));
            // After the name, which may hold anything: the state, and from the twelfth on utime, stime, cutime, cstime.
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return Stream.of(fields).skip(11).limit(4).mapToLong(Long::parseLong).sum() / TICKS_PER_SECOND;
        } catch (IOException ended) {
            return 0;
        }
    }

    /** Processor time of the JVM's threads since they were started, in milliseconds, by their names without numbers. */
    static Map<String, Double> threads(ProcessHandle node) throws IOException, InterruptedException {
        return THREAD.matcher(threadDump(node)).results().collect(Collectors.groupingBy(
                thread -> thread.group(1).replaceAll("[-_#]?\\d+", ""),
                Collectors.summingDouble(thread -> Double.parseDouble(thread.group(2)))));
    }

    static int threadCount(ProcessHandle node) throws IOException {
        try (var threads = Files.list(file(node, "task"))) {
            return (int) threads.count();
        }
    }

    private static String threadDump(ProcessHandle node) throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process dumping = new ProcessBuilder(List.of(jcmd, String.valueOf(node.pid()), "Thread.print"))
                .redirectErrorStream(true).start();
        String dump = new String(dumping.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (dumping.waitFor() != 0) {
            throw new IOException("jcmd shows no threads: " + dump);
        }
        return dump;
    }

    private static Stream<ProcessHandle> processes(ProcessHandle node) {
        return Stream.concat(Stream.of(node), node.descendants());
    }

    private static Path file(ProcessHandle process, String name) {
        return Path.of("/proc", String.valueOf(process.pid()), name);
    }
}
