package org.meridian.membership.inviting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.mail.queue.Mailing;
import org.meridian.mail.queue.Mailings;
import org.meridian.membership.qualifier.OfMembership;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The links of the invitations that were made here, as long as they hold: a moderator can copy one again. An address to which one
 * is mailed is kept until the mail is sent, or has bounced, and no longer; only that mailbox has such a link.
 */
@Component
final class InvitationLinks {

    private static final Duration PURGE_EVERY = Duration.ofMinutes(1);
    /** With the invitation's id behind it, its mailing's. */
    private static final String PREFIX = "invitation.";

    private static final String KEEP = """
            INSERT INTO invitation_link (id, token, by_mail, email, expires_at)
            VALUES (:id, :token, :email::text IS NOT NULL, :email, :expires)""";
    private static final String FIND = "SELECT * FROM invitation_link WHERE id = ANY (:ids)";
    private static final String DELETE = "DELETE FROM invitation_link WHERE id = :id";
    private static final String DELETE_EXPIRED = "DELETE FROM invitation_link WHERE expires_at <= :now";
    /** What nobody here needs any more. */
    private static final String FORGET = """
            WITH mailed AS (
              DELETE FROM mailing WHERE kind = :kind AND state <> 'waiting' RETURNING subject_id)
            UPDATE invitation_link l SET email = NULL, token = NULL FROM mailed WHERE l.id = mailed.subject_id""";

    /** @param token null once it was mailed, which only that mailbox has */
    record Link(String id, @Nullable String token, boolean byMail) {}

    private final JdbcClient jdbc;
    private final Mailings mailings;
    private final Clock clock;

    InvitationLinks(@OfMembership EventLog log, @OfMembership Database database, @OfMembership Mailings mailings,
            Clock clock) {
        this.jdbc = database.client();
        this.mailings = mailings;
        this.clock = clock;
        log.worker("invitation-links", PURGE_EVERY, this::purge);
    }

    /** In a transaction of the caller's. */
    void keep(String id, InvitationToken token, Instant expiresAt, @Nullable String email) {
        jdbc.sql(KEEP).param("id", id).param("token", token.text()).param("email", email)
                .param("expires", Timestamp.from(expiresAt)).update();
        if (email != null) {
            mailings.add(List.of(new Mailing(PREFIX + id, id, InvitationMessages.KIND, id)), clock.instant());
        }
    }

    /** By their invitations' ids. */
    Map<String, Link> of(Collection<String> ids) {
        return jdbc.sql(FIND).param("ids", ids.toArray(String[]::new)).query(InvitationLinks::link).list().stream()
                .collect(Collectors.toMap(Link::id, Function.identity()));
    }

    Optional<Link> of(String id) {
        return Optional.ofNullable(of(List.of(id)).get(id));
    }

    void delete(String id) {
        jdbc.sql(DELETE).param("id", id).update();
    }

    void purge() {
        jdbc.sql(DELETE_EXPIRED).param("now", Timestamp.from(clock.instant())).update();
        jdbc.sql(FORGET).param("kind", InvitationMessages.KIND.name()).update();
    }

    private static Link link(ResultSet row, int index) throws SQLException {
        return new Link(row.getString("id"), row.getString("token"), row.getBoolean("by_mail"));
    }
}
