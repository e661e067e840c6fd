package org.meridian.replay.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meridian.replay.problem.ReplayProblem;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which Kafka is read and as whom: the node's own unless another is named. */
final class KafkaOptions {

    @Option(names = "--bootstrap", paramLabel = "HOST:PORT", description = "Another Kafka than that of the network that scripts/up started.")
    private @Nullable String bootstrap;

    @ArgGroup(exclusive = false)
    private @Nullable Login login;

    /** By SCRAM-SHA-512. */
    static final class Login {

        @Option(names = "--user", paramLabel = "NAME", required = true, description = "As whom Kafka is entered, by SCRAM-SHA-512.")
        private String user = "";

        @Option(names = "--secret-file", paramLabel = "FILE", required = true, description = "Holds the user's password.")
        private Path secretFile = Path.of("");
    }

    /** The settings of a client. Kafka of this network is entered as the user, with the password in the node's file. */
    Map<String, Object> client(Installation here, String alias, String user, String secretFile) {
        String address = bootstrap == null ? "127.0.0.1:" + here.node(alias).kafkaPort() : bootstrap;
        if (login != null) {
            return scram(address, login.user, login.secretFile);
        }
        return bootstrap == null
                ? scram(address, user, here.file(alias, secretFile))
                : Map.of("bootstrap.servers", address);
    }

    private static Map<String, Object> scram(String address, String user, Path secretFile) {
        return Map.of("bootstrap.servers", address, "security.protocol", "SASL_PLAINTEXT", "sasl.mechanism",
                "SCRAM-SHA-512", "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + quoted(user)
                        + "\" password=\"" + quoted(secret(secretFile)) + "\";");
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    static String secret(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new ReplayProblem("The password in " + file + " cannot be read (" + e
                    + "): see whether the node has ever been started, and whether you may read it.", e);
        }
    }
}
