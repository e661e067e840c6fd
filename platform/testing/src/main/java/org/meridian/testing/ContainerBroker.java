package org.meridian.testing;

import static org.meridian.testing.Waiting.eventually;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * Kafka in a container that is stopped and started, not made anew. Its port on the host is chosen before: Docker would
 * give it another one at each start, and the broker has to name it to its clients.
 */
final class ContainerBroker implements Servers.Broker {

    private static final String IMAGE = "apache/kafka:4.2.1";
    private static final int PORT = 9092;
    /** An image may have been made of files that cannot be written; Kafka writes its settings over them. */
    private static final String START = "chmod -R u+w /opt/kafka/config /etc/kafka/docker; exec /etc/kafka/docker/run";

    private final GenericContainer<?> container;
    private final String address;

    private ContainerBroker(GenericContainer<?> container, String address) {
        this.container = container;
        this.address = address;
    }

    @SuppressWarnings("resource") // whoever has asked for the broker closes it
    static ContainerBroker create() {
        int port = FreePorts.next();
        String address = DockerClientFactory.instance().dockerHostIpAddress() + ":" + port;
        GenericContainer<?> container = new GenericContainer<>(IMAGE).withEnv(environment(address))
                .withCommand("bash", "-c", START)
                .waitingFor(Wait.forLogMessage(".*Kafka Server started.*", 1));
        container.setPortBindings(List.of(port + ":" + PORT));
        container.start();
        ContainerBroker broker = new ContainerBroker(container, address);
        broker.awaitReady();
        return broker;
    }

    /** The image takes a setting {@code a.b} as the variable {@code KAFKA_A_B}. */
    private static Map<String, String> environment(String address) {
        Map<String, String> environment = new HashMap<>();
        BrokerSettings.of("0.0.0.0:" + PORT, address, "127.0.0.1:9093").forEach((name, value) -> environment
                .put("KAFKA_" + name.replace('.', '_').toUpperCase(Locale.ROOT), value));
        environment.put("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@127.0.0.1:9093");
        environment.put("CLUSTER_ID", Uuid.randomUuid().toString());
        return environment;
    }

    @Override
    public void start() {
        container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
        awaitReady();
    }

    private void awaitReady() {
        Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", address));
        try {
            eventually(() -> admin.describeCluster().nodes().get(1, TimeUnit.SECONDS), nodes -> !nodes.isEmpty());
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    @Override
    public void stop() {
        container.getDockerClient().stopContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public void close() {
        container.stop();
    }
}
