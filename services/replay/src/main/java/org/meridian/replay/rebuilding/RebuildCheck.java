package org.meridian.replay.rebuilding;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.ReadModel;
import org.meridian.eventlog.event.ServiceReadModel;
import org.meridian.eventlog.projection.ShadowCopy;
import org.meridian.eventlog.serde.Codec;
import org.meridian.eventlog.serde.PeerSchemas;
import org.meridian.replay.problem.ReplayProblem;
import org.meridian.schemas.SchemaLock;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes a service's rows once more, from its node's topics into a schema beside the one in use, and compares. While a node
 * is being written to, its rows are a moment ahead of the log or behind it: only what differs three times is a difference.
 */
public final class RebuildCheck {

    private static final int LOOKS = 3;
    private static final String SHADOW = "_shadow";
    private static final List<String> OF_EVERY_LOG = List.of("aggregate");

    /** The node and how to reach its servers; {@code kafka} are the settings of a client that may read everything. */
    public record Node(String alias, Set<String> peers, DataSource database, Map<String, Object> kafka) {}

    private final Node node;
    private final Consumer<String> progress;

    public RebuildCheck(Node node, Consumer<String> progress) {
        this.node = node;
        this.progress = progress;
    }

    /** What was found: the number of rows compared, and a line for every row that differs. */
    public record Result(long rows, List<String> differences) {}

    /** @throws ReplayProblem for a service that is not there */
    public Result check(String service) {
        List<ServiceReadModel> all = services();
        ServiceReadModel chosen = all.stream().filter(it -> it.service().equals(service)).findFirst()
                .orElseThrow(
                        () -> new ReplayProblem("There is no service " + service + " with rows of its own; there are: "
                                + String.join(", ", all.stream().map(ServiceReadModel::service).sorted().toList())
                                + "."));
        JdbcTemplate jdbc = new JdbcTemplate(node.database());
        String shadow = service + SHADOW;
        jdbc.execute("DROP SCHEMA IF EXISTS " + shadow + " CASCADE");
        try (Database database = Database.shadow(service, shadow, in(shadow), chosen.libraries())) {
            database.start();
            return compare(chosen, database, shadow);
        } finally {
            jdbc.execute("DROP SCHEMA IF EXISTS " + shadow + " CASCADE");
        }
    }

    /** The node's database by connections that find another schema's tables by their bare names. */
    private DataSource in(String schema) {
        return new DelegatingDataSource(node.database()) {
            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = super.getConnection();
                connection.setSchema(schema);
                return connection;
            }
        };
    }

    private static List<ServiceReadModel> services() {
        return ServiceLoader.load(ServiceReadModel.class).stream().map(ServiceLoader.Provider::get).toList();
    }

    private Result compare(ServiceReadModel service, Database database, String shadow) {
        Clock clock = Clock.systemUTC();
        ReadModel rows = service.in(database, node.alias(), clock);
        List<String> tables = new ArrayList<>(rows.tables());
        tables.removeAll(service.queues());
        tables.addAll(OF_EVERY_LOG);
        RowDifferences differences = new RowDifferences(new JdbcTemplate(node.database()), service.service(), shadow);
        try (ShadowCopy copy = new ShadowCopy(database, node.alias(), node.peers(), service.topics(),
                rows, new Codec(SchemaLock.onClassPath(), new PeerSchemas()), node.kafka(), clock)) {
            for (int look = 1;; look++) {
                copy.catchUp();
                RowDifferences.Found found = atOneMoment(differences, tables);
                if (found.lines().isEmpty() || look == LOOKS) {
                    return new Result(found.rows(), found.lines());
                }
                progress.accept(found.lines().size() + " rows differ; looking again for what is still on its way");
                pause();
            }
        }
    }

    private RowDifferences.Found atOneMoment(RowDifferences differences, List<String> tables) {
        TransactionTemplate snapshot = new TransactionTemplate(new DataSourceTransactionManager(node.database()));
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
        return Objects.requireNonNull(snapshot.execute(status -> differences.in(tables)));
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReplayProblem("The comparison was interrupted.", e);
        }
    }
}
