package org.meridian.membership.moderating;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.event.Entry.Fact;
import org.meridian.events.membership.GrantCause;
import org.meridian.membership.groups.Groups;
import org.meridian.membership.joining.Attempt;
import org.meridian.membership.joining.Grant;
import org.meridian.membership.joining.Membership;
import org.meridian.membership.joining.Memberships;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.process.settings.NodeSettings;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * When a group's charter asks for another registration than before, its home says anew what each member may: it compares what was
 * granted with what follows from the charter, and grants the difference, so that a crash forgets nothing.
 */
@Component
final class KeepRights {

    private static final Duration POLL = Duration.ofSeconds(5);
    private static final int PORTION = 200;

    /** What {@link org.meridian.membership.joining.Rights} says, of many at once. */
    private static final String OTHERWISE = """
            SELECT m.group_id, m.member_id,
                   (SELECT o.member_id FROM membership o WHERE o.group_id = m.group_id AND o.active AND o.role = 'OWNER'
                    ORDER BY o.joined_at LIMIT 1) AS owner_id
            FROM (SELECT id AS group_id FROM charter WHERE registration_need IN ('TO_WRITE', 'TO_READ')
                  UNION
                  SELECT group_id FROM membership WHERE writes_until IS NOT NULL) g
            JOIN charter c ON c.id = g.group_id
            JOIN membership m ON m.group_id = g.group_id AND m.active
            CROSS JOIN LATERAL (
              SELECT CASE WHEN m.role IN ('OWNER', 'MODERATOR') OR coalesce(c.registration_need, 'NONE') = 'NONE' THEN NULL
                          WHEN m.register = ANY (c.registers) THEN m.registered_until
                          ELSE 'epoch'::timestamptz END AS until) due
            WHERE split_part(g.group_id, '-', 1) = :home
              AND (m.writes_until IS DISTINCT FROM due.until
                   OR m.reads_until IS DISTINCT FROM CASE WHEN c.registration_need = 'TO_WRITE' THEN NULL ELSE due.until END)
            LIMIT :portion""";

    private record Member(String groupId, String memberId, String ownerId) {}

    private final String home;
    private final EventLog log;
    private final Groups groups;
    private final Memberships memberships;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    KeepRights(NodeSettings node, @OfMembership EventLog log, Groups groups, Memberships memberships,
            @OfMembership Database database, Clock clock) {
        this.home = node.node();
        this.log = log;
        this.groups = groups;
        this.memberships = memberships;
        this.jdbc = database.client();
        this.transaction = database.transaction();
        this.clock = clock;
        log.worker("rights", POLL, this::keep);
    }

    void keep() {
        List<Member> before = List.of();
        List<Member> otherwise = otherwise();
        while (!otherwise.isEmpty() && !otherwise.equals(before)) { // the same once more could not be granted now
            otherwise.forEach(it -> Attempt.at(() -> grant(it)));
            before = otherwise;
            otherwise = otherwise();
        }
    }

    private List<Member> otherwise() {
        return jdbc.sql(OTHERWISE).param("home", home).param("portion", PORTION).query(KeepRights::member).list();
    }

    private void grant(Member member) {
        transaction.executeWithoutResult(status -> {
            groups.lock(member.groupId());
            if (memberships.find(member.groupId(), member.memberId()) instanceof Membership.Active active) {
                log.append(List.<Entry>of(new Fact(Topics.membership(groups.isDomestic(member.groupId())),
                        new Grant(active.role(), active.registration(), memberships.need(member.groupId()))
                                .to(active, Ids.eventId(), member.ownerId(), clock.instant())
                                .setCause(GrantCause.CHARTER).build())));
            }
        });
    }

    private static Member member(ResultSet row, int index) throws SQLException {
        return new Member(row.getString("group_id"), row.getString("member_id"), row.getString("owner_id"));
    }
}
