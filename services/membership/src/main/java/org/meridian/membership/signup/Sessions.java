package org.meridian.membership.signup;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.http.Cursor;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.membership.secret.RandomToken;
import org.meridian.membership.secret.Sha256;
import org.meridian.process.settings.NodeSettings;
import org.meridian.schemas.Ids;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Where members are signed in, from signing in until they sign out, end it elsewhere, or stay away. What renews a session is
 * good once; the one before it is taken for a minute more, since an answer can be lost and a browser has several tabs. What was
 * renewed with longer ago is in two hands: its session ends.
 */
@Component
public final class Sessions {

    /** Without a renewal. */
    static final Duration IDLE = Duration.ofHours(12);
    static final Duration LONGEST = Duration.ofDays(30);
    static final Duration LOST_ANSWER = Duration.ofMinutes(1);
    /** Of one member; who opens another ends the one that was used least lately. */
    static final int MOST = 100;

    /** So many of what was used up are known again: a day's and more, for who is here all day. */
    private static final int REMEMBERED = 300;
    private static final int MOST_OF_A_GENERATION = 100;
    private static final Duration PURGE_EVERY = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    private static final String INSERT = """
            INSERT INTO session (id, member_id, device, browser, system, renewable, by_issuer, begun_at, renewed_at, used_at,
                                 until)
            VALUES (:id, :member, :device, :browser, :system, :renewable, :byIssuer, :now, :now, :now, :until)""";
    private static final String SUSPENDED = """
            SELECT suspended_at, suspension_reason FROM account WHERE id = :member AND suspended_at IS NOT NULL""";
    /** So that whoever is being suspended has no session that nobody ends. */
    private static final String LOCK_ACCOUNT = "SELECT FROM account WHERE id = :member FOR SHARE";
    private static final String OF_A_SUSPENDED = """
            SELECT a.suspended_at, a.suspension_reason
            FROM session_renewal r JOIN session s ON s.id = r.session_id JOIN account a ON a.id = s.member_id
            WHERE r.token_hash = :hash AND a.suspended_at IS NOT NULL""";
    private static final String END_SURPLUS = """
            UPDATE session SET ended_at = :now WHERE ended_at IS NULL AND id IN
              (SELECT id FROM session WHERE member_id = :member AND ended_at IS NULL AND until > :now
               ORDER BY used_at DESC, id DESC OFFSET :most)""";
    private static final String ADD_RENEWAL = """
            INSERT INTO session_renewal (token_hash, session_id, generation) VALUES (:hash, :session, :generation)
            ON CONFLICT DO NOTHING""";
    /** Locked, so that of two renewals one is the first. */
    private static final String BY_RENEWAL = """
            SELECT s.*, r.generation AS its FROM session_renewal r JOIN session s ON s.id = r.session_id
            WHERE r.token_hash = :hash AND s.ended_at IS NULL AND s.until > :now FOR UPDATE OF s""";
    private static final String OF_GENERATION = """
            SELECT count(*) FROM session_renewal WHERE session_id = :session AND generation = :generation""";
    private static final String RENEW = """
            UPDATE session SET generation = :generation, renewed_at = :now, used_at = :now, until = :until
            WHERE id = :session""";
    private static final String FORGET = """
            DELETE FROM session_renewal WHERE session_id = :session AND generation < :oldest""";
    private static final String LIST = """
            SELECT * FROM session WHERE member_id = :member AND ended_at IS NULL AND until > :now
              AND (:at::timestamptz IS NULL OR (begun_at, id) < (:at, :id)) ORDER BY begun_at DESC, id DESC LIMIT :limit""";
    private static final String END = """
            UPDATE session SET ended_at = :now
            WHERE member_id = :member AND ended_at IS NULL AND until > :now AND id = :id""";
    private static final String END_OTHERS = """
            UPDATE session SET ended_at = :now
            WHERE member_id = :member AND ended_at IS NULL AND until > :now AND id IS DISTINCT FROM :kept""";
    private static final String END_SUSPENDED = """
            UPDATE session s SET ended_at = :now FROM account a
            WHERE a.id = s.member_id AND a.suspended_at IS NOT NULL AND s.ended_at IS NULL AND s.until > :now""";
    private static final String PURGE = "DELETE FROM session WHERE until < :now";

