package org.meridian.membership.signup;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.text.ParseException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The node's RSA key, made at its first start and kept in its database. */
final class SigningKey {

    private static final int BITS = 2048;

    private SigningKey() {}

    /** Of two instances that start for the first time together one makes the key that both use. */
    static RSAKey loadOrMake(JdbcClient jdbc, String schema) {
        String select = "SELECT jwk FROM %s.signing_key".formatted(schema);
        String jwk = jdbc.sql(select).query(String.class).optional().orElseGet(() -> {
            jdbc.sql("INSERT INTO %s.signing_key (jwk) VALUES (:jwk) ON CONFLICT DO NOTHING".formatted(schema))
                    .param("jwk", make().toJSONString()).update();
            return jdbc.sql(select).query(String.class).single();
        });
        try {
            return RSAKey.parse(jwk);
        } catch (ParseException e) {
            throw new IllegalStateException("The signing key in the table " + schema + ".signing_key is damaged."
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
}
