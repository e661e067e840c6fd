package org.meridian.mail.unsubscribe;

import static java.util.Objects.requireNonNull;
import static org.meridian.http.Fields.apiName;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.meridian.eventlog.database.Database;
import org.meridian.mail.message.UnsubscribeScope;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.function.SingletonSupplier;

/**
 * The last part of an unsubscribe address: {@code <member id>.<scope>.<HMAC-SHA256 of both>}. It is good for ever, since the
 * mail that it stands in is.
 */
public final class UnsubscribeTokens {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final String INSERT_KEY = "INSERT INTO unsubscribe_key (secret) VALUES (:secret) ON CONFLICT DO NOTHING";
    private static final String SELECT_KEY = "SELECT secret FROM unsubscribe_key";

    /** What one POST to the address does. */
    record Unsubscription(String memberId, UnsubscribeScope scope) {}

    private final Supplier<SecretKeySpec> key;

    public UnsubscribeTokens(byte[] secret) {
        this(() -> secret);
    }

    private UnsubscribeTokens(Supplier<byte[]> secret) {
        this.key = SingletonSupplier.of(() -> new SecretKeySpec(secret.get(), ALGORITHM));
    }

    /** With the key in a service's tables, which is made when it is first needed. */
    public static UnsubscribeTokens in(Database database) {
        return new UnsubscribeTokens(() -> loadOrMake(database));
    }

    /**
     * Of two instances that need it for the first time together one makes the key that both use. The transaction is its own:
     * the caller's could be taken back, and the key with it, after a mail was signed.
     */
    private static byte[] loadOrMake(Database database) {
        var transaction = new TransactionTemplate(requireNonNull(database.transaction().getTransactionManager()));
        transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        return requireNonNull(transaction.execute(status -> {
            byte[] fresh = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(fresh);
            database.client().sql(INSERT_KEY).param("secret", fresh).update();
            return database.client().sql(SELECT_KEY).query((row, i) -> row.getBytes("secret")).single();
        }));
    }

    public String make(String memberId, UnsubscribeScope scope) {
        String what = memberId + "." + apiName(scope);
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
            mac.init(key.get());
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
