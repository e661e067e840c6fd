package org.meridian.node.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.meridian.node.startup.StartupChecks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Server processes that an earlier node left behind in a data directory when it was killed. The caller holds the
 * directory's lock, so that whatever still runs in it belongs to nobody.
 */
final class Orphans {
    private static final Logger log = LoggerFactory.getLogger(Orphans.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private Orphans() {}

    /** Stops them, and removes the {@code postmaster.pid} that would otherwise be mistaken for a running server's. */
    static void stop(Path data) {
        var left = running(data);
        if (!left.isEmpty()) {
            log.warn("Stopping PostgreSQL, left running in {} by a node that was killed", data);
            left.stream().map(ProcessHandle::pid).filter(pid -> isPostmaster(pid, data)).forEach(Postmaster::stopFast);
            awaitEnd(data);
        }
        try {
            Files.deleteIfExists(data.resolve("postmaster.pid"));
        } catch (IOException e) {
            throw StartupChecks.unwritable(data, e);
        }
    }

    /** A zombie has neither a working directory nor a command line, and so is not among them. */
    static List<ProcessHandle> running(Path data) {
        return ProcessHandle.allProcesses().filter(p -> read(p.pid(), "comm").strip().equals("postgres"))
                .filter(p -> worksIn(p.pid(), data) || isPostmaster(p.pid(), data)).toList();
    }

    private static boolean worksIn(long pid, Path data) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", "" + pid, "cwd")).equals(data);
        } catch (IOException endedOrForbidden) {
            return false;
        }
    }

    private static boolean isPostmaster(long pid, Path data) {
        return read(pid, "cmdline").contains("\0-D\0" + data + "\0");
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", "" + pid, file), StandardCharsets.ISO_8859_1);
        } catch (IOException ended) {
            return "";
        }
    }

    private static void awaitEnd(Path data) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        try {
            while (!running(data).isEmpty()) {
                if (System.nanoTime() > deadline) {
                    running(data).forEach(ProcessHandle::destroyForcibly);
                }
                Thread.sleep(20);
            }
        } catch (InterruptedException e) {
            throw Command.interrupted(e);
        }
    }
}
