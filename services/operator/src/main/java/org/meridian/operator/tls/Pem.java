package org.meridian.operator.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.process.settings.Settings;
import org.springframework.boot.ssl.pem.PemContent;

/** What is written as PEM (RFC 7468), in a file or as a setting's own text, which may be one line. */
public final class Pem {

    private Pem() {}

    /** @throws org.meridian.process.settings.WrongSetting when the file or text has no certificate */
    public static List<X509Certificate> certificates(String setting, String fileOrText) {
        try {
            List<X509Certificate> found = content(fileOrText).getCertificates();
            if (found != null && !found.isEmpty()) {
                return found;
            }
        } catch (IOException | RuntimeException e) {
            throw wrong(setting, fileOrText, "certificates", e);
        }
        throw wrong(setting, fileOrText, "certificates", null);
    }

    /** @throws org.meridian.process.settings.WrongSetting when the file has no key that is not encrypted */
    static PrivateKey key(String setting, String file) {
        try {
            PrivateKey found = content(file).getPrivateKey();
            if (found != null) {
                return found;
            }
        } catch (IOException | RuntimeException e) {
            throw wrong(setting, file, "a private key", e);
        }
        throw wrong(setting, file, "a private key", null);
    }

    private static PemContent content(String fileOrText) throws IOException {
        return PemContent.isPresentInText(fileOrText)
                ? PemContent.of(fileOrText.replace(" -----END", "\n-----END").replace("----- ", "-----\n"))
                : PemContent.load(Path.of(fileOrText));
    }

    /** What lists of revoked certificates (RFC 5280) a file has; none while there is no file. */
    static List<X509CRL> revocations(String setting, Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (var in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCRLs(in).stream().map(X509CRL.class::cast).toList();
        } catch (IOException | GeneralSecurityException e) {
            throw wrong(setting, file.toString(), "lists of revoked certificates", e);
        }
    }

    private static IllegalArgumentException wrong(String setting, String fileOrText, String what,
            @Nullable Exception cause) {
        String named = PemContent.isPresentInText(fileOrText) ? "this text" : fileOrText;
        IllegalArgumentException wrong = Settings.reject(setting, named, "it takes a file with " + what
                + " in PEM, as scripts/certs makes it" + (cause == null ? "" : " (" + reason(cause) + ")"));
        if (cause != null) {
            wrong.initCause(cause);
        }
        return wrong;
    }

    private static String reason(Exception cause) {
        return cause instanceof IOException
                ? cause.getClass().getSimpleName() + ": " + cause.getMessage()
                : String.valueOf(cause.getMessage());
    }
}
