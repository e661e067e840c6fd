package org.meridian.operator.tls;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.security.auth.AuthenticationContext;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.auth.KafkaPrincipalBuilder;
import org.apache.kafka.common.security.auth.SaslAuthenticationContext;
import org.apache.kafka.common.security.authenticator.DefaultKafkaPrincipalBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who came in over TLS is the user that logged in, if that user's certificate was shown; else nobody, who may do nothing. Made
 * by Kafka, by its name.
 */
public final class CertifiedPrincipals implements KafkaPrincipalBuilder, Configurable {

    private static final Logger LOG = LoggerFactory.getLogger(CertifiedPrincipals.class);
    private static final Said SAID = new Said(Clock.systemUTC());
    private static final KafkaPrincipal NOBODY = new KafkaPrincipal(KafkaPrincipal.USER_TYPE, "of-another-certificate");
    /** Kafka asks at each request. */
    private static final String KNOWN = "meridian.users";

    private final DefaultKafkaPrincipalBuilder plain = new DefaultKafkaPrincipalBuilder(null, null);
    private Map<String, ?> settings = Map.of();

    /** For each connection. */
    @Override
    public void configure(Map<String, ?> settings) {
        this.settings = settings;
    }

    @Override
    public KafkaPrincipal build(AuthenticationContext context) {
        KafkaPrincipal user = plain.build(context);
        if (!(context instanceof SaslAuthenticationContext login) || login.sslSession().isEmpty()) {
            return NOBODY;
        }
        if (users(login.sslSession().get()).contains(user.getName())) {
            return user;
        }
        String sentence = "as " + user.getName() + ", with the certificate of "
                + users(login.sslSession().get());
        if (SAID.isNew(sentence)) {
            LOG.warn("Kafka shows nothing to {}, who logged in {}", login.clientAddress().getHostAddress(), sentence);
        }
        return NOBODY;
    }

    private Set<?> users(SSLSession session) {
        if (session.getValue(KNOWN) instanceof Set<?> known) {
            return known;
        }
        Set<String> users = found(session);
        session.putValue(KNOWN, users);
        return users;
    }

    /** That the certificate is good was looked at in the handshake. */
    private Set<String> found(SSLSession session) {
        try {
            var chain = Arrays.stream(session.getPeerCertificates()).map(X509Certificate.class::cast)
                    .toArray(X509Certificate[]::new);
            return new CertificateUsers(settings).of(chain, List.of(),
                    trust -> trust.checkClientTrusted(chain, chain[0].getPublicKey().getAlgorithm()));
        } catch (SSLPeerUnverifiedException | CertificateRefused e) {
            return Set.of();
        }
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
