package org.meridian.node.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.meridian.node.startup.StartupChecks;
import org.meridian.process.startup.StartupProblem;
import org.springframework.util.FileSystemUtils;

/** The database's files: checked to be of this version, or initialised once and put in place when they are complete. */
final class DataDirectory {
    private static final String MAJOR_VERSION = "17";
    private static final String UNFINISHED = "data.unfinished-";

    private DataDirectory() {}

    /** @throws StartupProblem when something else than a database of this version is in its place */
    static void requireOwnOrNone(Path home) {
        var data = home.resolve("data");
        try {
            if (Files.exists(data)) {
                requireOwn(data);
            }
        } catch (IOException e) {
            throw StartupChecks.unwritable(data, e);
        }
    }

    /** @return the data directory's real path, as the server's processes show it */
    static Path prepare(Path home, Path binaries, ServerUser user) {
        var data = home.resolve("data");
        try {
            if (!Files.exists(data)) {
                initialise(home, data, binaries, user);
            }
            return data.toRealPath();
        } catch (IOException e) {
            throw StartupChecks.unwritable(data, e);
        }
    }

    private static void requireOwn(Path data) throws IOException {
        var version = data.resolve("PG_VERSION");
        if (!Files.exists(version)) {
            throw new StartupProblem(data + " is not a database of this node: move it away, or give this node a data"
                    + " directory of its own.");
        }
        var found = Files.readString(version).strip();
        if (!found.equals(MAJOR_VERSION)) {
            throw new StartupProblem(data + " was written by PostgreSQL " + found + ", this node has " + MAJOR_VERSION
                    + ": start the node's version that wrote it, or move the directory away and let the node rebuild it"
                    + " from its log.");
        }
    }

    private static void initialise(Path home, Path data, Path binaries, ServerUser user) throws IOException {
        removeUnfinished(home);
        // A name of its own: the initdb of a node that was killed may still be at work on the last one.
        var unfinished = home.resolve(UNFINISHED + UUID.randomUUID());
        Command.run("initdb",
                user.command(binaries.resolve("bin/initdb").toString(), "--pgdata=" + unfinished,
                        "--username=" + EmbeddedPostgres.SUPERUSER,
                        "--pwfile=" + home.resolve(EmbeddedPostgres.PASSWORD_FILE), "--auth=scram-sha-256",
                        "--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8"));
        Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void removeUnfinished(Path home) throws IOException {
        try (var left = Files.newDirectoryStream(home, UNFINISHED + "*")) {
            for (var directory : left) {
                FileSystemUtils.deleteRecursively(directory);
            }
        }
    }
}
