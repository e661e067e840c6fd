package org.meridian.notifications;

import static org.meridian.testing.Waiting.eventually;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.meridian.testing.FreePorts;
import org.meridian.testing.RealServers;
import org.meridian.testing.TestBroker;
import org.meridian.testing.TestDatabase;

/** The notifications service of {@code nz} in a JVM of its own, which can be killed; nobody signs in there. */
final class NotificationsProcess implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = FreePorts.next();
    private final List<String> command;
    private final Path output;
    private Process process;

    /** Starts it. */
    NotificationsProcess(TestBroker kafka, TestDatabase database, MailSink mail, Path output) {
        this.output = output;
        this.command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx320m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path"),
                NotificationsApplication.class.getName()));
        RealServers.springProperties(kafka, database).forEach(this::set);
        Map.of("meridian.node", "nz", "meridian.demo", "true", "meridian.public-url", "http://nz.example",
                "meridian.mail-from", "Meridian <post@nz.example>", "meridian.country.nz.time-zone", "Pacific/Auckland",
                "spring.mail.host", "127.0.0.1", "spring.mail.port", "" + mail.port(), "server.port", "" + port,
                "spring.security.oauth2.resourceserver.jwt.jwk-set-uri", "http://unused").forEach(this::set);
        this.process = start();
    }

    private void set(String name, String value) {
        command.add("--" + name + "=" + value);
    }

    private Process start() {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile())).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void startAgain() {
        process = start();
    }

    /** As a power failure ends it. */
    void kill9() {
        end(process.destroyForcibly());
    }

    /** Waits until it can be asked, and puts the clock that digests go by. */
    void clockShows(Instant now) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/demo/clock"))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"now\":\"" + now + "\"}")).build();
        eventually(() -> http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode(),
                status -> status == 200);
    }

    /** As an operator ends it. */
    @Override
    public void close() {
        process.destroy();
        end(process);
        http.close();
    }

    private void end(Process ending) {
        try {
            if (!ending.waitFor(20, TimeUnit.SECONDS)) {
                ending.destroyForcibly();
                throw new AssertionError("It does not end: see " + output.toAbsolutePath());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
