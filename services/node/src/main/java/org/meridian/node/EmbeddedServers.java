package org.meridian.node;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.meridian.node.broker.BrokerSettings;
import org.meridian.node.broker.EmbeddedBroker;
import org.meridian.node.postgres.EmbeddedPostgres;
import org.meridian.node.startup.StartupChecks;
import org.meridian.operator.access.ReaderSettings;
import org.meridian.operator.tls.TlsSettings;
import org.meridian.process.settings.NodeSettings;
import org.meridian.process.settings.Settings;
import org.meridian.process.startup.StartupProblem;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Starts PostgreSQL and Kafka before the context, whose services' settings then say where they are. */
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
        Binder settings = Binder.get(environment);
        NodeSettings node = settings.bindOrCreate("meridian", NodeSettings.class);
        EmbeddedSettings embedded = settings.bindOrCreate(EmbeddedSettings.PREFIX, EmbeddedSettings.class);
        ReaderSettings readers = settings.bindOrCreate("meridian", ReaderSettings.class);
        TlsSettings tls = settings.bindOrCreate("meridian.tls", TlsSettings.class);
        node.requireWholePeers();
        tls.requireSound(embedded.kafkaAdvertisedHost());
        new PlainText(settings).refuse(embedded, node, tls);
        StartupChecks.requireOpenFiles();
        requireFreePort(settings);
        start(embedded, node, readers, tls);
        Map<String, Object> found = whereTheyAre();
        found.putAll(bundle(tls));
        environment.getPropertySources().addFirst(new MapPropertySource("embedded servers", found));
    }

    /** The node's certificate for HTTP too, under the name {@code meridian}, if {@code server.ssl.bundle} asks for it. */
    static Map<String, Object> bundle(TlsSettings tls) {
        Path certificate = tls.certificate();
        if (certificate == null) {
            return Map.of();
        }
        String file = certificate.toAbsolutePath().toUri().toString();
        String bundle = "spring.ssl.bundle.pem.meridian.";
        return Map.of(bundle + "keystore.certificate", file, bundle + "keystore.private-key", file,
                bundle + "reload-on-update", true, "spring.ssl.bundle.watch.file.quiet-period", "1s");
    }

    private static void requireFreePort(Binder settings) {
        int port = Settings.port("server.port", settings.bind("server.port", Integer.class).orElse(8080));
        StartupChecks.requireFreePort(settings.bind("server.address", String.class).orElse("127.0.0.1"), port,
                "the web server");
    }

    private void start(EmbeddedSettings settings, NodeSettings node, ReaderSettings readers, TlsSettings tls) {
        CompletableFuture<EmbeddedPostgres> database = CompletableFuture.supplyAsync(
                () -> EmbeddedPostgres.start(settings.data().resolve("postgres"), settings.postgresPort()),
                // Started from the common pool, it would not see the driver where that is a jar in the node's jar.
                start -> Thread.ofPlatform().name("postgres-start").start(start));
        try {
            broker = EmbeddedBroker.start(new BrokerSettings(node.node(), settings.data().resolve("kafka"),
                    settings.kafkaPort(), settings.kafkaControllerPort(), settings.kafkaPeerHost(),
                    settings.kafkaPeerPort(), settings.kafkaAdvertisedHost(), tls.listener(BrokerSettings.PEERS, node)),
                    onFault);
            broker.grantAccess(node, readers);
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
