package org.meridian.operator;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.meridian.operator.access.PeerAccess;
import org.meridian.operator.access.ReaderSettings;
import org.meridian.operator.links.Peer;
import org.meridian.process.settings.NodeSettings;
import org.meridian.testing.RealServers;
import org.meridian.testing.TestBroker;
import org.meridian.testing.TextClient;

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
                .collect(Collectors.toMap(Map.Entry::getKey, it -> new NodeSettings.Peer("", "", it.getValue(), "")));
        broker.withAdmin(admin -> {
            new PeerAccess(admin).grant(new NodeSettings(alias, peers, Map.of(), 6), ReaderSettings.NONE,
                    "the replays' secret");
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

    public void send(String topic, String key, String value) throws Exception {
        TextClient.send(client(), new ProducerRecord<>(topic, key, value));
    }

    /** The values of all records of a topic, partition by partition. */
    public List<String> readAll(String topic) {
        return TextClient.readAll(client(), topic).stream().map(ConsumerRecord::value).toList();
    }

    @Override
    public void close() {
        broker.close();
    }
}
