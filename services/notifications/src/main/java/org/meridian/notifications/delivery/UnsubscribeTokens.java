package org.meridian.notifications.delivery;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.meridian.http.Fields;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The last part of an unsubscribe address: {@code <member id>.<scope>.<HMAC-SHA256 of both>}. It is good for ever, since the
 * mail that it stands in is.
 */
final class UnsubscribeTokens {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    /** What one POST to the address does. */
    record Unsubscription(String memberId, UnsubscribeScope scope) {}

    private final SecretKeySpec key;

    UnsubscribeTokens(byte[] secret) {
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    /** Of two instances that start for the first time together one makes the key that both use. */
    static UnsubscribeTokens loadOrMake(JdbcClient jdbc, String schema) {
        byte[] fresh = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(fresh);
        jdbc.sql("INSERT INTO %s.unsubscribe_key (secret) VALUES (:secret) ON CONFLICT DO NOTHING".formatted(schema))
                .param("secret", fresh).update();
        return new UnsubscribeTokens(jdbc.sql("SELECT secret FROM %s.unsubscribe_key".formatted(schema))
                .query((row, i) -> row.getBytes("secret")).single());
    }

    String make(String memberId, UnsubscribeScope scope) {
        String what = memberId + "." + Fields.apiName(scope);
        return what + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(hmac(what));
    }

    /** Empty unless this node made it. */
    Optional<Unsubscription> read(String token) {
        String memberId = token.substring(0, Math.max(0, token.indexOf('.')));
        return Stream.of(UnsubscribeScope.values()).filter(scope -> same(make(memberId, scope), token))
                .map(scope -> new Unsubscription(memberId, scope)).findFirst();
    }

    /** Takes as long for a good guess as for a bad one. */
    private static boolean same(String made, String given) {
        return MessageDigest.isEqual(made.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] hmac(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
