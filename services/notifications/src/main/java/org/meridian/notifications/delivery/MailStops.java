package org.meridian.notifications.delivery;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.meridian.eventlog.database.Database;
import org.meridian.mail.queue.RefusedAddresses;
import org.meridian.notifications.Notifications;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Addresses that the mail server refuses for good. Nothing is sent to one until its owner says to try again, or the account
 * has another address.
 */
@Component
public final class MailStops implements RefusedAddresses {

    /** @param reason what the server said, without the address */
    public record MailStop(Instant stoppedAt, String reason) {}

    private static final String FIND = """
            SELECT s.stopped_at, s.reason FROM mail_stop s
            JOIN account a ON (a.member_id, a.email) = (s.member_id, s.email)
            WHERE s.member_id = :member""";
    private static final String LIFT = "DELETE FROM mail_stop WHERE member_id = :member";
    private static final String REFUSE = """
            INSERT INTO mail_stop (member_id, email, stopped_at, reason) VALUES (:member, :email, :at, :reason)
            ON CONFLICT (member_id) DO UPDATE
              SET email = excluded.email, stopped_at = excluded.stopped_at, reason = excluded.reason""";

    private final JdbcClient jdbc;

    MailStops(@Notifications Database database) {
        this.jdbc = database.client();
    }

    public Optional<MailStop> find(String memberId) {
        return jdbc.sql(FIND).param("member", memberId)
                .query((row, i) -> new MailStop(row.getTimestamp("stopped_at").toInstant(), row.getString("reason")))
                .optional();
    }

    /** The member wants it tried again; that is no mistake where nothing was stopped. */
    public void lift(String memberId) {
        jdbc.sql(LIFT).param("member", memberId).update();
    }

    @Override
    public void refuse(String memberId, String email, String reason, Instant at) {
        jdbc.sql(REFUSE).param("member", memberId).param("email", email).param("at", Timestamp.from(at))
                .param("reason", reason).update();
    }
}
