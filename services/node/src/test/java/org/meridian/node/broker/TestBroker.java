package org.meridian.node.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.meridian.operator.access.ReaderSettings;
import org.meridian.process.settings.NodeSettings;
import org.meridian.testing.FreePorts;
import org.meridian.testing.TextClient;

/** A country's broker for tests, and what tests do with one. */
public record TestBroker(BrokerSettings settings, EmbeddedBroker broker) implements AutoCloseable {

    public static BrokerSettings settings(String alias, Path home) {
        return new BrokerSettings(alias, home, FreePorts.next(), FreePorts.next(), "127.0.0.1", FreePorts.next(),
                "127.0.0.1", Map.of());
    }

    /** With TLS for those who come from outside. */
    public static TestBroker start(String alias, Path home, Map<String, String> tls) {
        var plain = settings(alias, home);
        return start(new BrokerSettings(alias, home, plain.localPort(), plain.controllerPort(), plain.peerHost(),
                plain.peerPort(), plain.advertisedHost(), tls));
    }

    public static TestBroker start(BrokerSettings settings) {
        return new TestBroker(settings, EmbeddedBroker.start(settings, fault -> {
            throw new AssertionError(fault);
        }));
    }

    public static TestBroker start(String alias, Path home) {
        return start(settings(alias, home));
    }

    /** @param secrets of the peers that are let in, by alias; all others are shut out, and so are all readers */
    public void grantAccess(Map<String, String> secrets) {
        grantAccess(secrets, Map.of());
    }

    public void grantAccess(Map<String, String> secrets, Map<String, ReaderSettings.Reader> readers) {
        var peers = secrets.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> new NodeSettings.Peer("", "", it.getValue(), "")));
        broker.grantAccess(new NodeSettings(settings.alias(), peers, Map.of(), 6), new ReaderSettings(readers));
    }

    public String peerAddress() {
        return "127.0.0.1:" + settings.peerPort();
    }

    public void createTopic(String name, int partitions, Map<String, String> config) throws Exception {
        try (var admin = Admin.create(new HashMap<>(broker.clientConfig()))) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(config))).all().get();
        }
    }

    public void changeTopic(String name, Map<String, String> config) throws Exception {
        var operations = config.entrySet().stream()
                .map(it -> new AlterConfigOp(new ConfigEntry(it.getKey(), it.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        try (var admin = Admin.create(new HashMap<>(broker.clientConfig()))) {
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, name), operations)).all()
                    .get();
        }
    }

    /** @return the topic's own settings, without the broker's */
    public Map<String, String> settings(String topic) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (var admin = Admin.create(new HashMap<>(broker.clientConfig()))) {
            return admin.describeConfigs(List.of(resource)).all().get().values().stream()
                    .flatMap(config -> config.entries().stream())
                    .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                    .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
        }
    }

    public void send(ProducerRecord<String, String> record) throws Exception {
        TextClient.send(broker.clientConfig(), record);
    }

    public List<ConsumerRecord<String, String>> readAll(String topic) {
        return TextClient.readAll(broker.clientConfig(), topic);
    }

    @Override
    public void close() {
        broker.close();
    }
}
