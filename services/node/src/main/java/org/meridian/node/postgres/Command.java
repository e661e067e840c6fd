package org.meridian.node.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.meridian.process.startup.StartupProblem;

/** Runs a short program of the operating system to its end. */
final class Command {
    /** What a program says is looked through for errors. */
    static final Map<String, String> ENGLISH = Map.of("LC_ALL", "C", "TZ", "UTC");

    private Command() {}

    static boolean succeeds(List<String> command) {
        try {
            return start(command).waitFor() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** @throws StartupProblem with what the program printed, when it fails */
    static void run(String purpose, List<String> command) {
        try {
            var process = start(command);
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new StartupProblem("PostgreSQL could not be prepared, in " + purpose + ": " + lastLine(output));
            }
        } catch (IOException e) {
            throw new StartupProblem("PostgreSQL could not be prepared, in " + purpose + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static Process start(List<String> command) throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(ENGLISH);
        var process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private static String lastLine(String output) {
        return output.lines().filter(line -> line.contains("rror") || line.contains("FATAL")).findFirst()
                .orElse(output.strip());
    }

    static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("Interrupted while a program of PostgreSQL ran", e);
    }
}
