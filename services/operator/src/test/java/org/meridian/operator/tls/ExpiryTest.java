package org.meridian.operator.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.meridian.process.settings.NodeSettings;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ExpiryTest {

    private static final Path SCRIPT = Path.of("../../scripts/certs").toAbsolutePath().normalize();

    @Test
    void howLongCertificatesAreGoodForIsAGaugeAndSaidFourWeeksBefore(@TempDir Path folder, CapturedOutput log)
            throws Exception {
        assertThat(new ProcessBuilder(SCRIPT.toString(), folder.toString(), "uk.example.org").inheritIO().start()
                .waitFor()).isZero();
        var tls = new TlsSettings(folder.resolve("node.pem"), null, null, null, false);
        var end = OwnCertificate.read(folder.resolve("node.pem"), null).certificate().getNotAfter().toInstant();
        var nz = new NodeSettings.Peer("", "", "", folder.resolve("authority.pem").toString());
        var node = new NodeSettings("uk", Map.of("nz", nz), Map.of(), 6);

        var meters = new SimpleMeterRegistry();
        new Expiry(node, tls, Clock.fixed(end.minus(Duration.ofDays(29)), ZoneOffset.UTC)).bindTo(meters);
        assertThat(seconds(meters, "uk")).isEqualTo(Duration.ofDays(29).toSeconds());
        assertThat(seconds(meters, "nz")).isGreaterThan(Duration.ofDays(3_000).toSeconds());
        assertThat(log.getAll()).doesNotContain("expires at");

        new Expiry(node, tls, Clock.fixed(end.minus(Duration.ofDays(27)), ZoneOffset.UTC)).bindTo(
                new SimpleMeterRegistry());
        assertThat(log.getAll()).contains("This node's certificate expires at " + end)
                .doesNotContain("authority of nz");
    }

    private static double seconds(SimpleMeterRegistry meters, String of) {
        return Objects.requireNonNull(meters.find("meridian.certificate.expires").tag("of", of).gauge()).value();
    }
}
