package org.meridian.eventlog.database;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One service's schema in PostgreSQL. Its connections find the service's tables, and nobody else's, by their bare names. It
 * makes the tables when it starts, before anything else that has a lifecycle.
 */
public final class Database implements SmartLifecycle, AutoCloseable {

    /** Before all that reads or writes tables. */
    public static final int PHASE = -1000;

    private final String service;
    private final String schema;
    private final List<String> folders;
    private final DataSource dataSource;
    private final JdbcTemplate jdbc;
    private final JdbcClient client;
    private final TransactionTemplate transaction;
    private volatile boolean running;

    /**
     * @param dataSource whose connections have the service's schema, and no other, as their current one
     * @param libraries  the folders of the tables that the service keeps by a library's code: {@code community}
     */
    public Database(String service, DataSource dataSource, String... libraries) {
        this(service, service, dataSource, List.of(libraries));
    }

    private Database(String service, String schema, DataSource dataSource, List<String> libraries) {
        this.service = service;
        this.schema = schema;
        this.folders = Stream.of(List.of("eventlog"), libraries, List.of(service)).flatMap(List::stream).toList();
        this.dataSource = dataSource;
        this.jdbc = new JdbcTemplate(dataSource);
        this.client = JdbcClient.create(jdbc);
        this.transaction = new RepeatedTransaction(new JdbcTransactionManager(dataSource));
    }

    /**
     * A service's tables in another schema, for writing its rows a second time.
     *
     * @param dataSource whose connections have that schema as their current one
     */
    public static Database shadow(String service, String schema, DataSource dataSource, List<String> libraries) {
        return new Database(service, schema, dataSource, libraries);
    }

    /** Names the schema, unless this is a shadow, and the migrations' folder {@code db/<service>}. */
    public String service() {
        return service;
    }

    public DataSource dataSource() {
        return dataSource;
    }

    public JdbcTemplate jdbc() {
        return jdbc;
    }

    public JdbcClient client() {
        return client;
    }

    /** What is done in one is done again, from the beginning, where another transaction was in its way. */
    public TransactionTemplate transaction() {
        return transaction;
    }

    /** Makes room for threads that hold a connection for long, so that they take none from others. */
    public void reserve(int connections) {
        if (dataSource instanceof HikariDataSource pool) {
            pool.setMaximumPoolSize(pool.getMaximumPoolSize() + connections);
        }
    }

    @Override
    public void start() {
        Migrations.run(dataSource, schema, folders);
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    @Override
    public void close() {
        if (dataSource instanceof HikariDataSource pool) {
            pool.close();
        }
    }
}
