package org.meridian.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
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
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** Kafka in this process. */
final class EmbeddedBroker implements Servers.Broker {

    private final Path directory;
    private final String address;
    private final String controller;
    private final Map<String, String> fence;
    private @Nullable KafkaRaftServer server;

    private EmbeddedBroker(Path directory, int port, int controllerPort, Map<String, String> fence) {
        this.directory = directory;
        this.fence = fence;
        this.address = "127.0.0.1:" + port;
        this.controller = "127.0.0.1:" + controllerPort;
    }

    /** One that lets in everybody. */
    static EmbeddedBroker open() {
        return create(Map.of(), List.of());
    }

    /** One that lets in {@code node}, who may do everything, and whom {@code node} lets in. */
    static EmbeddedBroker closed(String secret) {
        return create(BrokerSettings.fence(secret),
                List.of("SCRAM-SHA-512=[name=node,iterations=4096,password=" + secret + "]"));
    }

    private static EmbeddedBroker create(Map<String, String> fence, List<String> users) {
        try {
            var broker = new EmbeddedBroker(Files.createTempDirectory("meridian-kafka"), FreePorts.next(),
                    FreePorts.next(), fence);
            broker.format(users);
            broker.start();
            return broker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void format(List<String> users) {
        try {
            new Formatter().setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false,
                    StandardCharsets.UTF_8)).setClusterId(Uuid.randomUuid().toString()).setNodeId(1)
                    .setDirectories(List.of(directory.toString())).setMetadataLogDirectory(directory.toString())
                    .setControllerListenerName("CONTROLLER").setReleaseVersion(MetadataVersion.latestProduction())
                    .setHasDynamicQuorum(true).setScramArguments(users)
                    .setInitialControllers(DynamicVoters.parse("1@" + controller + ":" + Uuid.randomUuid())).run();
        } catch (Exception e) {
            throw new IllegalStateException("the broker's directory cannot be made", e);
        }
    }

    @Override
    public synchronized void start() {
        KafkaRaftServer starting = new KafkaRaftServer(KafkaConfig.fromProps(properties(), false), Time.SYSTEM);
        starting.startup();
        server = starting;
    }

    private Properties properties() {
        Map<String, String> settings = new HashMap<>(BrokerSettings.of(address, address, controller));
        settings.put("controller.quorum.bootstrap.servers", controller);
        settings.put("log.dirs", directory.toString());
        settings.putAll(fence);
        Properties properties = new Properties();
        properties.putAll(settings);
        return properties;
    }

    @Override
    public synchronized void stop() {
        if (server != null) {
            server.shutdown();
            server.awaitShutdown();
            server = null;
        }
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public void close() {
        stop();
        try {
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
