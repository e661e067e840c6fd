package org.meridian.node.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.DynamicVoters;
import org.apache.kafka.server.common.MetadataVersion;
import org.meridian.node.startup.StartupChecks;
import org.meridian.process.startup.StartupProblem;
import org.springframework.util.FileSystemUtils;

/**
 * The broker's log: checked to be this node's, or formatted once and put in place when it is complete. The cluster's id
 * starts with the node's alias, so that the directory says whose it is.
 */
final class LogDirectory {
    private LogDirectory() {}

    /** @return the cluster's id, made once and kept */
    static String prepare(BrokerSettings settings, String secret) {
        try {
            if (!Files.exists(settings.log())) {
                format(settings, secret);
            }
            return clusterId(settings);
        } catch (IOException e) {
            throw StartupChecks.unwritable(settings.log(), e);
        }
    }

    private static String clusterId(BrokerSettings settings) throws IOException {
        var found = new Properties();
        var file = settings.log().resolve("meta.properties");
        if (Files.exists(file)) {
            try (var in = Files.newInputStream(file)) {
                found.load(in);
            }
        }
        var clusterId = found.getProperty("cluster.id", "");
        if (!clusterId.startsWith(settings.alias() + ".")) {
            throw new StartupProblem(settings.log() + " is not the Kafka log of node " + settings.alias()
                    + (clusterId.isEmpty() ? "" : " but of cluster " + clusterId)
                    + ": move it away, or give this node a data directory of its own.");
        }
        return clusterId;
    }

    private static void format(BrokerSettings settings, String secret) throws IOException {
        var unfinished = settings.home().resolve("log.unfinished");
        FileSystemUtils.deleteRecursively(unfinished);
        Files.createDirectories(unfinished);
        try {
            formatter(settings, secret, unfinished).run();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new StartupProblem("Kafka's log could not be formatted in " + unfinished + ": " + e.getMessage(), e);
        }
        Files.move(unfinished, settings.log(), StandardCopyOption.ATOMIC_MOVE);
    }

    private static Formatter formatter(BrokerSettings settings, String secret, Path directory) {
        var voters = DynamicVoters.parse("1@" + settings.controller() + ":" + Uuid.randomUuid());
        return new Formatter().setPrintStream(new PrintStream(OutputStream.nullOutputStream())).setNodeId(1)
                .setClusterId(settings.alias() + "." + Uuid.randomUuid()).setDirectories(List.of(directory.toString()))
                .setMetadataLogDirectory(directory.toString()).setControllerListenerName("CONTROLLER")
                .setReleaseVersion(MetadataVersion.latestProduction()).setHasDynamicQuorum(true)
                .setInitialControllers(voters).setScramArguments(List.of("SCRAM-SHA-512=[name="
                        + EmbeddedBroker.NODE_USER + ",iterations=4096,password=" + secret + "]"));
    }
}
