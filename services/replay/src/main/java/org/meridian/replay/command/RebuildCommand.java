package org.meridian.replay.command;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.meridian.replay.problem.ReplayProblem;
import org.meridian.replay.rebuilding.RebuildCheck;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "rebuild", sortOptions = false, sortSynopsis = false, description = "Writes a service's rows once more beside those in use, and compares row by row. Exit code 0 only"
        + " when nothing differs.")
final class RebuildCommand implements Callable<Integer> {

    private final Installation here;

    @Parameters(paramLabel = "SERVICE", description = "posts, for example.")
    private String service = "";

    @Option(names = {"--country",
            "--node"}, paramLabel = "A", description = "The node: by default the first of the network that runs.")
    private @Nullable String node;

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @ArgGroup(exclusive = false)
    private @Nullable Database database;

    @Option(names = "--peers", arity = "1..*", split = ",", paramLabel = "A...", hideParamSyntax = true, description = "The node's peers: by default all other nodes of the network.")
    private @Nullable SortedSet<String> peers;

    /** Another PostgreSQL than that of a node that {@code scripts/up} started. */
    static final class Database {

        @Option(names = "--database", paramLabel = "URL", required = true, description = "Another PostgreSQL than the node's.")
        private String url = "";

        @Option(names = "--database-user", paramLabel = "NAME", required = true, description = "Who may make schemas there.")
        private String user = "";

        @Option(names = "--database-secret-file", paramLabel = "FILE", required = true, description = "Holds the user's password.")
        private Path secretFile = Path.of("");
    }

    RebuildCommand(Installation here) {
        this.here = here;
    }

    @Override
    public Integer call() {
        String alias = here.aliasOr(node);
        Map<String, Object> client = kafka.client(here, alias, "node", "kafka/secret");
        RebuildCheck check = new RebuildCheck(new RebuildCheck.Node(alias, peers(alias), dataSource(alias), client),
                System.err::println);
        try {
            RebuildCheck.Result result = check.check(service);
            result.differences().forEach(System.out::println);
            System.out.printf("%s: %,d rows in use, %,d differ from what the log makes of them.%n", service,
                    result.rows(), result.differences().size());
            return result.differences().isEmpty() ? 0 : 1;
        } catch (DataAccessException | TransactionException e) {
            throw new ReplayProblem("The database does not answer as it should: "
                    + NestedExceptionUtils.getMostSpecificCause(e).getMessage(), e);
        }
    }

    private Set<String> peers(String alias) {
        if (peers != null) {
            return peers;
        }
        Set<String> others = new HashSet<>(here.nodes().stream().map(Installation.Node::alias).toList());
        others.remove(alias);
        return others;
    }

    private DataSource dataSource(String alias) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        if (database != null) {
            source.setUrl(database.url);
            source.setUser(database.user);
            source.setPassword(KafkaOptions.secret(database.secretFile));
        } else {
            source.setUrl("jdbc:postgresql://127.0.0.1:" + here.node(alias).postgresPort() + "/meridian");
            source.setUser("postgres");
            source.setPassword(KafkaOptions.secret(here.file(alias, "postgres/password")));
        }
        return source;
    }
}
