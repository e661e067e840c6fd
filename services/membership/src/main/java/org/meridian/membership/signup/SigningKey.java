package org.meridian.membership.signup;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.database.Database;
import org.meridian.membership.qualifier.OfMembership;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The node's RSA key, made at its first start and kept in its database. */
@Component
final class SigningKey implements SmartLifecycle {

    private static final int BITS = 2048;
    private static final String FIND = "SELECT jwk FROM signing_key";
    /** Of two instances that start for the first time together one makes the key that both use. */
    private static final String KEEP = "INSERT INTO signing_key (jwk) VALUES (:jwk) ON CONFLICT DO NOTHING";

    private final JdbcClient jdbc;
    private volatile @Nullable RSAKey key;

    SigningKey(@OfMembership Database database) {
        this.jdbc = database.client();
    }

    /** There once the process has started. */
    RSAKey key() {
        RSAKey loaded = key;
        if (loaded == null) {
            throw new IllegalStateException("the signing key is not there yet");
        }
        return loaded;
    }

    @Override
    public void start() {
        String jwk = jdbc.sql(FIND).query(String.class).optional().orElseGet(() -> {
            jdbc.sql(KEEP).param("jwk", make().toJSONString()).update();
            return jdbc.sql(FIND).query(String.class).single();
        });
        try {
            key = RSAKey.parse(jwk);
        } catch (ParseException e) {
            throw new IllegalStateException("The signing key in the table membership.signing_key is damaged."
                    + " Put it back from a backup, or delete the row: everybody then has to sign in again.", e);
        }
    }

    private static RSAKey make() {
        try {
            return new RSAKeyGenerator(BITS).keyIDFromThumbprint(true).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("This Java cannot make RSA keys", e);
        }
    }

    @Override
    public void stop() {
        key = null;
    }

    @Override
    public boolean isRunning() {
        return key != null;
    }

    /** Once the tables are there. */
    @Override
    public int getPhase() {
        return Database.PHASE + 1;
    }
}
