package org.meridian.testing;

import static org.meridian.testing.Waiting.eventually;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** One node's Kafka, and what tests do with it. It can be away for a while and comes back with what it held. */
public final class TestBroker implements AutoCloseable {

    private final Servers.Broker server;
    private final Map<String, String> login;

    /** @param login with which one may do everything; none where everybody may */
    TestBroker(Servers.Broker server, Map<String, String> login) {
        this.server = server;
        this.login = login;
    }

    /** Starts it again after {@link #stop}, on the same port and with the same data. */
    public void start() {
        server.start();
    }

    public void stop() {
        server.stop();
    }

    /** {@code host:port}. */
    public String address() {
        return server.address();
    }

    /** The settings of a Kafka client that may do everything. */
    public Map<String, String> kafkaClient() {
        Map<String, String> client = new HashMap<>(login);
        client.put("bootstrap.servers", address());
        return client;
    }

    public void createTopic(String name, int partitions) {
        withAdmin(admin -> admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get(30,
                TimeUnit.SECONDS));
        eventually(() -> withAdmin(admin -> admin.describeTopics(List.of(name)).allTopicNames().get(30,
                TimeUnit.SECONDS)));
    }

    public void deleteTopic(String name) {
        withAdmin(admin -> admin.deleteTopics(List.of(name)).all().get(30, TimeUnit.SECONDS));
        eventually(() -> withAdmin(admin -> admin.listTopics().names().get(30, TimeUnit.SECONDS)),
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
        return TextClient.readAll(new HashMap<>(kafkaClient()), topic, new ByteArrayDeserializer());
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
        server.close();
    }
}
