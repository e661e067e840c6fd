package org.meridian.operator.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** TLS with other countries' Kafkas, with this node's certificate as its file has it now. */
public final class TlsContext {

    /** A client that comes back within this time need not show its certificate again. */
    private static final int RESUMED_WITHIN_SECONDS = 60;
    /** Kafka makes an engine factory for each of a listener's threads; what one has said the others need not. */
    private static final Said SAID = new Said(Clock.systemUTC());

    private final OwnCertificate own;
    private final CertificateUsers users;
    private @Nullable Made made;

    private record Made(OwnCertificate.Read with, SSLContext context) {}

    /** @param settings of a Kafka client or broker, as {@link TlsSettings} makes them */
    TlsContext(Map<String, ?> settings) {
        own = OwnCertificate.of(settings);
        users = new CertificateUsers(settings);
    }

    /** Empty where a client's settings are for plain text. */
    public static Optional<TlsContext> of(Map<String, String> client) {
        return client.containsKey(OwnCertificate.FILE) ? Optional.of(new TlsContext(client)) : Optional.empty();
    }

    /** With a peer's web server, whose authority may be the peer's own or one of those that everybody believes. */
    public static SSLContext https(String alias, String authority) {
        String setting = "meridian.peers." + alias + ".authority";
        var believed = new ArrayList<>(Pem.certificates(setting, authority));
        believed.addAll(Authority.everybodys());
        try {
            var context = SSLContext.getInstance("TLS");
            var check = new CertificateCheck(new CertificateUsers(new Authority(setting, believed)), List::of, SAID);
            context.init(null, new TrustManager[]{check}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Why a connection failed, if it was by a certificate of one side or the other. */
    public static Optional<String> sentence(Throwable failure) {
        return CertificateRefused.sentence(failure);
    }

    /** The same. Whoever refuses a client says no more than that; whether it has expired, the client sees itself. */
    public Optional<String> why(Throwable failure) {
        return sentence(failure).map(sentence -> sentence.equals(CertificateRefused.NOT_BELIEVED)
                && own.current().hasExpired() ? CertificateRefused.OWN_EXPIRED : sentence);
    }

    public synchronized SSLContext now() {
        var current = own.current();
        if (made == null || made.with() != current) {
            made = new Made(current, make(current));
        }
        return made.context();
    }

    private SSLContext make(OwnCertificate.Read current) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(current.keyManagers(),
                    new TrustManager[]{new CertificateCheck(users, current::revocations, SAID)}, null);
            context.getServerSessionContext().setSessionTimeout(RESUMED_WITHIN_SECONDS);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The node's certificate cannot be used: " + e.getMessage(), e);
        }
    }
}
