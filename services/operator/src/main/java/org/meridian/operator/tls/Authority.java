package org.meridian.operator.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertPathValidatorException.Reason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXReason;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Somebody's authorities: what they have signed is believed, where the rest is right. */
final class Authority {

    /** JSSE's own check of a chain: signatures, times, what it may be used for, and where asked for the host. */
    interface Check {
        void of(X509ExtendedTrustManager trust) throws CertificateException;
    }

    /** What is said of a chain that ends at nobody's who is believed here, or at a namesake's. */
    private static final Set<Reason> ANOTHERS = Set.of(BasicReason.UNSPECIFIED, BasicReason.INVALID_SIGNATURE,
            PKIXReason.NO_TRUST_ANCHOR);

    private final String setting;
    private final List<X509Certificate> certificates;
    private final X509ExtendedTrustManager trust;

    /** @param setting which names them, for whoever has to correct it */
    Authority(String setting, Collection<X509Certificate> certificates) {
        this.setting = setting;
        this.certificates = List.copyOf(certificates);
        this.trust = trust(certificates);
    }

    /** The public ones that the JVM comes with. */
    static List<X509Certificate> everybodys() {
        try {
            return List.of(trust((KeyStore) null).getAcceptedIssuers());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509ExtendedTrustManager trust(Collection<X509Certificate> certificates) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (X509Certificate certificate : certificates) {
                store.setCertificateEntry("authority-" + store.size(), certificate);
            }
            return trust(store);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509ExtendedTrustManager trust(@Nullable KeyStore store) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return Arrays.stream(factory.getTrustManagers()).filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast).findFirst().orElseThrow();
    }

    /**
     * @param chain the holder's certificate first
     * @param host  as which the holder is known here
     * @return why the chain is not believed; null if it is
     */
    @Nullable
    CertificateRefused refusal(X509Certificate[] chain, String host, List<X509CRL> revocations, Check check) {
        var leaf = chain[0];
        try {
            for (X509Certificate each : chain) {
                each.checkValidity();
            }
            check.of(trust);
            return revoked(chain, revocations) ? CertificateRefused.revoked(leaf) : null;
        } catch (CertificateExpiredException e) {
            return CertificateRefused.expired(leaf);
        } catch (CertificateNotYetValidException e) {
            return CertificateRefused.notYetValid(leaf);
        } catch (CertificateException e) {
            return explained(leaf, host, e);
        }
    }

    private CertificateRefused explained(X509Certificate leaf, String host, CertificateException e) {
        if (causes(e).anyMatch(CertPathBuilderException.class::isInstance)) {
            return CertificateRefused.unknownAuthority(leaf, setting);
        }
        var path = causes(e).filter(CertPathValidatorException.class::isInstance)
                .map(CertPathValidatorException.class::cast).findFirst().orElse(null);
        if (path != null) {
            return ANOTHERS.contains(path.getReason())
                    ? CertificateRefused.unknownAuthority(leaf, setting)
                    : CertificateRefused.unsound(leaf, path);
        }
        // JSSE says that of a host in these words of its own, and all else by a type of its own.
        return e.getClass() == CertificateException.class
                ? CertificateRefused.otherName(leaf, host)
                : CertificateRefused.unsound(leaf, e);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }

    /** Each list counts that is signed by who signed the certificate. */
    private boolean revoked(X509Certificate[] chain, List<X509CRL> revocations) {
        return Arrays.stream(chain).anyMatch(certificate -> revocations.stream().anyMatch(
                list -> list.isRevoked(certificate) && isOfIssuer(list, certificate, chain)));
    }

    private boolean isOfIssuer(X509CRL list, X509Certificate certificate, X509Certificate[] chain) {
        return list.getIssuerX500Principal().equals(certificate.getIssuerX500Principal())
                && Stream.concat(certificates.stream(), Arrays.stream(chain))
                        .anyMatch(issuer -> isSignedBy(list, issuer));
    }

    private static boolean isSignedBy(X509CRL list, X509Certificate issuer) {
        try {
            list.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException notBy) {
            return false;
        }
    }
}
