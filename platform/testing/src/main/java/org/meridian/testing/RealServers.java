package org.meridian.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The servers of the tests, real ones: started when first asked for, stopped when the JVM ends. A test class takes a
 * database and, where it needs Kafka, a broker for itself, and keeps them in static fields.
 */
public final class RealServers {

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static @Nullable Servers servers;
    private static @Nullable String postgres;

    private RealServers() {}

    private static synchronized Servers servers() {
        if (servers == null) {
            servers = Servers.chosen();
        }
        return servers;
    }

    /** One server for the JVM, with a new database for whoever asks. */
    private static synchronized String postgres() {
        if (postgres == null) {
            postgres = servers().postgres();
        }
        return postgres;
    }

    /** A new, empty database: a few milliseconds, and 3 s for the first. */
    public static TestDatabase database() {
        return made("CREATE DATABASE %s");
    }

    /** A database as {@code original} is now, to which nobody may be connected meanwhile. */
    public static TestDatabase copyOf(TestDatabase original) {
        return made("CREATE DATABASE %s TEMPLATE " + original.name());
    }

    private static TestDatabase made(String sql) {
        String name = "test" + DATABASES.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(url("postgres"), "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql.formatted(name));
        } catch (SQLException e) {
            throw new IllegalStateException("no database can be made", e);
        }
        return new TestDatabase(name, url(name), "postgres", "postgres");
    }

    private static String url(String database) {
        return "jdbc:postgresql://" + postgres() + "/" + database;
    }

    /** A new broker without topics: about 2 s. Peers' topics are simulated by writing to mirrored ones on it. */
    public static TestBroker broker() {
        TestBroker broker = new TestBroker(servers().broker(), Map.of());
        atExit(broker);
        return broker;
    }

    /** A new broker as a country's is: it lets nobody in without a password. It always runs in this process. */
    public static TestBroker closedBroker() {
        String secret = "the node's own secret";
        TestBroker broker = new TestBroker(EmbeddedBroker.closed(secret), Map.of("security.protocol", "SASL_PLAINTEXT",
                "sasl.mechanism", "SCRAM-SHA-512", "sasl.jaas.config", BrokerSettings.login("node", secret)));
        atExit(broker);
        return broker;
    }

    /** What a service's Spring context needs to use them; when it is closed, nobody waits for an answer any more. */
    public static Map<String, String> springProperties(TestBroker broker, TestDatabase database) {
        return Map.of("spring.datasource.url", database.url(), "spring.datasource.username", database.user(),
                "spring.datasource.password", database.password(), "meridian.kafka.bootstrap.servers",
                broker.address(), "server.shutdown", "immediate");
    }

    static void atExit(AutoCloseable server) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            try {
                server.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }));
    }
}
