package org.meridian.node;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.NodeSettings;
import org.meridian.node.broker.BrokerSettings;
import org.meridian.node.broker.EmbeddedBroker;
import org.meridian.node.postgres.EmbeddedPostgres;
import org.meridian.node.startup.StartupChecks;
import org.meridian.eventlog.startup.StartupProblem;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Starts PostgreSQL and Kafka before the services, and tells the services where they are. */
final class EmbeddedServers implements ApplicationContextInitializer<ConfigurableApplicationContext>, AutoCloseable {

    private final Consumer<String> onFault;
    private @Nullable EmbeddedPostgres postgres;
    private @Nullable EmbeddedBroker broker;

    EmbeddedServers(Consumer<String> onFault) {
        this.onFault = onFault;
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        EmbeddedSettings embedded = bind(environment, "meridian.embedded", EmbeddedSettings.class);
        NodeSettings node = bind(environment, "meridian", NodeSettings.class);
        requireWholePeers(node);
        StartupChecks.requireFreePort(environment.getProperty("server.address", "127.0.0.1"),
                environment.getProperty("server.port", Integer.class, 8080), "the web server");
        start(embedded, node);
        environment.getPropertySources().addFirst(new MapPropertySource("embedded servers", whereTheyAre()));
    }

    private static <T> T bind(ConfigurableEnvironment environment, String prefix, Class<T> type) {
        try {
            return Binder.get(environment).bind(prefix, type).get();
        } catch (BindException | java.util.NoSuchElementException e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw new StartupProblem("The configuration under " + prefix + " is wrong or incomplete ("
                    + cause.getMessage() + "): correct the node's node.yml.", e);
        }
    }

    private static void requireWholePeers(NodeSettings node) {
        try {
            node.requireWholePeers();
        } catch (IllegalArgumentException e) {
            throw new StartupProblem("The configuration is incomplete (" + e.getMessage()
                    + "): correct the node's node.yml.", e);
        }
    }

    private void start(EmbeddedSettings settings, NodeSettings node) {
        CompletableFuture<EmbeddedPostgres> database = CompletableFuture
                .supplyAsync(
                        () -> EmbeddedPostgres.start(settings.data().resolve("postgres"), settings.postgresPort()));
        try {
            broker = EmbeddedBroker.start(new BrokerSettings(node.node(), settings.data().resolve("kafka"),
                    settings.kafkaPort(), settings.kafkaControllerPort(), settings.kafkaPeerHost(),
                    settings.kafkaPeerPort(), settings.kafkaAdvertisedHost()), onFault);
            broker.letIn(node);
        } finally {
            postgres = joined(database);
        }
    }

    private static EmbeddedPostgres joined(CompletableFuture<EmbeddedPostgres> starting) {
        try {
            return starting.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StartupProblem problem ? problem : e;
        }
    }

    private Map<String, Object> whereTheyAre() {
        Map<String, Object> properties = new HashMap<>();
        if (postgres != null) {
            properties.put("spring.datasource.url", postgres.jdbcUrl());
            properties.put("spring.datasource.username", postgres.username());
            properties.put("spring.datasource.password", postgres.password());
        }
        if (broker != null) {
            broker.clientConfig().forEach((name, value) -> properties.put("meridian.kafka." + name, value));
            properties.put("meridian.cluster-id", broker.clusterId());
        }
        return properties;
    }

    /** Kafka first, PostgreSQL last; the services have stopped before. */
    @Override
    public void close() {
        if (broker != null) {
            broker.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }
}
