package org.meridian.operator.tls;

import static java.util.Objects.requireNonNull;

import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.security.auth.AuthenticationContext;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.auth.KafkaPrincipalBuilder;
import org.apache.kafka.common.security.auth.SaslAuthenticationContext;
import org.apache.kafka.common.security.authenticator.DefaultKafkaPrincipalBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who came in over TLS is the user that logged in, if that user's certificate was shown and is still good; else nobody, who may
 * do nothing. Made by Kafka, by its name.
 */
public final class CertifiedPrincipals implements KafkaPrincipalBuilder, Configurable {

    private static final Logger LOG = LoggerFactory.getLogger(CertifiedPrincipals.class);
    private static final Said SAID = new Said(Clock.systemUTC());
    private static final KafkaPrincipal NOBODY = new KafkaPrincipal(KafkaPrincipal.USER_TYPE, "of-another-certificate");
    /** Kafka asks at each request. A certificate is looked at again once something was revoked, and now and then: they expire. */
    private static final String KNOWN = "meridian.users";
    private static final long AGAIN_NANOS = Duration.ofMinutes(1).toNanos();
    /** By their files; Kafka makes a builder for each connection. */
    private static final Map<String, OwnCertificate> OWN = new ConcurrentHashMap<>();

    /** @param which whose the certificate is, or why it is nobody's */
    private record Known(Set<String> users, String which, List<X509CRL> revocations, long since) {

        boolean holds(List<X509CRL> current) {
            return revocations == current && System.nanoTime() - since < AGAIN_NANOS;
        }
    }

    private final DefaultKafkaPrincipalBuilder plain = new DefaultKafkaPrincipalBuilder(null, null);
    private Map<String, ?> settings = Map.of();
    private @Nullable OwnCertificate own;

    @Override
    public void configure(Map<String, ?> settings) {
        this.settings = settings;
        this.own = OWN.computeIfAbsent(
                settings.get(OwnCertificate.FILE) + " " + settings.get(OwnCertificate.REVOKED),
                files -> OwnCertificate.of(settings));
    }

    @Override
    public KafkaPrincipal build(AuthenticationContext context) {
        KafkaPrincipal user = plain.build(context);
        if (!(context instanceof SaslAuthenticationContext login) || login.sslSession().isEmpty()) {
            return NOBODY;
        }
        Known known = known(login.sslSession().get());
        if (known.users().contains(user.getName())) {
            return user;
        }
        String sentence = "as " + user.getName() + ", with " + known.which();
        if (SAID.isNew(sentence)) {
            LOG.warn("Kafka shows nothing to {}, who logged in {}", login.clientAddress().getHostAddress(), sentence);
        }
        return NOBODY;
    }

    private Known known(SSLSession session) {
        List<X509CRL> revocations = requireNonNull(own).current().revocations();
        if (session.getValue(KNOWN) instanceof Known known && known.holds(revocations)) {
            return known;
        }
        Known looked = look(session, revocations);
        session.putValue(KNOWN, looked);
        return looked;
    }

    private Known look(SSLSession session, List<X509CRL> revocations) {
        Set<String> users = Set.of();
        String which = "no certificate";
        try {
            var chain = Arrays.stream(session.getPeerCertificates()).map(X509Certificate.class::cast)
                    .toArray(X509Certificate[]::new);
            users = new CertificateUsers(settings).of(chain, revocations,
                    trust -> trust.checkClientTrusted(chain, chain[0].getPublicKey().getAlgorithm()));
            which = "the certificate of " + users;
        } catch (CertificateRefused e) {
            which = "a certificate that is good no more: " + e.getMessage();
        } catch (SSLPeerUnverifiedException shownNone) {
            // as it began
        }
        return new Known(users, which, revocations, System.nanoTime());
    }

    @Override
    public byte[] serialize(KafkaPrincipal principal) {
        return plain.serialize(principal);
    }

    @Override
    public KafkaPrincipal deserialize(byte[] bytes) {
        return plain.deserialize(bytes);
    }
}
