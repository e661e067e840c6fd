package org.meridian.flows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that is run to its end. */
record Command(Map<String, String> environment) {

    /** What it printed, and how it ended. */
    record Result(int status, String said) {

        /** Fails, with all that it said, unless it ended well. */
        String well() {
            if (status != 0) {
                throw new AssertionError("It ended with " + status + ": " + said);
            }
            return said;
        }
    }

    static Result run(String... command) {
        return new Command(Map.of()).with(command);
    }

    Result with(String... command) {
        try {
            Path output = Files.createTempFile("command", ".out");
            var builder = new ProcessBuilder(List.of(command)).directory(Release.ROOT.toFile())
                    .redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(10, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(String.join(" ", command) + " does not end");
            }
            String said = Files.readString(output, StandardCharsets.UTF_8).strip();
            Files.delete(output);
            return new Result(process.exitValue(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
