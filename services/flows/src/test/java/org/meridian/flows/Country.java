package org.meridian.flows;

import static java.util.Objects.requireNonNull;
import static org.meridian.testing.Waiting.eventually;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.meridian.node.broker.BrokerSettings;
import org.meridian.node.broker.EmbeddedBroker;
import org.meridian.operator.access.PeerAccess;
import org.meridian.operator.access.ReaderSettings;
import org.meridian.operator.access.ScramClient;
import org.meridian.process.settings.NodeSettings;
import org.meridian.schemas.Topics;
import org.meridian.testing.FreePorts;

/** One country's node: a process with a folder and ports of its own, set up as scripts/up sets it up. */
final class Country implements Place, AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    private final String alias;
    private final Path data;
    private final Ports ports = Ports.free();
    private final Set<Country> peers = new LinkedHashSet<>();
    private Release release;
    private BinaryOperator<String> secrets = (one, other) -> "";
    private final Residents residents = new Residents(this);
    private List<String> surroundings = List.of();
    private @Nullable Path classes;
    private @Nullable Process process;
    private @Nullable Issuer issuer;
    private Http.@Nullable Listener comparison;

    /** Chosen once, so that a node is found again where it was. */
    private record Ports(int http, int smtp, int postgres, int kafka, int kafkaController, int kafkaPeer, int issuer) {

        static Ports free() {
            return new Ports(FreePorts.next(), FreePorts.next(), FreePorts.next(), FreePorts.next(), FreePorts.next(),
                    FreePorts.next(), FreePorts.next());
        }
    }

    Country(String alias, Path data, Release release) {
        this.alias = alias;
        this.data = data;
        this.release = release;
    }

    void secrets(BinaryOperator<String> ofPair) {
        secrets = ofPair;
    }

    /** Each becomes a line in the other's configuration; a node that runs reads it when it starts again. */
    void knows(Country peer) {
        peers.add(peer);
        peer.peers.add(this);
    }

    void runs(Release other) {
        release = other;
    }

    /** What its program is started by, for example {@code env TZ=IST}. */
    void isStartedBy(List<String> command) {
        surroundings = command;
    }

    /** What is on its class path besides its program. */
    void isBeside(Path moreClasses) {
        classes = moreClasses;
    }

    @Override
    public String alias() {
        return alias;
    }

    Path data() {
        return data;
    }

    @Override
    public Http anybody() {
        Http unheard = new Http("http://127.0.0.1:" + ports.http, null);
        return comparison == null ? unheard : unheard.heardBy(comparison);
    }

    /** From now on every answer is compared with what the node says of its calls. */
    void isCompared() {
        Http unheard = anybody();
        comparison = new Compared(() -> unheard);
    }

    // How it runs.

    /** Starts it; returns at once. */
    Country starting() {
        start("server.port=" + ports.http);
        return this;
    }

    Country start() {
        return starting().ready();
    }

    /** Waits until it is open. */
    Country ready() {
        eventually(TIMEOUT, () -> {
            if (!isRunning()) {
                return "ended: " + log();
            }
            return anybody().get("/actuator/health").status() == 200 ? "ready" : "starting";
        }, state -> !state.equals("starting"));
        if (!isRunning()) {
            throw new AssertionError(alias + " has ended: " + log());
        }
        return this;
    }

    /** Starts it with what is wrong, and returns what it said when it had ended by itself. */
    Ended failsToStartWith(String... properties) {
        Process failing = start(properties);
        try {
            if (!failing.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError(alias + " goes on, though it should not: " + log());
            }
            return new Ended(failing.exitValue(), log());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    record Ended(int status, String said) {}

    private Process start(String... properties) {
        configure();
        var command = new ArrayList<>(surroundings);
        command.addAll(List.of(Release.tool("java"), "-Djava.io.tmpdir=" + data, "-Xms96m", "-Xmx320m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-XX:MaxMetaspaceSize=256m", "-Xss512k", "-XX:+ExitOnOutOfMemoryError",
                "-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=" + data + "/crash.log",
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(classes == null
                ? List.of("-jar", release.jar().toString())
                : List.of("-cp", classes + ":" + release.jar(), "org.meridian.node.NodeApplication"));
        command.addAll(List.of("--spring.config.additional-location=file:" + data + "/node.yml",
                "--spring.config.import=optional:configtree:" + data + "/secrets/"));
        for (String property : properties) {
            command.add("--" + property);
        }
        try {
            Process started = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(data.resolve("node.log").toFile()).start();
            Runtime.getRuntime().addShutdownHook(new Thread(started::destroy));
            process = started;
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void configure() {
        var yml = new StringBuilder("""
                spring.mail.port: %d
                meridian:
                  node: %s
                  demo: true
                  public-url: http://127.0.0.1:%d
                  mail-from: Meridian %2$s <no-reply@%2$s.meridian.example>
                  operators: operator@%2$s.example
                  sign-ups-per-network: 10000
                  sign-ins-per-network: 10000
                  country:
                    uk: {name: United Kingdom, iso: GB-ENG, time-zone: Europe/London}
                    nz: {name: New Zealand, iso: NZ, time-zone: Pacific/Auckland}
                  issuers:
                    council: {url: "%s", name: Westshire Council, client-id: meridian, secret: theirs}
                  analysts: analyst@%2$s.example
                  embedded:
                    data: %s
                    postgres-port: %d
                    kafka-port: %d
                    kafka-controller-port: %d
                    kafka-peer-port: %d
                  peers:
                """.formatted(ports.smtp, alias, ports.http, Issuer.url(ports.issuer), data, ports.postgres,
                ports.kafka, ports.kafkaController,
                ports.kafkaPeer));
        try {
            Files.createDirectories(data.resolve("secrets"));
            for (Country peer : peers) {
                yml.append("    %s: {bootstrap: \"127.0.0.1:%d\", url: \"%s\"}\n".formatted(peer.alias,
                        peer.ports.kafkaPeer, peer.anybody().url()));
                Files.writeString(data.resolve("secrets/meridian.peers." + peer.alias + ".secret"),
                        secrets.apply(alias, peer.alias));
            }
            Files.writeString(data.resolve("node.yml"), yml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** What its process has of the machine's memory, in bytes. */
    long memory() {
        try {
            return Files.readAllLines(Path.of("/proc", "" + requireNonNull(process).pid(), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).sum() * 1024;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As an operator stops it. */
    void stop() {
        end(Process::destroy);
    }

    /** Only its Kafka, in this process, with its topics: for what a peer might send that runs no node. */
    EmbeddedBroker startsOnlyKafka() {
        var settings = new BrokerSettings(alias, data.resolve("kafka"), ports.kafka, ports.kafkaController, "127.0.0.1",
                ports.kafkaPeer, "127.0.0.1", Map.of());
        EmbeddedBroker broker = EmbeddedBroker.start(settings, fault -> {
            throw new AssertionError(fault);
        });
        Map<String, NodeSettings.Peer> readers = peers.stream().collect(Collectors.toMap(Country::alias,
                peer -> new NodeSettings.Peer("", "", secrets.apply(alias, peer.alias), "")));
        broker.grantAccess(new NodeSettings(alias, readers, Map.of(), 6), new ReaderSettings(Map.of()));
        kafka().create(Topics.of(alias, readers.keySet()).stream().map(Topics.TopicSpec::name).toList());
        return broker;
    }

    /** As a power failure stops it; its PostgreSQL is left behind. */
    void kill9() {
        end(Process::destroyForcibly);
    }

    /** As a fault in native code ends it. */
    void crashes() {
        end(running -> {
            try {
                new ProcessBuilder("kill", "-SEGV", String.valueOf(running.pid())).start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void end(java.util.function.Consumer<Process> how) {
        Process running = process;
        if (running == null) {
            return;
        }
        how.accept(running);
        try {
            if (!running.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                running.destroyForcibly();
                throw new AssertionError(alias + " does not stop: " + log());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void killOnlyPostgres() {
        postgres().orElseThrow(() -> new AssertionError(alias + " has no PostgreSQL")).destroyForcibly();
    }

    /** Its own, and those of its PostgreSQL. */
    List<ProcessHandle> processes() {
        List<ProcessHandle> all = new ArrayList<>();
        if (process != null) {
            all.add(process.toHandle());
            process.descendants().forEach(all::add);
        }
        postgres().ifPresent(server -> {
            all.add(server);
            server.descendants().forEach(all::add);
        });
        return all;
    }

    /** The server that runs in this country's directory, if one does. */
    private Optional<ProcessHandle> postgres() {
        try {
            Path directory = data.resolve("postgres/data");
            long pid = Long.parseLong(Files.readAllLines(directory.resolve("postmaster.pid")).getFirst().strip());
            return ProcessHandle.of(pid)
                    .filter(server -> commandOf(pid).contains("\0-D\0" + directory + "\0"));
        } catch (IOException notRunning) {
            return Optional.empty();
        }
    }

    private static String commandOf(long pid) {
        try {
            return Files.readString(Path.of("/proc", "" + pid, "cmdline"));
        } catch (IOException ended) {
            return "";
        }
    }

    String log() {
        try {
            return Files.readString(data.resolve("node.log"));
        } catch (IOException e) {
            return String.valueOf(e);
        }
    }

    /** By which its members can sign in; it is there once it is asked for. */
    synchronized Issuer issuer() {
        Issuer running = issuer == null ? new Issuer(ports.issuer) : issuer;
        issuer = running;
        return running;
    }

    @Override
    public void close() {
        stop();
        if (issuer != null) {
            issuer.close();
        }
        // Left behind by a node that a story killed and did not start again.
        postgres().ifPresent(ProcessHandle::destroyForcibly);
    }

    // Who lives there.

    Member signsUp(String name) {
        return residents.signsUp(name);
    }

    Operator operator() {
        return residents.operator();
    }

    Http analyst() {
        return residents.analyst();
    }

    // What it keeps.

    Release release() {
        return release;
    }

    /** As scripts/replay names the node's servers. */
    List<String> rebuildOptions() {
        return List.of("--node", alias, "--bootstrap", "127.0.0.1:" + ports.kafka, "--user", "node", "--secret-file",
                data.resolve("kafka/secret").toString(), "--database",
                "jdbc:postgresql://127.0.0.1:" + ports.postgres + "/meridian", "--database-user", "postgres",
                "--database-secret-file", data.resolve("postgres/password").toString(), "--peers",
                String.join(",", peers.stream().map(Country::alias).toList()));
    }

    /** As scripts/replay names the node's Kafka, with a password of a choice. */
    List<String> exportOptions(Path secret) {
        return List.of("--node", alias, "--bootstrap", "127.0.0.1:" + ports.kafka, "--user", "replay", "--secret-file",
                secret.toString(), "--quiet");
    }

    Path replaySecret() {
        return data.resolve("kafka/replay-secret");
    }

    /** Its Kafka as replays see it. */
    RawKafka kafkaForReplays() {
        return new RawKafka(ScramClient.config("127.0.0.1:" + ports.kafka, "replay", fileText("kafka/replay-secret")));
    }

    /** Its Kafka with all rights. */
    RawKafka kafka() {
        return new RawKafka(ScramClient.config("127.0.0.1:" + ports.kafka, "node", fileText("kafka/secret")));
    }

    /** Its Kafka as a peer's link sees it. */
    RawKafka kafkaFor(Country peer) {
        return new RawKafka(ScramClient.config("127.0.0.1:" + ports.kafkaPeer, PeerAccess.user(peer.alias),
                secrets.apply(alias, peer.alias)));
    }

    RawRows rows() {
        return new RawRows("jdbc:postgresql://127.0.0.1:" + ports.postgres + "/meridian?user=postgres&password="
                + fileText("postgres/password"));
    }

    int kafkaPeerPort() {
        return ports.kafkaPeer;
    }

    private String fileText(String file) {
        try {
            return Files.readString(data.resolve(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return alias;
    }
}
