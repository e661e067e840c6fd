package org.meridian.operator.peering;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.meridian.operator.tls.Pem;
import org.meridian.process.settings.Settings;
import org.meridian.process.startup.StartupProblem;
import org.springframework.boot.ssl.pem.PemContent;

/**
 * What one operator gives another: where their node is, and by what it is known. Nothing in it is secret.
 *
 * @param agreement the node's public key for {@link SharedSecret}, as Base64
 * @param authority who signs the node's certificates, in PEM on one line
 */
record Offer(String alias, String name, String iso, String timeZone, String bootstrap, String url, String agreement,
        String authority) {

    private static final String VERSION = "meridian.offer";
    private static final int MAX_NAME = 60;

    Offer {
        Settings.alias("meridian.node", alias);
        // Else it could say something else to whoever reads the configuration that it gets into.
        require(name.length() <= MAX_NAME && name.matches("[\\p{L}\\p{M}' ().-]*"), "the country's name");
        require(iso.matches("([A-Z]{2}(-[A-Z0-9]{1,3})?)?"), "the country's ISO 3166 code");
        require(isZone(timeZone), "the time zone");
        require(bootstrap.matches("[A-Za-z0-9.-]+:\\d{1,5}"), "the address of Kafka");
        Settings.hostAndPort("bootstrap", bootstrap);
        require(url.matches("https?://[A-Za-z0-9.:-]+(/[A-Za-z0-9._/-]*)?"), "the address of HTTP");
        Settings.url("url", url);
        require(agreement.matches("[A-Za-z0-9+/=]{43,44}"), "the key");
        require(!certificates(authority).isEmpty(), "the authority");
    }

    private static void require(boolean right, String what) {
        if (!right) {
            throw new StartupProblem("In this offer " + what + " is not as it has to be: ask for a new one, made with"
                    + " scripts/peer offer, and passed on as it is.");
        }
    }

    private static boolean isZone(String name) {
        try {
            return ZoneId.getAvailableZoneIds().contains(ZoneId.of(name).getId());
        } catch (DateTimeException e) {
            return false;
        }
    }

    static List<X509Certificate> certificates(String pem) {
        try {
            return PemContent.isPresentInText(pem) ? Pem.certificates("an offer", pem) : List.of();
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    /** In PEM, on one line: as it can stand in a file of properties. */
    static String oneLine(List<X509Certificate> certificates) {
        return certificates.stream().map(Offer::oneLine).collect(Collectors.joining(" "));
    }

    private static String oneLine(X509Certificate certificate) {
        try {
            return "-----BEGIN CERTIFICATE----- " + Base64.getEncoder().encodeToString(certificate.getEncoded())
                    + " -----END CERTIFICATE-----";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws StartupProblem when it is no offer, or says more than one does */
    static Offer read(String text) {
        var found = new Properties();
        try {
            found.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            throw new StartupProblem("This is no offer: " + e.getMessage() + ".", e);
        }
        String alias = found.getProperty(VERSION, "");
        Settings.alias(VERSION, alias);
        String country = "meridian.country." + alias + ".";
        String peer = "meridian.peers." + alias + ".";
        Set<String> known = Set.of(VERSION, country + "name", country + "iso", country + "time-zone",
                peer + "bootstrap", peer + "url", peer + "authority", "meridian.offer.agreement");
        var more = new TreeSet<>(found.stringPropertyNames());
        more.removeAll(known);
        require(more.isEmpty(), String.join(", ", more));
        return new Offer(alias, found.getProperty(country + "name", ""), found.getProperty(country + "iso", ""),
                found.getProperty(country + "time-zone", "UTC"), found.getProperty(peer + "bootstrap", ""),
                found.getProperty(peer + "url", ""), found.getProperty("meridian.offer.agreement", ""),
                found.getProperty(peer + "authority", ""));
    }

    String text() {
        return """
                # Meridian: what %1$s offers to another country's operator, who accepts it with scripts/peer. Nothing in it is secret.
                # Compare with them by another way, by telephone for one, the digits that scripts/peer said.
                meridian.offer=%1$s
                meridian.offer.agreement=%2$s
                %3$s""".formatted(alias, agreement, settings());
    }

    /** As they stand in the other node's configuration, without the secret. */
    String settings() {
        String code = iso.isEmpty() ? "" : "meridian.country." + alias + ".iso=" + iso + "\n";
        return """
                meridian.country.%1$s.name=%2$s
                %6$smeridian.country.%1$s.time-zone=%3$s
                meridian.peers.%1$s.bootstrap=%4$s
                meridian.peers.%1$s.url=%5$s
                meridian.peers.%1$s.authority=%7$s
                """.formatted(alias, ascii(name), timeZone, bootstrap, url, code, authority);
    }

    /** As a file of properties has it, whatever its encoding. */
    private static String ascii(String text) {
        return text.chars().mapToObj(it -> it < 127 ? Character.toString(it) : "\\u%04x".formatted(it))
                .collect(Collectors.joining());
    }

    /** By what two people compare that they have the same: 32 hexadecimal digits in fours. */
    String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16).replaceAll("(.{4})(?=.)", "$1 ");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
