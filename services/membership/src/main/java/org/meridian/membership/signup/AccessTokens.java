package org.meridian.membership.signup;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.meridian.membership.signup.OpenSession.Session;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;

/**
 * Signs and reads access tokens (RS256). A token is for one node: another country's is signed by another key and names
 * another issuer and audience. Tokens are good for 12 hours, a working day; there is no list of those taken back.
 */
final class AccessTokens implements ReactiveJwtDecoder {

    static final Duration LIFETIME = Duration.ofHours(12);

    private static final int REMEMBERED = 10_000;

    private final RSAKey key;
    private final String issuer;
    private final String audience;
    private final SignupSettings settings;
    private final Clock clock;
    private final ReactiveJwtDecoder verifier;
    private final Map<String, Jwt> verified = Collections.synchronizedMap(new NewestUsed());

    AccessTokens(RSAKey key, String alias, SignupSettings settings, Clock clock) {
        this.key = key;
        this.issuer = "urn:meridian:" + alias;
        this.audience = "meridian-" + alias;
        this.settings = settings;
        this.clock = clock;
        this.verifier = verifier(key, issuer, audience);
    }

    private static ReactiveJwtDecoder verifier(RSAKey key, String issuer, String audience) {
        try {
            var decoder = NimbusReactiveJwtDecoder.withPublicKey(key.toRSAPublicKey()).build();
            decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(JwtValidators.createDefaultWithIssuer(issuer),
                    new JwtClaimValidator<Collection<String>>("aud", aud -> aud != null && aud.contains(audience))));
            return decoder;
        } catch (JOSEException e) {
            throw new IllegalStateException("the signing key is not an RSA key", e);
        }
    }

    String issue(Session session) {
        Instant now = clock.instant();
        var claims = new JWTClaimsSet.Builder().issuer(issuer).audience(audience).subject(session.memberId())
                .jwtID(UUID.randomUUID().toString()).issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME))).claim("roles", roles(session.email())).build();
        var token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("an access token cannot be signed", e);
        }
        return token.serialize();
    }

    private List<String> roles(String email) {
        List<String> roles = new ArrayList<>(List.of("member"));
        String address = email.toLowerCase(Locale.ROOT);
        if (settings.operators().contains(address)) {
            roles.add("operator");
        }
        if (settings.analysts().contains(address)) {
            roles.add("analyst");
        }
        return roles;
    }

    /** Every request passes here: a signature that was verified once is good until the token expires. */
    @Override
    public Mono<Jwt> decode(String token) {
        Jwt known = verified.get(token);
        if (known != null && known.getExpiresAt() != null && clock.instant().isBefore(known.getExpiresAt())) {
            return Mono.just(known);
        }
        return verifier.decode(token).doOnNext(jwt -> verified.put(token, jwt));
    }

    /** The public keys by which others verify tokens (RFC 7517). */
    Map<String, Object> jwks() {
        return Map.of("keys", List.of(key.toPublicJWK().toJSONObject()));
    }

    private static final class NewestUsed extends LinkedHashMap<String, Jwt> {

        private static final long serialVersionUID = 1L;

        NewestUsed() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Jwt> eldest) {
            return size() > REMEMBERED;
        }
    }
}
