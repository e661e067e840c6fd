package org.meridian.http;

import com.nimbusds.jose.jwk.source.ImmutableSecret;
import com.nimbusds.jwt.JWTParser;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.meridian.process.settings.NodeSettings;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;

/**
 * How one node proves to another who it is over HTTP: a token, good for a minute, signed with the secret that the two
 * share. It allows nothing but comparing what both hold. A peer whose secret is not known here has none.
 */
public final class PeerTokens {

    private static final Duration LIFE = Duration.ofMinutes(1);

    /** The encoded header of a token that is signed with HS256, as {@link #tokenFor} makes it. */
    private static final String HEADER = Base64.getUrlEncoder().withoutPadding()
            .encodeToString("{\"alg\":\"HS256\"}".getBytes(StandardCharsets.UTF_8));

    private final String alias;
    private final Clock clock;
    private final Map<String, SecretKey> keys = new HashMap<>();
    private final Map<String, NimbusReactiveJwtDecoder> decoders = new HashMap<>();

    public PeerTokens(NodeSettings settings, Clock clock) {
        this.alias = settings.node();
        this.clock = clock;
        settings.peers().entrySet().stream().filter(it -> !it.getValue().secret().isEmpty()).forEach(it -> {
            String peer = it.getKey();
            SecretKey key = key(it.getValue().secret());
            keys.put(peer, key);
            decoders.put(peer, decoder(key));
        });
    }

    static String issuer(String alias) {
        return "urn:meridian:peer:" + alias;
    }

    /** Reads peers' tokens as what they are, and leaves all others to {@code members}. */
    ReactiveJwtDecoder before(ReactiveJwtDecoder members) {
        return token -> {
            ReactiveJwtDecoder peer = decoderFor(token);
            return (peer == null ? members : peer).decode(token);
        };
    }

    /** The decoder for a token that says it comes from a peer, to be proved by its signature; null for all others. */
    private @Nullable ReactiveJwtDecoder decoderFor(String token) {
        try {
            // Most tokens are members': they are not parsed twice.
            String issuer = token.startsWith(HEADER) ? JWTParser.parse(token).getJWTClaimsSet().getIssuer() : null;
            return keys.keySet().stream().filter(peer -> issuer(peer).equals(issuer)).findFirst().map(decoders::get)
                    .orElse(null);
        } catch (ParseException noToken) {
            return null;
        }
    }

    public String tokenFor(String peer) {
        Instant now = clock.instant();
        JwtClaimsSet claims = JwtClaimsSet.builder().issuer(issuer(alias)).subject(alias)
                .audience(List.of(issuer(peer)))
                .issuedAt(now).expiresAt(now.plus(LIFE)).claim("roles", List.of("peer")).build();
        SecretKey key = keys.get(peer);
        if (key == null) {
            throw new IllegalArgumentException("There is no secret that " + peer + " shares");
        }
        return new NimbusJwtEncoder(new ImmutableSecret<>(key))
                .encode(JwtEncoderParameters.from(JwsHeader.with(MacAlgorithm.HS256).build(), claims)).getTokenValue();
    }

    private NimbusReactiveJwtDecoder decoder(SecretKey key) {
        NimbusReactiveJwtDecoder decoder = NimbusReactiveJwtDecoder.withSecretKey(key).macAlgorithm(MacAlgorithm.HS256)
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<Jwt>(TokenTimes.validator(),
                new JwtClaimValidator<List<String>>("aud", aud -> aud != null && aud.contains(issuer(alias))),
                new JwtClaimValidator<List<String>>("roles", List.of("peer")::equals)));
        return decoder;
    }

    private static SecretKey key(String secret) {
        try {
            byte[] bytes = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return new SecretKeySpec(bytes, "HmacSHA256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
