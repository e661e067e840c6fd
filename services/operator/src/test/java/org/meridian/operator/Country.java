package org.meridian.operator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.meridian.operator.access.PeerAccess;
import org.meridian.operator.links.Peer;
import org.meridian.process.settings.NodeSettings;
import org.meridian.testing.RealServers;
import org.meridian.testing.TestBroker;

/** A country's Kafka, and what tests do with it. */
public record Country(String alias, TestBroker broker) implements AutoCloseable {

    public static Country start(String alias) {
        return new Country(alias, RealServers.closedBroker());
    }

    /** As its own services log in. */
    public Map<String, String> client() {
        return broker.kafkaClient();
    }

    public String clusterId() {
        return broker.withAdmin(admin -> admin.describeCluster().clusterId().get());
    }

    /** @param secrets of the peers that are let in, by alias; all others are shut out */
    public void grantAccess(Map<String, String> secrets) {
        var peers = secrets.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> new NodeSettings.Peer("", "", it.getValue())));
        broker.withAdmin(admin -> {
            new PeerAccess(admin).grant(new NodeSettings(alias, peers, Map.of(), 6), "the replays' secret");
            return true;
        });
    }

    /** This country as another one reads it, under any alias. */
    public Peer asPeer(String as, String reader, String secret) {
        return new Peer(as, broker.address(), PeerAccess.user(reader), secret);
    }

    public void createTopic(String name, int partitions, Map<String, String> config) {
        broker.withAdmin(admin -> admin
                .createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(config))).all().get());
    }

    /** @return the topic's own settings, without the broker's */
    public Map<String, String> settings(String topic) {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return broker.withAdmin(admin -> admin.describeConfigs(List.of(resource)).all().get()).values().stream()
                .flatMap(config -> config.entries().stream())
                .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    }

    public void send(String topic, String key, String value) {
        send(client(), topic, key, value);
    }

    /** @throws KafkaException also where Kafka refuses it */
    public static void send(Map<String, String> client, String topic, String key, String value) {
        try (var producer = new KafkaProducer<>(impatient(client), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new KafkaException("not sent", e);
        }
    }

    public List<String> readAll(String topic) {
        return readAll(client(), topic);
    }

    /** The values of all records of a topic, partition by partition. */
    public static List<String> readAll(Map<String, String> client, String topic) {
        try (var consumer = new KafkaConsumer<>(impatient(client), new StringDeserializer(),
                new StringDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var all = new ArrayList<String>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> all.add(record.value()));
            }
            return all;
        }
    }

    private static Map<String, Object> impatient(Map<String, String> client) {
        var config = new HashMap<String, Object>(client);
        config.put("max.block.ms", 5_000);
        config.put("default.api.timeout.ms", 5_000);
        return config;
    }

    @Override
    public void close() {
        broker.close();
    }
}
