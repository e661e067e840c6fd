package org.meridian.notifications.delivery;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Addresses that the mail server refuses for good. Nothing is sent to one until its owner says to try again, or the account
 * has another address.
 */
public final class MailStops {

    /** @param reason what the server said, without the address */
    public record MailStop(Instant stoppedAt, String reason) {}

    private final JdbcClient jdbc;
    private final String schema;

    MailStops(JdbcClient jdbc, String schema) {
        this.jdbc = jdbc;
        this.schema = schema;
    }

    public Optional<MailStop> find(String memberId) {
        return jdbc.sql("""
                SELECT s.stopped_at, s.reason FROM %1$s.mail_stop s
                JOIN %1$s.account a ON (a.member_id, a.email) = (s.member_id, s.email)
                WHERE s.member_id = :member""".formatted(schema)).param("member", memberId)
                .query((row, i) -> new MailStop(row.getTimestamp("stopped_at").toInstant(), row.getString("reason")))
                .optional();
    }

    /** The member wants it tried again; that is no mistake where nothing was stopped. */
    public void lift(String memberId) {
        jdbc.sql("DELETE FROM %s.mail_stop WHERE member_id = :member".formatted(schema)).param("member", memberId)
                .update();
    }

    void stop(String memberId, String email, String reason, Instant now) {
        jdbc.sql("""
                INSERT INTO %s.mail_stop (member_id, email, stopped_at, reason) VALUES (:member, :email, :now, :reason)
                ON CONFLICT (member_id) DO UPDATE
                  SET email = excluded.email, stopped_at = excluded.stopped_at, reason = excluded.reason"""
                .formatted(schema)).param("member", memberId).param("email", email).param("now", Timestamp.from(now))
                .param("reason", reason).update();
    }
}