    /** One that goes on. */
    record Session(String id, String memberId, Device device, boolean isRenewable, int generation, Instant begunAt,
            Instant renewedAt, Instant usedAt, Instant until) {}

    private record Renewable(Session session, int its) {}

    private final String home;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final EndedHere ended;
    private final Counter inTwoHands;
    private final Clock clock;

    Sessions(NodeSettings node, @OfMembership EventLog log, @OfMembership Database database, EndedHere ended,
            MeterRegistry meters, Clock clock) {
        this.home = node.node();
        this.jdbc = database.client();
        this.transaction = database.transaction();
        this.ended = ended;
        this.clock = clock;
        this.inTwoHands = Counter.builder("meridian.sessions.renewed.twice")
                .description("Sessions that ended since what renews them was used again").register(meters);
        log.worker("sessions", PURGE_EVERY, this::purge);
    }

    /**
     * @param isRenewable whether it is to have short access tokens, and {@link #newRenewal}
     * @param byIssuer    whether an issuer said who it is, and no mail was read
     * @throws Refusal for whoever is suspended, with the reason
     */
    Session begin(String memberId, Device device, boolean isRenewable, boolean byIssuer) {
        Instant now = clock.instant();
        var session = new Session(Ids.create(home), memberId, device, isRenewable, 0, now, now, now, now.plus(IDLE));
        transaction.executeWithoutResult(status -> {
            letIn(memberId);
            jdbc.sql(INSERT).param("id", session.id()).param("member", memberId).param("device", device.kind().name())
                    .param("browser", device.browser()).param("system", device.system())
                    .param("renewable", isRenewable).param("byIssuer", byIssuer).param("now", Timestamp.from(now))
                    .param("until", Timestamp.from(session.until())).update();
            jdbc.sql(END_SURPLUS).param("member", memberId).param("now", Timestamp.from(now)).param("most", MOST)
                    .update();
        });
        return session;
    }

    /**
     * Nobody suspends them until the transaction ends.
     *
     * @throws Refusal for whoever is suspended, with the reason
     */
    public void letIn(String memberId) {
        jdbc.sql(LOCK_ACCOUNT).param("member", memberId).query(row -> {});
        jdbc.sql(SUSPENDED).param("member", memberId).query(Sessions::suspended).optional().ifPresent(refusal -> {
            throw refusal;
        });
    }

    /** Something new that renews it, with 256 bits, of which the hash is kept. */
    String newRenewal(Session session) {
        String token = RandomToken.create();
        keepRenewal(session, token);
        return token;
    }

    /** An access token that is not short renews its session itself. */
    void keepRenewal(Session session, String token) {
        jdbc.sql(ADD_RENEWAL).param("hash", Sha256.hex(token)).param("session", session.id())
                .param("generation", session.generation()).update();
    }

    /**
     * Uses up what renews a session.
     *
     * @throws Refusal where the session has ended, or ends by this; with the reason where its member is suspended
     */
    Session renew(String token) {
        Supplier<Session> answer = transaction.execute(status -> {
            Optional<Renewable> found = byRenewal(token);
            if (found.isEmpty()) {
                Refusal refusal = jdbc.sql(OF_A_SUSPENDED).param("hash", Sha256.hex(token)).query(Sessions::suspended)
                        .optional().orElseGet(Sessions::over);
                return () -> {
                    throw refusal;
                };
            }
            Session session = found.get().session();
            Instant now = clock.instant();
            if (found.get().its() == session.generation()) {
                Session renewed = renewed(session, now);
                return () -> renewed;
            }
            if (isOfALostAnswer(found.get(), now)) {
                return () -> session;
            }
            jdbc.sql(END).param("member", session.memberId()).param("id", session.id())
                    .param("now", Timestamp.from(now)).update();
            return () -> {
                inTwoHands.increment();
                LOG.warn("What renews a member's session was used again: the session ended");
                ended.look();
                throw over();
            };
        });
        return Objects.requireNonNull(answer).get();
    }

