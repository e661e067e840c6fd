package org.meridian.operator.peering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meridian.process.settings.NodeSettings;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.mock.env.MockEnvironment;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeeringTest {

    private static final Path SCRIPT = Path.of("../../scripts/certs").toAbsolutePath().normalize();

    private Path directory;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeAll
    void makeCertificates(@TempDir Path folder) throws Exception {
        directory = folder;
        for (String alias : List.of("uk", "nz")) {
            var process = new ProcessBuilder(SCRIPT.toString(), directory.resolve(alias).toString(),
                    alias + ".example.org").inheritIO().start();
            assertThat(process.waitFor()).isZero();
        }
    }

    private Peering of(String alias) {
        var settings = new MockEnvironment().withProperty("meridian.node", alias)
                .withProperty("meridian.public-url", "https://" + alias + ".example.org")
                .withProperty("meridian.country." + alias + ".name", "Côte d'Ivoire")
                .withProperty("meridian.country." + alias + ".time-zone", "Africa/Abidjan")
                .withProperty("meridian.embedded.kafka-advertised-host", alias + ".example.org")
                .withProperty("meridian.embedded.kafka-peer-port", "9101")
                .withProperty("meridian.tls.authority", directory.resolve(alias + "/authority.pem").toString())
                .withProperty("meridian.tls.agreement", directory.resolve(alias + "/agreement.key").toString());
        return new Peering(settings, new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    private Path offer(String alias) throws IOException {
        Path file = directory.resolve(alias + ".offer");
        of(alias).offer(file);
        return file;
    }

    private Path peers(String alias) {
        return directory.resolve(alias + "/peers.properties");
    }

    @Test
    void bothComeToTheSameSecretWhichIsInNeitherOffer() throws Exception {
        Path ofUk = offer("uk");
        Path ofNz = offer("nz");
        of("uk").accept(ofNz, peers("uk"));
        of("uk").accept(ofNz, peers("uk"));
        of("nz").accept(ofUk, peers("nz"));

        NodeSettings.Peer nz = peer(peers("uk"), "nz");
        NodeSettings.Peer uk = peer(peers("nz"), "uk");
        assertThat(nz.secret()).hasSize(64).isEqualTo(uk.secret());
        assertThat(Files.readString(ofUk) + Files.readString(ofNz)).doesNotContain(nz.secret());
        assertThat(nz.bootstrap()).isEqualTo("nz.example.org:9101");
        assertThat(nz.url()).isEqualTo("https://nz.example.org");
        assertThat(Offer.certificates(nz.authority()))
                .isEqualTo(Offer.certificates(Files.readString(directory.resolve("nz/authority.pem"))));
        assertThat(Files.readString(peers("uk"))).containsOnlyOnce(".secret=")
                .contains("meridian.country.nz.name=C\\u00f4te d'Ivoire");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(peers("uk")))).isEqualTo("rw-------");
        assertThat(said.toString(StandardCharsets.UTF_8)).contains(Offer.read(Files.readString(ofUk)).fingerprint());
    }

    /** As Spring reads it. */
    private static NodeSettings.Peer peer(Path file, String alias) throws IOException {
        var properties = new Properties();
        properties.load(new StringReader(Files.readString(file)));
        var source = new MapConfigurationPropertySource(properties);
        source.put("meridian.node", "us");
        return Objects.requireNonNull(new Binder(source).bind("meridian", NodeSettings.class).get().peers().get(alias));
    }

    @Test
    void whatWasThereOfOthersStays() throws Exception {
        Path peers = directory.resolve("some/peers.properties");
        Files.createDirectories(peers.getParent());
        Files.writeString(peers, "meridian.peers.au.url=https://au\nmeridian.peers.nz.url=https://old\n");
        of("uk").accept(offer("nz"), peers);

        assertThat(peer(peers, "au").url()).isEqualTo("https://au");
        assertThat(peer(peers, "nz").url()).isEqualTo("https://nz.example.org");
    }

    @ParameterizedTest
    @ValueSource(strings = {"meridian.operators=evil@example.org", "meridian.peers.au.bootstrap=evil.example.org:1",
            "meridian.country.nz.name=${meridian.peers.au.secret}", "meridian.country.nz.name=a\\nmeridian.demo=true",
            "meridian.peers.nz.url=https://nz.example.org/${HOME}", "meridian.peers.nz.authority=/etc/passwd",
            "meridian.offer.agreement=AAAA", "meridian.country.nz.iso=GB-ENG=", "meridian.offer=shared"})
    void anOfferThatSaysMoreThanItMayIsRefused(String line) throws Exception {
        Path file = directory.resolve("forged.offer");
        Files.writeString(file, Files.readString(offer("nz")) + line + "\n");

        assertThatThrownBy(() -> of("uk").accept(file, directory.resolve("none/peers.properties")))
                .isInstanceOf(RuntimeException.class).message().endsWith(".");
        assertThat(directory.resolve("none")).doesNotExist();
    }

    @Test
    void onesOwnOfferIsNoPeers() throws Exception {
        Path own = offer("uk");
        assertThatThrownBy(() -> of("uk").accept(own, peers("uk")))
                .hasMessage("This is uk's own offer: accept the other country's.");
    }
}
