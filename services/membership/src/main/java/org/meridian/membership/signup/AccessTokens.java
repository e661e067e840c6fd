package org.meridian.membership.signup;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.meridian.http.TokenTimes;
import org.meridian.http.sessions.EndedSessions;
import org.meridian.membership.signup.Sessions.Session;
import org.meridian.process.settings.NodeSettings;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import reactor.core.publisher.Mono;

/**
 * Signs and reads access tokens (RS256). A token is for one node: another country's is signed by another key and names
 * another issuer and audience. It is good until it expires or its session ends.
 */
@Component
final class AccessTokens implements ReactiveJwtDecoder {

    private static final int REMEMBERED = 10_000;

    private final SigningKey signingKey;
    private final String issuer;
    private final String audience;
    private final SignupSettings settings;
    private final EndedHere ended;
    private final Clock clock;
    private final SingletonSupplier<ReactiveJwtDecoder> verifier = SingletonSupplier.of(this::verifier);
    private final Cache<String, Jwt> verified = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    AccessTokens(SigningKey signingKey, NodeSettings node, SignupSettings settings, EndedHere ended,
            Clock clock) {
        this.signingKey = signingKey;
        this.issuer = "urn:meridian:" + node.node();
        this.audience = "meridian-" + node.node();
        this.settings = settings;
        this.ended = ended;
        this.clock = clock;
    }

    private ReactiveJwtDecoder verifier() {
        try {
            var decoder = NimbusReactiveJwtDecoder.withPublicKey(signingKey.key().toRSAPublicKey()).build();
            decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(JwtValidators.createDefaultWithIssuer(issuer),
                    TokenTimes.validator(),
                    new JwtClaimValidator<Collection<String>>("aud", aud -> aud != null && aud.contains(audience))));
            return decoder;
        } catch (JOSEException e) {
            throw new IllegalStateException("the signing key is not an RSA key", e);
        }
    }

    /** @param email by which the member may have more roles */
    String issue(Session session, String email, Instant until) {
        Instant now = clock.instant();
        var claims = new JWTClaimsSet.Builder().issuer(issuer).audience(audience).subject(session.memberId())
                .jwtID(UUID.randomUUID().toString()).issueTime(Date.from(now))
                .expirationTime(Date.from(until)).claim(EndedSessions.SID, session.id()).claim("roles", roles(email))
                .build();
        var token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(signingKey.key().getKeyID()).build(),
                claims);
        try {
            token.sign(new RSASSASigner(signingKey.key()));
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
        Jwt known = verified.getIfPresent(token);
        if (known != null && known.getExpiresAt() != null && clock.instant().isBefore(known.getExpiresAt())) {
            return goesOn(known);
        }
        return verifier.obtain().decode(token).doOnNext(jwt -> verified.put(token, jwt)).flatMap(this::goesOn);
    }

    private Mono<Jwt> goesOn(Jwt token) {
        String session = token.getClaimAsString(EndedSessions.SID);
        if (session != null && ended.has(session)) {
            return Mono.error(new BadJwtException("Its session has ended"));
        }
        if (session != null) {
            ended.used(session);
        }
        return Mono.just(token);
    }

    /** The public keys by which others verify tokens (RFC 7517). */
    Map<String, Object> jwks() {
        RSAKey key = new RSAKey.Builder(signingKey.key().toPublicJWK()).keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.RS256).build();
        return Map.of("keys", List.of(key.toJSONObject()));
    }
}
