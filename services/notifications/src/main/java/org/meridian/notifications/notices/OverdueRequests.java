package org.meridian.notifications.notices;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.meridian.calendar.Countries;
import org.meridian.calendar.Country;
import org.meridian.community.DecisionPromise;
import org.meridian.eventlog.database.Database;
import org.meridian.events.notifications.NoticeKind;
import org.meridian.notifications.Notifications;
import org.meridian.process.settings.NodeSettings;
import org.meridian.schemas.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Requests to join that have waited longer than their group promises are brought to its owners and moderators again, once for each
 * such time that passes. Every node tells its own members, while it is working time in its country or a night later: so those are
 * told first who are awake. By the real clock.
 */
@Component
final class OverdueRequests {

    /** From the end of one working day to the beginning of the next, and no longer over a weekend. */
    private static final Duration NIGHT = Duration.ofHours(16);
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final int BATCH = 2_000;

    /** @param isFull whether there are more to be looked at now */
    record Look(List<Occasion> occasions, boolean isFull) {}

    /** @param told when the moderator first was told of it */
    private record Waiting(String groupId, String requestId, String applicantId, Instant asked, String moderatorId,
            Instant told) {}

    /** Those that the reader has been told of: a request that came today after it had waited elsewhere is news, and was told as such. */
    private static final String FIND = """
            SELECT q.group_id, q.request_id, q.member_id AS applicant, q.requested_at, r.member_id, n.raised_at
            FROM join_request q
            JOIN participant p ON p.group_id = q.group_id AND p.may_moderate
            JOIN account r ON r.member_id = p.member_id
            JOIN notice n ON n.id = r.member_id || '.' || q.request_id
            WHERE q.requested_at IS NOT NULL AND q.withdrawn_at IS NULL AND q.granted_at IS NULL
              AND q.refused_at IS NULL AND r.member_id <> q.member_id
              AND (q.request_id, r.member_id) > (:request, :member)
            ORDER BY q.request_id, r.member_id LIMIT %d""".formatted(BATCH);

    private final JdbcClient jdbc;
    private final Countries countries;
    private final Country here;
    private final Clock clock;
    private @Nullable Waiting last;
    private Instant nextLook = Instant.EPOCH;

    OverdueRequests(@Notifications Database database, NodeSettings settings, Countries countries, Clock clock) {
        this.jdbc = database.client();
        this.countries = countries;
        this.here = countries.of(settings.node());
        this.clock = clock;
    }

    /** Nothing within a minute of the last time that all were looked at. */
    Look look() {
        Instant now = clock.instant();
        if (last == null && now.isBefore(nextLook)) {
            return new Look(List.of(), false);
        }
        List<Waiting> found = jdbc.sql(FIND).param("request", last == null ? "" : last.requestId())
                .param("member", last == null ? "" : last.moderatorId()).query(OverdueRequests::waiting).list();
        boolean more = found.size() == BATCH;
        last = more ? found.getLast() : null;
        nextLook = now.plus(INTERVAL);
        return new Look(found.stream().flatMap(it -> occasion(it, now)).toList(), more);
    }

    private Stream<Occasion> occasion(Waiting it, Instant now) {
        Country home = countries.of(Ids.home(it.groupId()));
        int passed = DecisionPromise.passed(it.asked(), home, now);
        if (passed == 0) {
            return Stream.empty();
        }
        Instant since = DecisionPromise.end(it.asked(), home, passed);
        boolean isTime = here.isWorkingTime(now) || !now.isBefore(since.plus(NIGHT));
        return isTime && it.told().isBefore(since)
                ? Stream.of(new Occasion(NoticeKind.OVERDUE, it.moderatorId(), it.groupId(), it.applicantId(),
                        Ids.named(Ids.home(it.requestId()), "overdue " + it.requestId() + " " + passed),
                        it.requestId(), null))
                : Stream.empty();
    }

    private static Waiting waiting(ResultSet row, int index) throws SQLException {
        return new Waiting(row.getString("group_id"), row.getString("request_id"), row.getString("applicant"),
                row.getTimestamp("requested_at").toInstant(), row.getString("member_id"),
                row.getTimestamp("raised_at").toInstant());
    }
}
