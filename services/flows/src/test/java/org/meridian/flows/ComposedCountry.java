package org.meridian.flows;

import static java.util.Objects.requireNonNull;
import static org.meridian.testing.Waiting.eventually;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.meridian.operator.access.PeerAccess;
import org.meridian.operator.access.ScramClient;

/** One country's node of containers, which scripts/compose has started. */
final class ComposedCountry implements Place {

    private final String alias;
    private final String project;
    private final Path data;
    private final Http anybody;
    private final Residents residents = new Residents(this);

    /** @param data where scripts/compose keeps the countries' folders */
    ComposedCountry(String alias, String project, Path data, int port) {
        this.alias = alias;
        this.project = project;
        this.data = data;
        this.anybody = new Http("http://127.0.0.1:" + port, null);
    }

    @Override
    public String alias() {
        return alias;
    }

    @Override
    public Http anybody() {
        return anybody;
    }

    Member signsUp(String name) {
        return residents.signsUp(name);
    }

    Operator operator() {
        return residents.operator();
    }

    Http analyst() {
        return residents.analyst();
    }

    // Its containers.

    String container(String service) {
        return project + "-" + alias + "-" + service + "-1";
    }

    /** The names of all, whatever their state. */
    List<String> containers() {
        return Command.run("docker", "ps", "-a", "--format", "{{.Names}}", "--filter",
                "label=com.docker.compose.project=" + project + "-" + alias).well().lines().sorted().toList();
    }

    String inspect(String service, String template) {
        return Command.run("docker", "inspect", "-f", template, container(service)).well();
    }

    Command.Result in(String service, String... command) {
        var whole = new ArrayList<>(List.of("docker", "exec", container(service)));
        whole.addAll(List.of(command));
        return Command.run(whole.toArray(String[]::new));
    }

    /** SIGKILL, as the kernel does it to what takes too much memory; and started again, as Docker does then. */
    void killsAndStartsAgain(String service) {
        Command.run("docker", "kill", "--signal", "KILL", container(service)).well();
        Command.run("docker", "start", container(service)).well();
    }

    void waitsUntilHealthy(String service) {
        eventually(() -> inspect(service, "{{.State.Health.Status}}"), "healthy"::equals);
    }

    ComposedCountry ready() {
        eventually(() -> anybody.get("/actuator/health").status(), status -> status == 200);
        return this;
    }

    Command.Result compose(String... command) {
        var whole = new ArrayList<>(List.of("docker", "compose", "--project-directory",
                Release.ROOT.toString(), "-f", Release.ROOT.resolve("docker-compose.yml").toString(), "--env-file",
                data.resolve(alias + "/country.env").toString()));
        whole.addAll(List.of(command));
        return Command.run(whole.toArray(String[]::new));
    }

    /** Cut off from the other countries' Kafkas; people and operators still reach each other. */
    void isCutOff() {
        for (String service : List.of("border", "link", "operator")) {
            Command.run("docker", "network", "disconnect", project + "-wan", container(service)).well();
        }
    }

    void isJoinedAgain() {
        Command.run("docker", "network", "connect", "--alias", "kafka-" + alias, project + "-wan", container("border"))
                .well();
        for (String service : List.of("link", "operator")) {
            Command.run("docker", "network", "connect", project + "-wan", container(service)).well();
        }
    }

    /** A container's address in one of its networks: {@code inside}, {@code wan} or {@code web}. */
    String address(String service, String network) {
        String name = network.equals("inside") ? project + "-" + alias + "_inside" : project + "-" + network;
        return inspect(service, "{{(index .NetworkSettings.Networks \"" + name + "\").IPAddress}}");
    }

    // Its Kafka, from this process: by the addresses of its containers, under the names that it gives itself.

    /** With all rights. */
    RawKafka kafka() {
        resolve("kafka", address("kafka", "inside"));
        Map<String, String> client = new HashMap<>();
        properties("kafka.properties").forEach((name, value) -> client.put(
                String.valueOf(name).substring("meridian.kafka.".length()), String.valueOf(value)));
        return new RawKafka(client);
    }

    /** As a peer's link sees it, over the network between the countries. */
    RawKafka kafkaFor(ComposedCountry peer) {
        resolve("kafka-" + alias, address("border", "wan"));
        String secret = requireNonNull(
                properties("peers.properties").getProperty("meridian.peers." + peer.alias + ".secret"));
        return new RawKafka(ScramClient.config("kafka-" + alias + ":19092", PeerAccess.user(peer.alias), secret));
    }

    private Properties properties(String file) {
        try (var in = Files.newBufferedReader(data.resolve(alias + "/secrets/" + file))) {
            Properties properties = new Properties();
            properties.load(in);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In the file of names that this process was started with, -Djdk.net.hosts.file. */
    private static void resolve(String name, String address) {
        Path file = Path.of(requireNonNull(System.getProperty("jdk.net.hosts.file")));
        try {
            Map<String, String> names = new HashMap<>(Map.of("localhost", "127.0.0.1"));
            if (Files.exists(file)) {
                Files.readAllLines(file).forEach(line -> names.put(line.split(" ")[1], line.split(" ")[0]));
            }
            names.put(name, address);
            Files.write(file, names.entrySet().stream().map(it -> it.getValue() + " " + it.getKey()).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return alias;
    }
}
