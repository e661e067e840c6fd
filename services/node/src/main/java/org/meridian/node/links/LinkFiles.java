package org.meridian.node.links;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import org.meridian.node.startup.StartupChecks;

/** What is remembered of each link across restarts: that it is paused, and which cluster it was mirroring. */
record LinkFiles(Path home) {
    LinkFiles {
        try {
            Files.createDirectories(home);
        } catch (IOException e) {
            throw StartupChecks.unwritable(home, e);
        }
    }

    boolean isPaused(String peer) {
        return Files.exists(paused(peer));
    }

    void setPaused(String peer, boolean paused) {
        try {
            if (paused) {
                Files.writeString(paused(peer), "");
            } else {
                Files.deleteIfExists(paused(peer));
            }
        } catch (IOException e) {
            throw StartupChecks.unwritable(home, e);
        }
    }

    @Nullable
    String clusterId(String peer) {
        try {
            return Files.exists(cluster(peer)) ? Files.readString(cluster(peer)).strip() : null;
        } catch (IOException e) {
            throw StartupChecks.unwritable(home, e);
        }
    }

    void setClusterId(String peer, String clusterId) {
        try {
            var unfinished = home.resolve(peer + ".cluster.new");
            Files.writeString(unfinished, clusterId + "\n");
            Files.move(unfinished, cluster(peer), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw StartupChecks.unwritable(home, e);
        }
    }

    private Path paused(String peer) {
        return home.resolve(peer + ".paused");
    }

    private Path cluster(String peer) {
        return home.resolve(peer + ".cluster");
    }
}
