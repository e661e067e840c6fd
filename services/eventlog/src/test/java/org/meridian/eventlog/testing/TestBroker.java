package org.meridian.eventlog.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.DynamicVoters;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** One node's Kafka, and what tests do with it. It can be away for a while and comes back with what it held. */
public final class TestBroker implements AutoCloseable {

    private final Path directory;
    private final String address;
    private final Map<String, String> properties;
    private @Nullable KafkaRaftServer server;

    private TestBroker(Path directory, int port, int controllerPort) {
        this.directory = directory;
        this.address = "127.0.0.1:" + port;
        this.properties = properties(directory, address, "127.0.0.1:" + controllerPort);
    }

    static TestBroker create() {
        try {
            int[] ports = freePorts();
            var broker = new TestBroker(Files.createTempDirectory("meridian-kafka"), ports[0], ports[1]);
            broker.format("127.0.0.1:" + ports[1]);
            broker.start();
            return broker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int[] freePorts() throws IOException {
        try (var first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var second = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new int[]{first.getLocalPort(), second.getLocalPort()};
        }
    }

    private static Map<String, String> properties(Path directory, String address, String controller) {
        return Map.ofEntries(Map.entry("process.roles", "broker,controller"), Map.entry("node.id", "1"),
                Map.entry("listeners", "PLAINTEXT://" + address + ",CONTROLLER://" + controller),
                Map.entry("advertised.listeners", "PLAINTEXT://" + address),
                Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("inter.broker.listener.name", "PLAINTEXT"),
                Map.entry("controller.quorum.bootstrap.servers", controller),
                Map.entry("log.dirs", directory.toString()), Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "1"), Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("log.cleaner.dedupe.buffer.size", "16777216"),
                Map.entry("broker.session.timeout.ms", "1500"), Map.entry("broker.heartbeat.interval.ms", "300"));
    }

    private void format(String controller) {
        try {
            new Formatter().setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false,
                    StandardCharsets.UTF_8)).setClusterId(Uuid.randomUuid().toString()).setNodeId(1)
                    .setDirectories(List.of(directory.toString())).setMetadataLogDirectory(directory.toString())
                    .setControllerListenerName("CONTROLLER").setReleaseVersion(MetadataVersion.latestProduction())
                    .setHasDynamicQuorum(true)
                    .setInitialControllers(DynamicVoters.parse("1@" + controller + ":" + Uuid.randomUuid())).run();
        } catch (Exception e) {
            throw new IllegalStateException("the broker's directory cannot be made", e);
        }
    }

    /** Starts it again after {@link #stop}, on the same port and with the same data. */
    public synchronized void start() {
        KafkaRaftServer starting = new KafkaRaftServer(KafkaConfig.fromProps(asProperties(), false), Time.SYSTEM);
        starting.startup();
        server = starting;
    }

    private java.util.Properties asProperties() {
        var all = new java.util.Properties();
        all.putAll(properties);
        return all;
    }

    public synchronized void stop() {
        if (server != null) {
            server.shutdown();
            server.awaitShutdown();
            server = null;
        }
    }

    /** {@code host:port}. */
    public String address() {
        return address;
    }

    /** The settings of a Kafka client. */
    public Map<String, String> kafkaClient() {
        return Map.of("bootstrap.servers", address);
    }

    public void createTopic(String name, int partitions) {
        withAdmin(admin -> admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get(30,
                TimeUnit.SECONDS));
        Eventually.eventually(() -> withAdmin(admin -> admin.describeTopics(List.of(name)).allTopicNames().get(30,
                TimeUnit.SECONDS)));
    }

    public void deleteTopic(String name) {
        withAdmin(admin -> admin.deleteTopics(List.of(name)).all().get(30, TimeUnit.SECONDS));
        Eventually.eventually(() -> withAdmin(admin -> admin.listTopics().names().get(30, TimeUnit.SECONDS)),
                names -> !names.contains(name));
    }

    /** Writes records as they are, and returns once the broker has them; a value of null is a tombstone. */
    public void send(List<ProducerRecord<String, byte @Nullable []>> records) {
        Map<String, Object> client = new HashMap<>(kafkaClient());
        client.put("max.block.ms", 10_000);
        client.put("max.in.flight.requests.per.connection", 1); // docs/decisions/0012-max-in-flight-1.md
        try (var producer = new KafkaProducer<String, byte[]>(client, new StringSerializer(),
                new ByteArraySerializer())) {
            for (var sent : records.stream().map(producer::send).toList()) {
                sent.get(30, TimeUnit.SECONDS);
            }
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Kafka does not take the records", e);
        }
    }

    /** Everything that a topic holds now, partition by partition. */
    public List<ConsumerRecord<String, byte[]>> readAll(String topic) {
        try (var consumer = new KafkaConsumer<>(new HashMap<String, Object>(kafkaClient()), new StringDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var all = new ArrayList<ConsumerRecord<String, byte[]>>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
            return all;
        }
    }

    /** How many members of a consumer group have partitions. */
    public long consumers(String group) {
        return withAdmin(admin -> admin.describeConsumerGroups(List.of(group)).all().get(30, TimeUnit.SECONDS))
                .values().stream().flatMap(it -> it.members().stream())
                .filter(member -> !member.assignment().topicPartitions().isEmpty()).count();
    }

    /** What a test asks of Kafka's administrative client. */
    @FunctionalInterface
    public interface Administration<T> {
        T apply(Admin admin) throws InterruptedException, ExecutionException, TimeoutException;
    }

    public <T> T withAdmin(Administration<T> work) {
        Admin admin = Admin.create(new HashMap<String, Object>(kafkaClient()));
        try {
            return work.apply(admin);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        } finally {
            admin.close(Duration.ZERO);
        }
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
