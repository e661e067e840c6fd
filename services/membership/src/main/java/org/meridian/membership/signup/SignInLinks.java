package org.meridian.membership.signup;

import java.security.SecureRandom;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.mail.queue.Mailing;
import org.meridian.mail.queue.Mailings;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.membership.secret.RandomToken;
import org.meridian.membership.secret.Sha256;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The links that sign somebody in. Asking for one writes a row and puts a mail on its way, whoever asks; a token is made each
 * time that the mail is written, and a short code with it; only their hashes are kept. All tokens of a link are good until one of
 * them is used.
 */
@Component
public final class SignInLinks {

    static final Duration LIFETIME = Duration.ofMinutes(15);

    private static final Duration PURGE_EVERY = Duration.ofMinutes(1);
    /** With the link's id behind it, its mailing's. */
    private static final String PREFIX = "sign-in.";

    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('address ' || lower(:email), 0))";
    // Found first, then put in order: in the order of ids, what nobody has would take longer than a member's.
    private static final String INSERT = """
            WITH found AS MATERIALIZED (SELECT member_id, email FROM member_address WHERE lower(email) = lower(:email)),
                 known AS (SELECT (SELECT email FROM found ORDER BY member_id LIMIT 1) AS email)
            INSERT INTO sign_in_link (id, email, display_name, time_zone, profession, organisation, expertise, asked_at,
                                      expires_at)
            SELECT :id, coalesce(known.email, :email), :name, :zone, :profession, :organisation, :expertise::text[],
                   :now::timestamptz, :expires::timestamptz
            FROM known
            RETURNING EXISTS (SELECT FROM found) AS is_known""";
    private static final String OUTSTANDING = """
            SELECT id, email, display_name IS NOT NULL AS for_sign_up FROM sign_in_link
            WHERE id = :id AND used_at IS NULL AND expires_at > :now""";
    private static final String ADD_TOKEN = """
            INSERT INTO sign_in_token (token_hash, code_hash, link_id) VALUES (:hash, :codeHash, :link)""";
    private static final String OPEN = """
            UPDATE sign_in_link l SET used_at = :now FROM sign_in_token t
            WHERE t.token_hash = :hash AND l.id = t.link_id AND l.used_at IS NULL AND l.expires_at > :now
            RETURNING l.email, l.display_name, l.time_zone, l.profession, l.organisation, l.expertise""";
    private static final String PURGE = """
            WITH gone AS (DELETE FROM sign_in_link WHERE expires_at < :then RETURNING id)
            DELETE FROM mailing m USING gone WHERE m.id = :prefix || gone.id""";

    /** What a visitor says of themselves when signing up. */
    record Visitor(String displayName, String timeZone, @Nullable String profession, @Nullable String organisation,
            List<String> expertise) {}

    /** A link that is still good. */
    record Outstanding(String id, String email, boolean forSignUp) {}

    /** What a mail carries to sign in with: 256 bits for a link, and a few digits to type. */
    record Secrets(String token, String code) {}

    /** What a token or a code was good for. */
    record Opened(String email, @Nullable Visitor visitor) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Mailings mailings;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    SignInLinks(@OfMembership EventLog log, @OfMembership Database database, @OfMembership Mailings mailings,
            Clock clock) {
        this.jdbc = database.client();
        this.transaction = database.transaction();
        this.mailings = mailings;
        this.clock = clock;
        log.worker("sign-in-links", PURGE_EVERY, this::purge);
    }

    /**
     * Asks for a link and a code to be mailed, to the address as its member has proved it, however it is written now: two that
     * are taken for one here could be two people's elsewhere. How many there may be, {@link SignInLimits} says.
     *
     * @return the attempt with which the code works
     */
    String ask(String email, @Nullable Visitor visitor) {
        String id = UUID.randomUUID().toString();
        Instant now = clock.instant();
        transaction.executeWithoutResult(status -> {
            lock(email);
            boolean isKnown = jdbc.sql(INSERT).param("id", id).param("email", email)
                    .param("name", visitor == null ? null : visitor.displayName())
                    .param("zone", visitor == null ? null : visitor.timeZone())
                    .param("profession", visitor == null ? null : visitor.profession())
                    .param("organisation", visitor == null ? null : visitor.organisation())
                    .param("expertise", visitor == null ? null : visitor.expertise().toArray(String[]::new))
                    .param("now", Timestamp.from(now)).param("expires", Timestamp.from(now.plus(LIFETIME)))
                    .query(Boolean.class).single();
            mailings.add(List.of(new Mailing(PREFIX + id, id,
                    isKnown && visitor == null ? SignInMessages.SIGN_IN : SignInMessages.SIGN_UP, id)), now);
        });
        return id;
    }

    /** Keeps an address to oneself until the transaction ends. */
    public void lock(String email) {
        jdbc.sql(LOCK).param("email", email).query(row -> {});
    }

    /** Empty when it was used or has expired. */
    Optional<Outstanding> outstanding(String id) {
        return jdbc.sql(OUTSTANDING).param("id", id).param("now", Timestamp.from(clock.instant()))
                .query((row, i) -> new Outstanding(row.getString("id"), row.getString("email"),
                        row.getBoolean("for_sign_up")))
                .optional();
    }

    /** One more token and code for a link; those that it has stay good, since one of them may be on its way. */
    Secrets newSecrets(String linkId) {
        String token = RandomToken.create();
        String code = SignInCodes.newCode(random);
        jdbc.sql(ADD_TOKEN).param("hash", Sha256.hex(token)).param("codeHash", codeHash(linkId, code))
                .param("link", linkId)
                .update();
        return new Secrets(token, code);
    }

    /** Uses a link up; empty when the token is unknown, or the link has expired or was used before. */
    Optional<Opened> open(String token) {
        return jdbc.sql(OPEN).param("now", Timestamp.from(clock.instant())).param("hash", Sha256.hex(token))
                .query(SignInLinks::opened).optional();
    }

    /** Forgets what has long expired, and its mails. */
    void purge() {
        jdbc.sql(PURGE).param("then", Timestamp.from(clock.instant().minus(Duration.ofDays(1))))
                .param("prefix", PREFIX).update();
    }

    static Opened opened(ResultSet row, int index) throws SQLException {
        String name = row.getString("display_name");
        return new Opened(row.getString("email"), name == null
                ? null
                : new Visitor(name, row.getString("time_zone"), row.getString("profession"),
                        row.getString("organisation"), texts(row.getArray("expertise"))));
    }

    private static List<String> texts(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    /** With the link's id, so that equal codes don't show. */
    static String codeHash(String linkId, String code) {
        return Sha256.hex(linkId + " " + code);
    }
}
