package org.meridian.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meridian.operator.tls.TlsSettings;
import org.meridian.process.settings.NodeSettings;
import org.meridian.process.settings.WrongSetting;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class PlainTextTest {

    private static final String PEER = "meridian.peers.nz.";
    private static final Map<String, String> LOCAL = Map.of("server.address", "127.0.0.1", "kafka", "127.0.0.1",
            PEER + "bootstrap", "localhost:9102", PEER + "url", "http://[::1]:8102", PEER + "authority", "");
    private static final TlsSettings TLS = new TlsSettings(Path.of("node.pem"), null, null, null, false);

    private static void refuse(Map<String, String> given, TlsSettings tls) {
        var embedded = new EmbeddedSettings(Path.of("data"), 1, 2, 3, 4, String.valueOf(given.get("kafka")), "uk",
                DataSize.ofGigabytes(1), DataSize.ofMegabytes(500));
        var peer = new NodeSettings.Peer(String.valueOf(given.get(PEER + "bootstrap")),
                String.valueOf(given.get(PEER + "url")), "secret", String.valueOf(given.get(PEER + "authority")));
        var node = new NodeSettings("uk", Map.of("nz", peer), Map.of(), 6);
        new PlainText(new Binder(new MapConfigurationPropertySource(given))).refuse(embedded, node, tls);
    }

    private static String refusal(TlsSettings tls, String... changes) {
        var given = new HashMap<>(LOCAL);
        for (int i = 0; i < changes.length; i += 2) {
            given.put(changes[i], changes[i + 1]);
        }
        try {
            refuse(given, tls);
            return "";
        } catch (WrongSetting e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void whatStaysOnTheMachineMayBePlain() {
        assertThatCode(() -> refuse(LOCAL, TlsSettings.NONE)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kafka | 0.0.0.0 | Kafka would let other countries in on 0.0.0.0 in plain text
            server.address | :: | HTTP would be plain text on ::
            meridian.peers.nz.bootstrap | nz.example.org:9102 | meridian.peers.nz.authority is not set, so that nz.example.org:9102
            meridian.peers.nz.url | http://nz.example.org | meridian.peers.nz.url cannot be "http://nz.example.org", in plain text
            """)
    void whatLeavesItIsRefusedInASentenceUnlessTheOperatorSaysSo(String name, String value, String sentence) {
        assertThat(refusal(TlsSettings.NONE, name, value)).startsWith(sentence)
                .endsWith(", or set meridian.tls.plain-text to true in a network that nobody else can reach.");
        assertThat(refusal(new TlsSettings(null, null, null, null, true), name, value)).isEmpty();
    }

    @Test
    void withTlsItIsNot() {
        assertThat(refusal(TLS, "kafka", "0.0.0.0", "server.address", "0.0.0.0", "server.ssl.bundle", "meridian",
                PEER + "bootstrap", "nz.example.org:9102", PEER + "authority", "nz.pem", PEER + "url",
                "https://nz.example.org")).isEmpty();
    }
}
