package org.meridian.membership.signup;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.database.Database;
import org.meridian.membership.qualifier.OfMembership;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The links that sign somebody in. Asking for one writes a row, whoever asks; a token is made when the mail is, and only
 * its hash is kept.
 */
@Component
final class SignInLinks {

    static final Duration LIFETIME = Duration.ofMinutes(15);

    private static final int MAX_OUTSTANDING = 5;
    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);

    /** What a visitor says of themselves when signing up. */
    record Visitor(String displayName, String timeZone, @Nullable String profession, @Nullable String organisation,
            List<String> expertise) {}

    /** A link that is to be mailed now. */
    record Due(long id, String email, boolean forSignUp, String token) {}

    /** What a token was good for. */
    record Opened(String email, @Nullable Visitor visitor) {}

    private static final String ASK = """
            INSERT INTO sign_in_link (email, display_name, time_zone, profession, organisation, expertise,
                                      asked_at, next_try_at, expires_at)
            SELECT :email, :name, :zone, :profession, :organisation, :expertise::text[],
                   :now::timestamptz, :now::timestamptz, :expires::timestamptz
            WHERE (SELECT count(*) FROM sign_in_link
                   WHERE lower(email) = lower(:email) AND used_at IS NULL AND expires_at > :now
                     AND (display_name IS NULL) = (:name::text IS NULL)) < :most""";
    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('address ' || lower(:email), 0))";
    private static final String NEXT_DUE = """
            UPDATE sign_in_link SET token_hash = :hash, tries = tries + 1,
                                    next_try_at = :now::timestamptz + make_interval(secs => :retry * power(2, tries))
            WHERE id = (SELECT id FROM sign_in_link WHERE mailed_at IS NULL AND next_try_at <= :now AND expires_at > :now
                        ORDER BY next_try_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING id, email, display_name IS NOT NULL AS for_sign_up""";
    private static final String MAILED = "UPDATE sign_in_link SET mailed_at = :now WHERE id = :id";
    private static final String OPEN = """
            UPDATE sign_in_link SET used_at = :now WHERE token_hash = :hash AND used_at IS NULL AND expires_at > :now
            RETURNING *""";
    private static final String PURGE = "DELETE FROM sign_in_link WHERE expires_at < :then";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    SignInLinks(@OfMembership Database database, Clock clock) {
        this.jdbc = database.client();
        this.transaction = database.transaction();
        this.clock = clock;
    }

    /** Asks for a link to be mailed; does nothing while five are outstanding for the address. */
    void ask(String email, @Nullable Visitor visitor) {
        Instant now = clock.instant();
        transaction.executeWithoutResult(status -> {
            lock(email);
            jdbc.sql(ASK).param("email", email)
                    .param("name", visitor == null ? null : visitor.displayName())
                    .param("zone", visitor == null ? null : visitor.timeZone())
                    .param("profession", visitor == null ? null : visitor.profession())
                    .param("organisation", visitor == null ? null : visitor.organisation())
                    .param("expertise", visitor == null ? null : visitor.expertise().toArray(String[]::new))
                    .param("now", Timestamp.from(now)).param("expires", Timestamp.from(now.plus(LIFETIME)))
                    .param("most", MAX_OUTSTANDING).update();
        });
    }

    /** Keeps an address to oneself until the transaction ends. */
    void lock(String email) {
        jdbc.sql(LOCK)
                .param("email", email).query(row -> {});
    }

    /** The next link to mail, if there is one, with a new token. It comes again, later and later, until it is mailed. */
    Optional<Due> nextDue() {
        String token = newToken();
        Instant now = clock.instant();
        return jdbc.sql(NEXT_DUE)
                .param("hash", hash(token)).param("now", Timestamp.from(now)).param("retry", FIRST_RETRY.toSeconds())
                .query((row, i) -> new Due(row.getLong("id"), row.getString("email"), row.getBoolean("for_sign_up"),
                        token))
                .optional();
    }

    void mailed(long id) {
        jdbc.sql(MAILED)
                .param("now", Timestamp.from(clock.instant())).param("id", id).update();
    }

    /** Uses a token up; empty when it is unknown, expired or was used before. */
    Optional<Opened> open(String token) {
        return jdbc.sql(OPEN).param("now", Timestamp.from(clock.instant()))
                .param("hash", hash(token)).query(SignInLinks::opened).optional();
    }

    /** Forgets what has long expired. */
    void purge() {
        jdbc.sql(PURGE)
                .param("then", Timestamp.from(clock.instant().minus(Duration.ofDays(1)))).update();
    }

    private static Opened opened(ResultSet row, int index) throws SQLException {
        String name = row.getString("display_name");
        return new Opened(row.getString("email"), name == null
                ? null
                : new Visitor(name, row.getString("time_zone"), row.getString("profession"),
                        row.getString("organisation"), texts(row.getArray("expertise"))));
    }

    private static List<String> texts(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    /** 256 bits. */
    private String newToken() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String hash(String token) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
