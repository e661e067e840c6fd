package org.meridian.operator.links;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.runtime.Connect;
import org.meridian.testing.FreePorts;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.jks.JksSslStoreBundle;
import org.springframework.boot.ssl.jks.JksSslStoreDetails;

/** Kafka Connect as a container runs it: its own program, by the worker's file of the checkout. */
public final class LinkWorker implements AutoCloseable {
    private static final Path FILE = Path.of("../../config/link-worker.properties");

    private final int port = FreePorts.next();
    private final Path secrets;
    private final Connect<?> connect;

    private LinkWorker(Path secrets) throws IOException {
        this.secrets = secrets;
        var before = Thread.currentThread().getContextClassLoader();
        try {
            this.connect = new ConnectDistributed().startConnect(settings());
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** @param secrets an empty folder, for what a container has in /run/secrets */
    public static LinkWorker start(Path secrets, Map<String, String> ownClient, Map<String, String> peerSecrets)
            throws IOException {
        write(secrets.resolve("kafka.properties"), ownClient.entrySet().stream()
                .collect(Collectors.toMap(it -> "meridian.kafka." + it.getKey(), Map.Entry::getValue)));
        makeKey(secrets.resolve("link.p12"));
        var worker = new LinkWorker(secrets);
        worker.givePeerSecrets(peerSecrets);
        return worker;
    }

    void givePeerSecrets(Map<String, String> peerSecrets) throws IOException {
        write(secrets.resolve("peers.properties"), peerSecrets.entrySet().stream()
                .collect(Collectors.toMap(it -> "meridian.peers." + it.getKey() + ".secret", Map.Entry::getValue)));
    }

    /** As scripts/compose makes it, but for another host. */
    private static void makeKey(Path file) throws IOException {
        Process keytool = new ProcessBuilder(System.getProperty("java.home") + "/bin/keytool", "-genkeypair", "-keyalg",
                "EC", "-dname", "CN=link", "-ext", "san=ip:127.0.0.1", "-storetype", "PKCS12", "-storepass", "meridian",
                "-keystore", file.toString()).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!Files.exists(file)) {
            throw new IOException(said);
        }
    }

    /** What opens its interface. */
    public SslBundle key() {
        var store = new JksSslStoreDetails("PKCS12", null, "file:" + keyFile(), "meridian");
        return SslBundle.of(new JksSslStoreBundle(store, store));
    }

    public String keyFile() {
        return secrets.resolve("link.p12").toString();
    }

    /** The worker's file, for this machine. */
    private Map<String, String> settings() throws IOException {
        var settings = new HashMap<>(file());
        settings.replaceAll((name, value) -> value.replace("/run/secrets", secrets.toString()));
        settings.put("listeners", url());
        settings.put("rest.advertised.host.name", "127.0.0.1");
        return settings;
    }

    private static Map<String, String> file() throws IOException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(FILE)) {
            properties.load(reader);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }

    private static void write(Path file, Map<String, String> values) throws IOException {
        var properties = new Properties();
        properties.putAll(values);
        Files.createDirectories(file.getParent());
        try (var writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
    }

    public String url() {
        return "https://127.0.0.1:" + port;
    }

    public String secrets() {
        return secrets.toString();
    }

    @Override
    public void close() {
        connect.stop();
        connect.awaitStop();
    }
}
