package org.meridian.notifications.notices;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.eventlog.event.Entry.Fact;
import org.meridian.eventlog.outbox.StaleVersion;
import org.meridian.events.notifications.NoticeRead;
import org.meridian.notifications.Notifications;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A member has read a notice; saying so again changes nothing. */
@Component
final class ReadNotice {

    private record Found(String memberId, Instant raisedAt, boolean read) {}

    private static final String SELECT = "SELECT member_id, raised_at, read_at FROM notice WHERE id = :id";

    private final EventLog log;
    private final JdbcClient jdbc;
    private final Clock clock;

    ReadNotice(@Notifications EventLog log, @Notifications Database database, Clock clock) {
        this.log = log;
        this.jdbc = database.client();
        this.clock = clock;
    }

    /** @throws Refusal for what is missing or somebody else's */
    void read(String noticeId, String memberId) {
        Found found = find(noticeId, memberId);
        if (!found.read()) {
            var fact = new NoticeRead(Ids.eventId(), noticeId, 2, Ids.occurredAt(clock.instant(), found.raisedAt()),
                    memberId);
            try {
                log.append(List.of(new Fact(Topics.DOMESTIC_NOTIFICATIONS, fact)));
            } catch (StaleVersion e) {
                passIfRead(find(noticeId, memberId), e);
            }
        }
    }

    /** Twice at the same moment is well; records that are parked are not. */
    private static void passIfRead(Found found, StaleVersion e) {
        if (!found.read()) {
            throw e;
        }
    }

    private Found find(String noticeId, String memberId) {
        return look(noticeId).filter(it -> it.memberId().equals(memberId))
                .orElseThrow(() -> Refusal.notFound("notice"));
    }

    private Optional<Found> look(String noticeId) {
        return jdbc.sql(SELECT).param("id", noticeId).query((row, i) -> new Found(row.getString("member_id"),
                row.getTimestamp("raised_at").toInstant(), row.getTimestamp("read_at") != null)).optional();
    }
}
