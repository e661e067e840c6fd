package org.meridian.replay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.meridian.process.startup.ProcessDefaults;
import org.meridian.replay.command.Installation;
import org.meridian.replay.command.ReplayCommand;

/** Runs commands of scripts/replay in this process, or in one of their own that can be killed. */
public record CommandLine(Log log, Path keys) {

    /** None: every command is told what it reads. */
    private static final Installation HERE = new Installation(null, List.of(), null, null);

    /** @param out what it printed, {@code said} what it said when something was wrong */
    public record Ran(int code, String out, String said) {}

    public Ran run(String... words) {
        return in(HERE, all(words).toArray(String[]::new));
    }

    /** As they stand. */
    public static Ran in(Installation here, String... words) {
        PrintStream outBefore = System.out;
        PrintStream errBefore = System.err;
        var out = new ByteArrayOutputStream();
        var said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            int code = ReplayCommand.run(List.of(words), here);
            return new Ran(code, out.toString(StandardCharsets.UTF_8), said.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(outBefore);
            System.setErr(errBefore);
        }
    }

    private List<String> all(String... words) {
        var all = new ArrayList<>(List.of(words));
        if (words[0].equals("report")) {
            return all;
        }
        if (!all.contains("--bootstrap")) {
            all.addAll(List.of("--bootstrap", log.kafka.address()));
        }
        all.addAll(List.of("--node", "uk", "--quiet", "--keys", keys.toString()));
        return all;
    }

    /** In a JVM of its own. */
    Process start(String... words) throws IOException {
        return process(words).inheritIO().start();
    }

    /** In a JVM of its own, with what it writes for the test to read. */
    Process startPiped(String... words) throws IOException {
        return process(words).start();
    }

    /** One after the other, in one JVM with these options; up to the first that fails. */
    Ran runIn(List<String> jvm, List<String> commands) throws IOException, InterruptedException {
        ProcessBuilder builder = process(OneAfterTheOther.class);
        builder.command().addAll(1, jvm);
        commands.forEach(command -> builder.command().add(String.join(" ", all(command.split(" ")))));
        Process process = builder.redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), out, "");
    }

    /** As {@link Replay}, but for more than one command. */
    static final class OneAfterTheOther {

        private OneAfterTheOther() {}

        public static void main(String[] commands) {
            ProcessDefaults.set();
            System.exit(Stream.of(commands).mapToInt(command -> ReplayCommand.run(List.of(command.split(" ")), HERE))
                    .filter(code -> code != 0).findFirst().orElse(0));
        }
    }

    private ProcessBuilder process(String... words) {
        ProcessBuilder builder = process(Replay.class);
        builder.command().addAll(all(words));
        return builder;
    }

    private static ProcessBuilder process(Class<?> program) {
        return new ProcessBuilder(new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-Xmx256m", "-cp",
                System.getProperty("java.class.path"), program.getName())));
    }
}