    private Optional<Renewable> byRenewal(String token) {
        return jdbc.sql(BY_RENEWAL).param("hash", Sha256.hex(token))
                .param("now", Timestamp.from(clock.instant()))
                .query((row, i) -> new Renewable(session(row), row.getInt("its"))).optional();
    }

    private boolean isOfALostAnswer(Renewable found, Instant now) {
        Session session = found.session();
        return found.its() == session.generation() - 1 && !now.isAfter(session.renewedAt().plus(LOST_ANSWER))
                && jdbc.sql(OF_GENERATION).param("session", session.id()).param("generation", session.generation())
                        .query(Integer.class).single() < MOST_OF_A_GENERATION;
    }

    private Session renewed(Session session, Instant now) {
        Instant longest = session.begunAt().plus(LONGEST);
        Instant until = now.plus(IDLE).isBefore(longest) ? now.plus(IDLE) : longest;
        int generation = session.generation() + 1;
        jdbc.sql(RENEW).param("session", session.id()).param("generation", generation)
                .param("now", Timestamp.from(now)).param("until", Timestamp.from(until)).update();
        jdbc.sql(FORGET).param("session", session.id()).param("oldest", generation - REMEMBERED).update();
        return new Session(session.id(), session.memberId(), session.device(), session.isRenewable(), generation,
                session.begunAt(), now, now, until);
    }

    /** The newest first. */
    List<Session> of(String memberId, @Nullable Cursor after, int limit) {
        return jdbc.sql(LIST).param("member", memberId).param("now", Timestamp.from(clock.instant()))
                .param("at", after == null ? null : Timestamp.from(after.at()))
                .param("id", after == null ? null : after.id()).param("limit", limit).query((row, i) -> session(row))
                .list();
    }

    /** @throws Refusal where the member has no such session */
    void end(String memberId, String id) {
        int ends = jdbc.sql(END).param("member", memberId).param("id", id).param("now", Timestamp.from(clock.instant()))
                .update();
        if (ends == 0) {
            throw Refusal.notFound("session");
        }
        ended.look();
    }

    /** @param kept null where all are to end */
    void endOthers(String memberId, @Nullable String kept) {
        jdbc.sql(END_OTHERS).param("member", memberId).param("kept", kept)
                .param("now", Timestamp.from(clock.instant())).update();
        ended.look();
    }

    /** In the caller's transaction; {@link #noteEnded} follows it. */
    public void endAll(String memberId) {
        jdbc.sql(END_OTHERS).param("member", memberId).param("kept", null)
                .param("now", Timestamp.from(clock.instant())).update();
    }

    /** From now on their access tokens are refused here. */
    public void noteEnded() {
        ended.look();
    }

    /** Ends, too, what a database that was put back to an earlier day still has of members who were suspended since. */
    public void purge() {
        if (jdbc.sql(END_SUSPENDED).param("now", Timestamp.from(clock.instant())).update() > 0) {
            ended.look();
        }
        jdbc.sql(PURGE).param("now", Timestamp.from(clock.instant())).update();
    }

    private static Session session(ResultSet row) throws SQLException {
        return new Session(row.getString("id"), row.getString("member_id"),
                new Device(Device.Kind.valueOf(row.getString("device")), row.getString("browser"),
                        row.getString("system")),
                row.getBoolean("renewable"), row.getInt("generation"), row.getTimestamp("begun_at").toInstant(),
                row.getTimestamp("renewed_at").toInstant(), row.getTimestamp("used_at").toInstant(),
                row.getTimestamp("until").toInstant());
    }

    private static Refusal suspended(ResultSet row, int index) throws SQLException {
        Instant since = row.getTimestamp("suspended_at").toInstant().truncatedTo(ChronoUnit.SECONDS);
        String reason = row.getString("suspension_reason");
        return Refusal.forbidden("suspended", "This account is suspended since " + since + ". Whoever runs this node"
                + " gives the reason: " + reason).because(reason);
    }

    static Refusal over() {
        return Refusal.of(Refusal.Kind.UNAUTHENTICATED, "session-ended", "This session has ended, or was renewed with"
                + " something newer. Sign in again with POST /api/sign-in.");
    }
}
