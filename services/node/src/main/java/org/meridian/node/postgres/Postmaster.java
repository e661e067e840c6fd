package org.meridian.node.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.meridian.node.startup.StartupChecks;

/** How the server process is started, and stopped in an orderly way. */
record Postmaster(Path binaries, Path data, Path log, int port, ServerUser user) {
    private static final long LARGEST_LOG_BYTES = 10L << 20;
    private static final List<String> SETTINGS = List.of("listen_addresses=127.0.0.1", "unix_socket_directories=",
            "fsync=on", "synchronous_commit=on", "shared_buffers=64MB", "max_connections=80",
            "maintenance_work_mem=32MB", "max_wal_size=512MB", "jit=off",
            // Of today's disks. It also lets PostgreSQL keep the plans of bulk statements, which take as long as they do.
            "random_page_cost=1.1", "autovacuum_max_workers=2",
            "max_parallel_workers_per_gather=0", "timezone=UTC", "log_timezone=UTC", "log_min_messages=warning",
            "log_line_prefix=%m [%p] ");

    /** Starts the server as a child of this process; it outlives the terminal's Ctrl-C, which is for the node. */
    Process launch() {
        var command = new ArrayList<>(List.of("setsid"));
        command.addAll(user.command(binaries.resolve("bin/postgres").toString(), "-D", data.toString()));
        command.addAll(List.of("-c", "port=" + port));
        SETTINGS.forEach(setting -> command.addAll(List.of("-c", setting)));
        try {
            rotateLog();
            var builder = new ProcessBuilder(command).directory(data.toFile()).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(Command.ENGLISH);
            return builder.start();
        } catch (IOException e) {
            throw StartupChecks.unwritable(log, e);
        }
    }

    /** Asks for a fast shutdown: sessions end, nothing committed is lost. */
    static void stopFast(long pid) {
        Command.succeeds(List.of("sh", "-c", "kill -INT " + pid));
    }

    /** @return the last error in the log, without its time */
    String lastComplaint() {
        try (var lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.matches(".*(FATAL|PANIC|error):.*")).reduce((earlier, later) -> later)
                    .map(line -> line.replaceFirst("^.*?(FATAL|PANIC): +", "")).orElse("it said nothing");
        } catch (IOException e) {
            return "its log cannot be read";
        }
    }

    private void rotateLog() throws IOException {
        if (Files.exists(log) && Files.size(log) > LARGEST_LOG_BYTES) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
