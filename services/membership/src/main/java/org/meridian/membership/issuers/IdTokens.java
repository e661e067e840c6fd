package org.meridian.membership.issuers;

import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import java.sql.Timestamp;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.http.Fields;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.membership.secret.Sha256;
import org.meridian.process.settings.IssuerSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Believes each ID token of a configured issuer once. */
@Component
final class IdTokens {

    static final int TOKEN = 8_000;
    static final int NONCE = 200;
    /** A little longer than the library takes them for good. */
    private static final Duration SKEW = Duration.ofMinutes(2);
    private static final Duration PURGE_EVERY = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(IdTokens.class);

    private static final String USE = """
            INSERT INTO used_id_token (token_hash, expires_at) VALUES (:hash, :expires) ON CONFLICT DO NOTHING""";
    private static final String PURGE = "DELETE FROM used_id_token WHERE expires_at < :now";

    /** Whom an issuer knows; {@code hash} is of what it calls them. */
    record Subject(String issuer, String hash) {}

    private final IssuerSettings settings;
    private final Map<String, IssuerKeys> keys;
    private final JdbcClient jdbc;
    private final Clock clock;

    IdTokens(IssuerSettings settings, @OfMembership EventLog log, @OfMembership Database database, Clock clock) {
        this.settings = settings;
        this.keys = settings.issuers().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, it -> new IssuerKeys(it.getValue())));
        this.jdbc = database.client();
        this.clock = clock;
        log.worker("used-id-tokens", PURGE_EVERY, this::purge);
    }

    /**
     * Uses a token up.
     *
     * @throws Refusal for one that is not the issuer's for this node and this nonce, has had its time or was used before, and
     *                 where the issuer does not answer
     */
    Subject use(@Nullable String issuerId, @Nullable String idToken, @Nullable String nonce) {
        Fields fields = new Fields();
        String id = fields.text("issuer", issuerId, NONCE);
        String token = fields.text("idToken", idToken, TOKEN);
        String asked = fields.text("nonce", nonce, NONCE);
        IssuerKeys issuer = keys.get(id);
        if (issuer == null && !id.isEmpty()) {
            fields.reject("issuer", "Name an issuer that GET /api/sign-in/issuers lists.");
        }
        fields.check();
        JWTClaimsSet claims = claims(id, issuer, token, asked);
        int first = jdbc.sql(USE).param("hash", Sha256.hex(token))
                .param("expires", Timestamp.from(claims.getExpirationTime().toInstant().plus(SKEW))).update();
        if (first == 0) {
            throw notValid();
        }
        String url = url(id);
        return new Subject(url, Sha256.hex(url + " " + claims.getSubject()));
    }

    private JWTClaimsSet claims(String id, @Nullable IssuerKeys issuer, String token, String nonce) {
        try {
            if (issuer == null) {
                throw notValid();
            }
            return issuer.claims(token, nonce);
        } catch (BadJOSEException | ParseException e) {
            throw notValid();
        } catch (IssuerKeys.Away e) {
            LOG.warn("The issuer {} cannot be asked: {}", id, e.getMessage());
            throw Refusal.unavailable("issuer-away",
                    "The issuer does not answer at the moment. Try again later, or sign in by mail.");
        }
    }

    private String url(String id) {
        IssuerSettings.Issuer issuer = settings.issuers().get(id);
        return issuer == null ? "" : issuer.url();
    }

    void purge() {
        jdbc.sql(PURGE).param("now", Timestamp.from(clock.instant())).update();
    }

    private static Refusal notValid() {
        return Refusal.of(Refusal.Kind.UNAUTHENTICATED, "id-token-not-valid",
                "This ID token is none of the issuer's for"
                        + " this node and this nonce, has expired, or was used already. Begin at the issuer anew.");
    }
}
