package org.meridian.node.broker;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.utils.Time;
import org.meridian.node.startup.SecretFile;
import org.meridian.node.startup.StartupChecks;
import org.meridian.operator.access.PeerAccess;
import org.meridian.operator.access.ReaderSettings;
import org.meridian.operator.access.ScramClient;
import org.meridian.process.settings.NodeSettings;
import org.meridian.process.startup.StartupProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The node's own Kafka: one durable broker with its controller, in this process. */
public final class EmbeddedBroker implements AutoCloseable {
    static final String NODE_USER = "node";
    private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);

    private final BrokerSettings settings;
    private final FileLock claim;
    private final String secret;
    private final String clusterId;
    private final KafkaRaftServer server;

    private EmbeddedBroker(BrokerSettings settings, FileLock claim) {
        this.settings = settings;
        this.claim = claim;
        this.secret = SecretFile.readOrCreate(settings.home().resolve("secret"));
        this.clusterId = LogDirectory.prepare(settings, secret);
        this.server = startServer();
    }

    /**
     * Starts the broker, formatting its directory when it is new; returns when it takes records.
     *
     * @param onFault gets one sentence when the broker cannot go on; the process should then end with an error
     * @throws StartupProblem when a port is taken, the disk is full or the directory is another node's
     */
    public static EmbeddedBroker start(BrokerSettings settings, Consumer<String> onFault) {
        StartupChecks.requireSpace(settings.home());
        var claim = StartupChecks.claim(settings.home());
        try {
            StartupChecks.requireFreePort("127.0.0.1", settings.localPort(), "Kafka");
            StartupChecks.requireFreePort("127.0.0.1", settings.controllerPort(), "Kafka's controller");
            StartupChecks.requireFreePort(settings.peerHost(), settings.peerPort(), "Kafka (for the peers)");
            Faults.reportTo(onFault);
            return new EmbeddedBroker(settings, claim);
        } catch (RuntimeException e) {
            release(claim);
            throw e;
        }
    }

    private KafkaRaftServer startServer() {
        var config = new HashMap<>(BrokerProperties.of(settings, secret));
        try {
            var starting = new KafkaRaftServer(KafkaConfig.fromProps(properties(config), false), Time.SYSTEM);
            starting.startup();
            return starting;
        } catch (RuntimeException e) {
            throw new StartupProblem("Kafka does not start in " + settings.home() + ": " + e.getMessage(), e);
        }
    }

    private static Properties properties(Map<String, String> config) {
        var properties = new Properties();
        properties.putAll(config);
        return properties;
    }

    /** @return how this node's own services connect: as {@code node}, who may do everything */
    public Map<String, String> clientConfig() {
        return ScramClient.config(settings.local(), NODE_USER, secret);
    }

    /** @return the cluster's id, made once and kept; it starts with the node's alias */
    public String clusterId() {
        return clusterId;
    }

    /** Lets in whom the configuration names, and nobody else; replays with the secret in the file {@code replay-secret}. */
    public void grantAccess(NodeSettings node, ReaderSettings readers) {
        var replaySecret = SecretFile.readOrCreate(settings.home().resolve("replay-secret"));
        try (var admin = Admin.create(new HashMap<>(clientConfig()))) {
            new PeerAccess(admin).grant(node, readers, replaySecret);
        }
    }

    /** Stops the broker in an orderly way, everything flushed. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        release(claim);
    }

    private static void release(FileLock claim) {
        try {
            claim.acquiredBy().close();
        } catch (IOException e) {
            log.warn("The lock of Kafka's directory was not released: {}", e.toString());
        }
    }
}
