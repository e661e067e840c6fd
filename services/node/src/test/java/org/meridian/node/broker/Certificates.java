package org.meridian.node.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A country's folder of certificates, as scripts/certs makes it, and as it should not be. */
public record Certificates(Path folder) {

    private static final Path SCRIPT = Path.of("../../scripts/certs").toAbsolutePath().normalize();

    /** An authority, and a certificate by it for these hosts. */
    public static Certificates make(Path folder, String... hosts) {
        var made = new Certificates(folder);
        made.renew(hosts);
        return made;
    }

    /** Another certificate by the same authority. */
    public void renew(String... hosts) {
        run(arguments(List.of(SCRIPT.toString(), folder.toString()), hosts));
    }

    /** The same hosts, but nothing of it is valid any more. */
    public void expire(String... hosts) {
        renew(hosts);
        run(List.of("bash", "-c", """
                cd "$0" && openssl x509 -in node.pem -noout -ext subjectAltName,extendedKeyUsage >extensions &&
                    openssl x509 -in node.pem -signkey node.pem -x509toreq -copy_extensions copy -out csr &&
                    openssl x509 -req -in csr -copy_extensions copy -days -1 -CA authority.pem -CAkey authority.key \\
                        -set_serial 77 -out expired.pem &&
                    { openssl pkey -in node.pem && cat expired.pem; } >new && mv new node.pem
                """, folder.toString()));
    }

    public void revoke(Path certificate) {
        run(List.of(SCRIPT.toString(), "revoke", folder.toString(), certificate.toString()));
    }

    public Path reader(String name) {
        run(List.of(SCRIPT.toString(), "reader", folder.toString(), name));
        return folder.resolve("reader-" + name + ".pem");
    }

    public Path node() {
        return folder.resolve("node.pem");
    }

    public Path authority() {
        return folder.resolve("authority.pem");
    }

    public Path revoked() {
        return folder.resolve("revoked.pem");
    }

    private static List<String> arguments(List<String> first, String... more) {
        var all = new ArrayList<>(first);
        all.addAll(Arrays.asList(more));
        return all;
    }

    private static void run(List<String> command) {
        try {
            Path said = Files.createTempFile("certificates", ".log");
            var process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
            assertThat(process.waitFor()).as(Files.readString(said, StandardCharsets.UTF_8)).isZero();
            Files.delete(said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
