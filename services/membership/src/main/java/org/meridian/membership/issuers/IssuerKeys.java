package org.meridian.membership.issuers;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.meridian.http.client.HttpClients;
import org.meridian.process.settings.IssuerSettings.Issuer;
import org.springframework.web.client.RestClientException;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/** An issuer's keys, found as OpenID Connect Discovery 1.0 has it when they are first needed, and what is signed with them. */
final class IssuerKeys {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_BYTES = 200_000;
    private static final Set<JWSAlgorithm> ALGORITHMS = algorithms();
    private static final Set<String> CLAIMS = Set.of("sub", "iat", "exp");

    /** The issuer does not answer, or not as an issuer. */
    static final class Away extends Exception {

        private static final long serialVersionUID = 1L;

        Away(String why, @Nullable Throwable cause) {
            super(why, cause);
        }
    }

    record Metadata(String issuer, @JsonProperty("jwks_uri") String keys) {}

    @HttpExchange
    interface Discovery {

        @GetExchange("/.well-known/openid-configuration")
        Metadata metadata();
    }

    private final Issuer issuer;
    private final Discovery discovery;
    private volatile @Nullable JWKSource<SecurityContext> keys;

    IssuerKeys(Issuer issuer) {
        this.issuer = issuer;
        this.discovery = new HttpClients(TIMEOUT).client(Discovery.class, issuer.url().replaceFirst("/$", ""));
    }

    /** None that is symmetric, and not {@code none}: the client's secret proves nothing to a browser. */
    private static Set<JWSAlgorithm> algorithms() {
        Set<JWSAlgorithm> all = new HashSet<>(JWSAlgorithm.Family.RSA);
        all.addAll(JWSAlgorithm.Family.EC);
        all.addAll(JWSAlgorithm.Family.ED);
        return all;
    }

    /**
     * What the token says, once it is proved to be this issuer's, for this node, for what was asked with the nonce, and in its time.
     *
     * @throws BadJOSEException for any other
     */
    JWTClaimsSet claims(String idToken, String nonce) throws Away, BadJOSEException, ParseException {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys()));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(issuer.clientId(),
                new JWTClaimsSet.Builder().issuer(issuer.url()).claim("nonce", nonce).build(), CLAIMS));
        try {
            return processor.process(idToken, null);
        } catch (JOSEException e) {
            throw new Away("its keys cannot be read", e);
        }
    }

    private JWKSource<SecurityContext> keys() throws Away {
        JWKSource<SecurityContext> found = keys;
        if (found == null) {
            found = find();
            keys = found;
        }
        return found;
    }

    private JWKSource<SecurityContext> find() throws Away {
        try {
            Metadata metadata = discovery.metadata();
            if (!issuer.url().equals(metadata.issuer())) {
                throw new Away("it calls itself " + metadata.issuer(), null);
            }
            int millis = (int) TIMEOUT.toMillis();
            return JWKSourceBuilder.<SecurityContext>create(URI.create(metadata.keys()).toURL(),
                    new DefaultResourceRetriever(millis, millis, MAX_BYTES)).build();
        } catch (RestClientException | MalformedURLException | IllegalArgumentException e) {
            throw new Away("it does not say where its keys are", e);
        }
    }
}
