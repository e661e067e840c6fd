package org.meridian.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.meridian.operator.access.ScramClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The network that {@code scripts/bench} has to itself: real nodes, started and stopped as an operator does. */
final class Network {

    private static final List<String> COUNTRIES = List.of("uk", "nz", "au", "us");

    private final Path root;
    private final Path data;
    private final int portBase;
    private final Set<String> running = new TreeSet<>();

    private Network(Path root, Path data, int portBase) {
        this.root = root;
        this.data = data;
        this.portBase = portBase;
    }

    /** From what {@code scripts/bench} has set for {@code scripts/up} too. */
    static Network fromEnvironment() {
        return new Network(Path.of(required("BENCH_ROOT")), Path.of(required("MERIDIAN_DATA")),
                Integer.parseInt(required("MERIDIAN_PORT_BASE")));
    }

    private static String required(String variable) {
        String value = System.getenv(variable);
        if (value == null) {
            throw new IllegalStateException("Run scripts/bench: it sets " + variable + ".");
        }
        return value;
    }

    /**
     * Starts a node anew, with the machine to itself: as the operator of one country runs it, with all of the JVM's compilers.
     * It has {@link Nothing}'s calls besides its own.
     */
    void alone(String country) throws IOException, InterruptedException {
        only();
        only(Map.of("MERIDIAN_CLASSES", benchClasses(), "SPRING_MAIN_SOURCES",
                Nothing.class.getName() + "," + NothingPage.class.getName()), country);
    }

    /** What a node that is measured may be told to use of this program. */
    String benchClasses() {
        return root.resolve("bench/target/bench.jar").toString();
    }

    /** Lets these nodes run and no others, so that the rest take nothing of the machine. */
    void only(String... wanted) throws IOException, InterruptedException {
        only(Map.of(), wanted);
    }

    /** The same; what is started gets more settings than scripts/up gives it, as environment variables. */
    void only(Map<String, String> settings, String... wanted) throws IOException, InterruptedException {
        List<String> unwanted = running.stream().filter(country -> !List.of(wanted).contains(country)).toList();
        if (!unwanted.isEmpty()) {
            script("down", unwanted, Map.of());
            running.removeAll(unwanted);
        }
        List<String> missing = List.of(wanted).stream().filter(country -> !running.contains(country)).toList();
        if (!missing.isEmpty()) {
            script("up", missing, settings);
            running.addAll(missing);
        }
    }

    /** Runs one of the scripts; what it says goes to the log. */
    void script(String name, List<String> arguments, Map<String, String> settings)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(root.resolve("scripts").resolve(name).toString()));
        command.addAll(arguments);
        Path log = data.resolve("bench.log");
        var script = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        script.environment().putAll(settings);
        int status = script.start().waitFor();
        if (status != 0) {
            throw new IllegalStateException("scripts/" + name + " failed: " + Files.readString(log));
        }
    }

    int httpPort(String country) {
        return port(country, 0);
    }

    /** Where the node's own mail server listens, on 127.0.0.1, and where the node sends its mail. */
    int smtpPort(String country) {
        return port(country, 5);
    }

    private int port(String country, int row) {
        return portBase + row * 1000 + COUNTRIES.indexOf(country) + 1;
    }

    ProcessHandle process(String country) throws IOException {
        long pid = Long.parseLong(Files.readString(data.resolve(country).resolve("node.pid")).strip());
        return ProcessHandle.of(pid).orElseThrow();
    }

    /** As the superuser of a node's database. */
    Connection database(String country) throws IOException, SQLException {
        return database(country, "public").getConnection();
    }

    /** The same, with this schema's tables by their bare names. */
    DataSource database(String country, String schema) throws IOException {
        String password = Files.readString(data.resolve(country).resolve("postgres/password")).strip();
        return new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:" + port(country, 4)
                + "/meridian?currentSchema=" + schema, "postgres", password);
    }

    /** As the node itself, who may do everything in its own Kafka. */
    Map<String, Object> kafka(String country) throws IOException {
        String secret = Files.readString(data.resolve(country).resolve("kafka/secret")).strip();
        return new HashMap<>(ScramClient.config("127.0.0.1:" + port(country, 2), "node", secret));
    }
}
