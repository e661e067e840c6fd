package org.meridian.replay.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.meridian.replay.problem.ReplayProblem;

/**
 * The network that {@code scripts/up} started here, as {@code scripts/replay} describes it in its environment: what a
 * command reads unless it is told otherwise. Run by anything else, a command has none.
 *
 * @param data   where the nodes keep everything, and the keys of exports are kept
 * @param nodes  in the order of their ports
 * @param node   the alias of the first one that runs, or else of the first
 * @param report the folder with the report's SQL
 */
public record Installation(@Nullable Path data, List<Node> nodes, @Nullable String node, @Nullable Path report) {

    /** A node and the ports at which its servers listen on this machine. */
    record Node(String alias, int kafkaPort, int postgresPort) {

        /** From {@code alias:kafka port:PostgreSQL port}. */
        static Node of(String word) {
            String[] parts = word.split(":");
            return new Node(parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
        }
    }

    public static Installation of(Map<String, String> environment) {
        return new Installation(path(environment.get("MERIDIAN_DATA")),
                Stream.of(environment.getOrDefault("MERIDIAN_REPLAY_NODES", "").split(" "))
                        .filter(word -> !word.isEmpty())
                        .map(Node::of).toList(),
                environment.get("MERIDIAN_REPLAY_NODE"), path(environment.get("MERIDIAN_REPLAY_REPORT")));
    }

    private static @Nullable Path path(@Nullable String value) {
        return value == null ? null : Path.of(value);
    }

    /** The node that was named, or the one that is assumed. */
    String aliasOr(@Nullable String named) {
        if (named != null) {
            return named;
        }
        if (node == null) {
            throw new ReplayProblem("No network was started here: name the node whose Kafka it is with --node.");
        }
        return node;
    }

    /** @throws ReplayProblem when the network has no such node */
    Node node(String alias) {
        return nodes.stream().filter(it -> it.alias().equals(alias)).findFirst().orElseThrow(
                () -> new ReplayProblem("There is no country '" + alias + "' in the network here; it has: "
                        + String.join(", ", nodes.stream().map(Node::alias).toList())
                        + ". Name another Kafka with --bootstrap."));
    }

    /** A file of a node's, {@code kafka/secret} for example. */
    Path file(String alias, String name) {
        return inData(node(alias).alias()).resolve(name);
    }

    /** Where the keys of exports are kept. */
    Path keys() {
        return data == null
                ? Path.of(System.getProperty("user.home"), ".meridian", "replay-keys")
                : inData("replay-keys");
    }

    private Path inData(String name) {
        return Objects.requireNonNull(data, "a network has a folder").resolve(name);
    }
}
