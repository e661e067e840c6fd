package org.meridian.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.DynamicVoters;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A Kafka on the loopback interface that asks nobody for credentials: Debian's kcat (librdkafka 2.0.2) cannot log in by
 * SCRAM at a broker that checks the nonce (CVE-2024-56128), and the others then go in without as well.
 */
final class OpenBroker implements AutoCloseable {

    private final KafkaRaftServer server;
    private final String address;

    OpenBroker(Path folder) throws Exception {
        int[] ports = freePorts();
        address = "127.0.0.1:" + ports[0];
        String controller = "127.0.0.1:" + ports[1];
        new Formatter().setPrintStream(System.err).setClusterId(Uuid.randomUuid().toString()).setNodeId(1)
                .setControllerListenerName("CONTROLLER").setDirectories(List.of(folder.toString()))
                .setMetadataLogDirectory(folder.toString()).setReleaseVersion(MetadataVersion.latestProduction())
                .setHasDynamicQuorum(true)
                .setInitialControllers(DynamicVoters.parse("1@" + controller + ":" + Uuid.randomUuid())).run();
        Properties properties = new Properties();
        properties.putAll(Map.ofEntries(Map.entry("process.roles", "broker,controller"), Map.entry("node.id", "1"),
                Map.entry("listeners", "PLAINTEXT://" + address + ",CONTROLLER://" + controller),
                Map.entry("advertised.listeners", "PLAINTEXT://" + address),
                Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("inter.broker.listener.name", "PLAINTEXT"),
                Map.entry("controller.quorum.bootstrap.servers", controller), Map.entry("log.dirs", folder.toString()),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"), Map.entry("transaction.state.log.num.partitions", "3"),
                Map.entry("log.cleaner.dedupe.buffer.size", "16777216")));
        server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        server.startup();
    }

    private static int[] freePorts() throws IOException {
        try (var one = new ServerSocket(0); var two = new ServerSocket(0)) {
            return new int[]{one.getLocalPort(), two.getLocalPort()};
        }
    }

    String address() {
        return address;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
