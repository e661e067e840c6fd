package org.meridian.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.meridian.replay.Arguments.UsageException;
import org.meridian.replay.exporting.Export;
import org.meridian.replay.exporting.Format;
import org.meridian.replay.exporting.Manifest;
import org.meridian.replay.exporting.Request;
import org.meridian.replay.exporting.Verify;
import org.meridian.replay.privacy.PseudonymKey;
import org.meridian.replay.problem.ReplayProblem;
import org.meridian.replay.rebuilding.RebuildCheck;
import org.meridian.replay.reporting.AnalyticsReport;
import org.meridian.replay.source.Cluster;
import org.meridian.replay.source.Selection;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.helpers.NOP_FallbackServiceProvider;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** The command line: exit code 0 when it is done, 1 with a sentence when it is not, 2 for a command that is none. */
public final class Replay {

    private static final Set<String> LISTS = Set.of("--country", "--topics", "--groups", "--types", "--peers");
    private static final Set<String> FLAGS = Set.of("--with-content", "--quiet");
    private static final Set<String> SINGLES = Set.of("--out", "--from", "--until", "--format", "--speed", "--max-gap",
            "--key", "--keys", "--node", "--bootstrap", "--user", "--secret-file", "--sql", "--database",
            "--database-user", "--database-secret-file");
    private static final String USAGE = """
            scripts/replay export --out DIR|- [--country A…] [--topics T…] [--groups G…] [--types T…] [--from T] [--until T]
                                  [--format ndjson|csv|parquet|duckdb] [--speed N] [--max-gap SECONDS] [--key FILE]
                                  [--with-content] [--node A] [--quiet]
            scripts/replay verify DIR [--key FILE]
            scripts/replay report DIR [--out FILE] [--sql DIR]
            scripts/replay rebuild SERVICE --country A
            """;

    private Replay() {}

    public static void main(String[] content) {
        // What goes wrong is told below; setting up a logger for nothing would be a tenth of a second of every start.
        System.setProperty("slf4j.internal.verbosity", "WARN");
        System.setProperty("slf4j.provider", NOP_FallbackServiceProvider.class.getName());
        System.exit(run(List.of(content)));
    }

    /** Runs a command; returns the exit code. */
    static int run(List<String> content) {
        try {
            Arguments arguments = new Arguments(content.subList(Math.min(1, content.size()), content.size()), all(),
                    LISTS,
                    FLAGS);
            return switch (content.isEmpty() ? "" : content.getFirst()) {
                case "export" -> export(arguments);
                case "verify" -> verify(arguments);
                case "report" -> report(arguments);
                case "rebuild" -> rebuild(arguments);
                default -> throw new UsageException("Say what to do.");
            };
        } catch (UsageException e) {
            System.err.println(e.getMessage() + "\n" + USAGE);
            return 2;
        } catch (ReplayProblem e) {
            System.err.println(e.getMessage());
            return 1;
        } catch (DataAccessException | TransactionException e) {
            System.err.println(
                    "The database does not answer as it should: " + NestedExceptionUtils.getMostSpecificCause(e)
                            .getMessage());
            return 1;
        }
    }

    private static Set<String> all() {
        Set<String> all = new HashSet<>(LISTS);
        all.addAll(FLAGS);
        all.addAll(SINGLES);
        return all;
    }

    private static int export(Arguments arguments) {
        String out = arguments.required("--out");
        Selection selection = new Selection(arguments.all("--topics"), arguments.all("--country"),
                arguments.all("--groups"), arguments.all("--types"), arguments.time("--from"),
                arguments.time("--until"));
        PseudonymKey key = key(arguments);
        Export export = new Export(cluster(arguments), options(arguments));
        if (out.equals("-")) {
            export.toStandardOutput(selection, key == null ? PseudonymKey.fresh() : key);
            return 0;
        }
        String format = arguments.one("--format");
        Request request = new Request(selection, format == null ? Format.NDJSON : Format.named(format),
                arguments.has("--with-content"));
        Manifest manifest = export.into(Path.of(out), request, key);
        manifest.files().forEach(file -> System.out.printf("%s: %,d records, %,d bytes, SHA-256 %s%n",
                Path.of(out).resolve(file.name()), file.records(), file.bytes(), file.sha256()));
        return 0;
    }

    private static int verify(Arguments arguments) {
        Path folder = Path.of(operand(arguments, "the folder of an export"));
        Verify.Result result = new Verify(cluster(arguments), options(arguments)).check(folder, key(arguments));
        result.differences().forEach(System.out::println);
        if (!result.withdrawn().isEmpty()) {
            System.out.println("Withdrawn since: " + String.join(", ", result.withdrawn()) + ".");
        }
        if (result.differences().isEmpty()) {
            System.out.println("Nothing differs.");
        }
        return result.differences().isEmpty() ? 0 : 1;
    }

    private static int report(Arguments arguments) {
        Path export = Path.of(operand(arguments, "the folder of an export"));
        Path page = arguments.path("--out");
        Path written = page == null ? export.resolve("report.html") : page;
        new AnalyticsReport(Path.of(arguments.required("--sql"))).write(export, written);
        System.out.println(written);
        return 0;
    }

    private static int rebuild(Arguments arguments) {
        String service = operand(arguments, "a service");
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(arguments.required("--database"));
        database.setUser(arguments.required("--database-user"));
        database.setPassword(secret(arguments.required("--database-secret-file")));
        RebuildCheck.Result result = new RebuildCheck(new RebuildCheck.Node(arguments.required("--node"),
                arguments.all("--peers"), database, client(arguments)), System.err::println).check(service);
        result.differences().forEach(System.out::println);
        System.out.printf("%s: %,d rows in use, %,d differ from what the log makes of them.%n", service, result.rows(),
                result.differences().size());
        return result.differences().isEmpty() ? 0 : 1;
    }

    private static String operand(Arguments arguments, String what) {
        if (arguments.operands().size() != 1) {
            throw new UsageException("Name " + what + ".");
        }
        return arguments.operands().getFirst();
    }

    private static @Nullable PseudonymKey key(Arguments arguments) {
        Path file = arguments.path("--key");
        return file == null ? null : PseudonymKey.in(file);
    }

    private static Export.Options options(Arguments arguments) {
        return new Export.Options(arguments.number("--speed", 0), (int) arguments.number("--max-gap", 10),
                keys(arguments), arguments.has("--quiet") ? line -> {} : System.err::println);
    }

    private static Path keys(Arguments arguments) {
        Path keys = arguments.path("--keys");
        return keys == null ? Path.of(System.getProperty("user.home"), ".meridian", "replay-keys") : keys;
    }

    private static Cluster cluster(Arguments arguments) {
        return new Cluster(arguments.required("--node"), client(arguments));
    }

    private static Map<String, Object> client(Arguments arguments) {
        Map<String, Object> client = new HashMap<>();
        client.put("bootstrap.servers", arguments.required("--bootstrap"));
        String user = arguments.one("--user");
        if (user != null) {
            client.put("security.protocol", "SASL_PLAINTEXT");
            client.put("sasl.mechanism", "SCRAM-SHA-512");
            client.put("sasl.jaas.config",
                    "org.apache.kafka.common.security.scram.ScramLoginModule required username=\""
                            + quoted(user) + "\" password=\"" + quoted(secret(arguments.required("--secret-file")))
                            + "\";");
        }
        return client;
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String secret(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new ReplayProblem("The password in " + file + " cannot be read (" + e
                    + "): see whether the node has ever been started, and whether you may read it.", e);
        }
    }
}
