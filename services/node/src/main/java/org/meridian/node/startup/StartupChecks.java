package org.meridian.node.startup;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.meridian.process.startup.StartupProblem;

/** Finds before a start what would make it fail later, with a message from deep inside Kafka or PostgreSQL. */
public final class StartupChecks {
    private static final long LEAST_SPACE_MB = 256;
    /** A node with three peers has 770 at rest. Kafka keeps three more open for each segment of a partition's log. */
    private static final long LEAST_OPEN_FILES = 4096;

    private StartupChecks() {}

    /** @throws StartupProblem when another process listens on that address */
    public static void requireFreePort(String host, int port, String user) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException taken) {
            throw new StartupProblem("Port " + port + ", which " + user + " needs on " + host
                    + ", cannot be used: stop what listens there or give this node another port.", taken);
        }
    }

    /** @throws StartupProblem when this process may not have enough files open */
    public static void requireOpenFiles() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                && system.getMaxFileDescriptorCount() < LEAST_OPEN_FILES) {
            throw new StartupProblem("A node needs " + LEAST_OPEN_FILES
                    + " open files and connections, and this one may"
                    + " have " + system.getMaxFileDescriptorCount() + ": raise its limit (ulimit -n, or LimitNOFILE in"
                    + " a systemd unit) and start again.");
        }
    }

    /** @throws StartupProblem when the disk under the directory has less than 256 MB left */
    public static void requireSpace(Path directory) {
        try {
            Files.createDirectories(directory);
            long free = Files.getFileStore(directory).getUsableSpace() >> 20;
            if (free < LEAST_SPACE_MB) {
                throw new StartupProblem("The disk under " + directory + " has " + free + " MB left: make at least "
                        + LEAST_SPACE_MB + " MB free and start again.");
            }
        } catch (IOException e) {
            throw unwritable(directory, e);
        }
    }

    /**
     * Claims a directory, which no other user may enter, for this process until the lock is closed or the process ends, however it ends.
     *
     * @throws StartupProblem when another process has it
     */
    public static FileLock claim(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            var channel = FileChannel.open(directory.resolve("in-use"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            var lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new StartupProblem("Another running node uses " + directory
                        + ": stop it, or give this node a data directory of its own.");
            }
            return lock;
        } catch (IOException e) {
            throw unwritable(directory, e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException thisProcessHasIt) {
            return null;
        }
    }

    /** The problem of a directory that cannot be written, whatever the reason (rights, a full disk). */
    public static StartupProblem unwritable(Path directory, IOException cause) {
        return new StartupProblem("Cannot write in " + directory + " (" + cause
                + "): make space on its disk or give the node's user the right to write there.", cause);
    }
}
