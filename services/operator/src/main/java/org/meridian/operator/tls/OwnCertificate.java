package org.meridian.operator.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;
import org.meridian.process.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's certificate, and what is revoked, as the files have them: read again when they have changed. What cannot be
 * read leaves what was before, and is said.
 */
final class OwnCertificate {

    static final String FILE = "meridian.tls.certificate";
    static final String REVOKED = "meridian.tls.revoked";
    private static final Logger LOG = LoggerFactory.getLogger(OwnCertificate.class);
    private static final char[] IN_MEMORY = {'-'};

    /** @param chain the node's own certificate first */
    record Read(PrivateKey key, List<X509Certificate> chain, List<X509CRL> revocations) {

        X509Certificate certificate() {
            return chain.getFirst();
        }

        boolean hasExpired() {
            try {
                certificate().checkValidity();
                return false;
            } catch (CertificateException outOfTime) {
                return true;
            }
        }

        KeyManager[] keyManagers() throws GeneralSecurityException, IOException {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("node", key, IN_MEMORY, chain.toArray(X509Certificate[]::new));
            var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, IN_MEMORY);
            return factory.getKeyManagers();
        }
    }

    private record Stamp(@Nullable FileTime certificate, @Nullable FileTime revoked) {}

    private final Path file;
    private final @Nullable Path revoked;
    private Stamp stamp;
    private Read current;

    OwnCertificate(Path file, @Nullable Path revoked) {
        this.file = file;
        this.revoked = revoked;
        this.stamp = stamp();
        this.current = read(file, revoked);
    }

    /** @param settings of a Kafka client or broker, as {@link TlsSettings} makes them */
    static OwnCertificate of(Map<String, ?> settings) {
        Object revoked = settings.get(REVOKED);
        return new OwnCertificate(Path.of(String.valueOf(settings.get(FILE))),
                revoked == null ? null : Path.of(revoked.toString()));
    }

    /** @throws org.meridian.process.settings.WrongSetting when a file is not what it should be */
    static Read read(Path file, @Nullable Path revoked) {
        var key = Pem.key(FILE, file.toString());
        var chain = Pem.certificates(FILE, file.toString());
        if (!belongTogether(key, chain.getFirst())) {
            throw Settings.reject(FILE, file.toString(),
                    "the first certificate in it has to be that of the key in it");
        }
        return new Read(key, chain, revoked == null ? List.of() : Pem.revocations(REVOKED, revoked));
    }

    private static boolean belongTogether(PrivateKey key, X509Certificate certificate) {
        String algorithm = switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> key.getAlgorithm();
        };
        try {
            var signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(new byte[]{1});
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(new byte[]{1});
            return signature.verify(signed);
        } catch (GeneralSecurityException other) {
            return false;
        }
    }

    /** Looks at the files' times. */
    synchronized Read current() {
        Stamp found = stamp();
        if (!found.equals(stamp)) {
            stamp = found;
            readAgain();
        }
        return current;
    }

    private void readAgain() {
        try {
            current = read(file, revoked);
            LOG.info("The certificate in {} is read again: it is good until {}", file,
                    current.certificate().getNotAfter().toInstant());
        } catch (IllegalArgumentException e) {
            LOG.error("The certificate before stays in use: {}", e.getMessage());
        }
    }

    private Stamp stamp() {
        return new Stamp(changed(file), revoked == null ? null : changed(revoked));
    }

    private static @Nullable FileTime changed(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException notThere) {
            return null;
        }
    }
}
