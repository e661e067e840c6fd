package org.meridian.operator.tls;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertPathValidatorException.Reason;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;

/**
 * Why a certificate is not believed: a sentence for the operator, which goes on after "… shows a certificate that". By the
 * reason JSSE chooses the alert (RFC 8446, 6.2) from which the other side makes its own sentence.
 */
final class CertificateRefused extends CertificateException {

    private static final long serialVersionUID = 1L;

    static final String OWN_EXPIRED = "this node's certificate has expired: make another (scripts/certs)";
    static final String NOT_BELIEVED = "this node's certificate is not believed there, as it is revoked, signed by another"
            + " authority or for another host than in this node's offer: the log there says which";

    /** What the other side's refusal means to this one, by its alert. */
    private static final Map<String, String> ALERTS = Map.of("certificate_expired", OWN_EXPIRED,
            "certificate_revoked", NOT_BELIEVED, "certificate_unknown", NOT_BELIEVED, "bad_certificate", NOT_BELIEVED,
            "unknown_ca", NOT_BELIEVED, "certificate_required", "this node showed no certificate",
            "protocol_version", "there is no version of TLS that both know");

    private CertificateRefused(String sentence, Reason reason) {
        super(sentence, new CertPathValidatorException(sentence, null, null, -1, reason));
    }

    static CertificateRefused expired(X509Certificate leaf) {
        return new CertificateRefused(about(leaf) + " expired on " + leaf.getNotAfter().toInstant()
                + ": its operator makes another (scripts/certs)", BasicReason.EXPIRED);
    }

    static CertificateRefused notYetValid(X509Certificate leaf) {
        return new CertificateRefused(about(leaf) + " is valid from " + leaf.getNotBefore().toInstant()
                + " only: one of the two machines' clocks is wrong", BasicReason.NOT_YET_VALID);
    }

    static CertificateRefused revoked(X509Certificate leaf) {
        return new CertificateRefused(about(leaf) + " is revoked in the file of meridian.tls.revoked",
                BasicReason.REVOKED);
    }

    /** @param setting which names the authorities that are believed */
    static CertificateRefused unknownAuthority(X509Certificate leaf, String setting) {
        return new CertificateRefused(about(leaf) + " is signed by \"" + leaf.getIssuerX500Principal().getName()
                + "\", and not by an authority in " + setting
                + ": accept its operator's offer again if that has changed (scripts/peer)", BasicReason.UNSPECIFIED);
    }

    static CertificateRefused otherName(X509Certificate leaf, String host) {
        return new CertificateRefused(about(leaf) + " is for another host than " + host
                + ": its operator makes one for that name (scripts/certs)", BasicReason.UNSPECIFIED);
    }

    static CertificateRefused unsound(X509Certificate leaf, CertificateException why) {
        return new CertificateRefused(about(leaf) + " cannot be used: " + why.getMessage(), BasicReason.UNSPECIFIED);
    }

    static CertificateRefused unsound(X509Certificate leaf, CertPathValidatorException why) {
        return new CertificateRefused(about(leaf) + " cannot be used: " + why.getMessage(), why.getReason());
    }

    private static String about(X509Certificate leaf) {
        Names names = Names.of(leaf);
        return "the certificate for " + (names.hosts().isEmpty() ? leaf.getSubjectX500Principal().getName() : names);
    }

    /** What failed in a handshake, if it was a certificate of one side or the other. */
    static Optional<String> sentence(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateRefused refused) {
                return Optional.of(String.valueOf(refused.getMessage()));
            }
            String message = String.valueOf(cause.getMessage());
            if (message.contains("Received fatal alert")) {
                return ALERTS.entrySet().stream().filter(alert -> message.contains(alert.getKey()))
                        .map(Map.Entry::getValue).findFirst();
            }
        }
        return Optional.empty();
    }
}
