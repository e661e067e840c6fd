package org.meridian.membership.joining;

import static org.meridian.eventlog.event.Batch.LIST;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.event.Batch;
import org.meridian.eventlog.event.Column;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.event.Ids;
import org.meridian.eventlog.event.Write;
import org.meridian.events.membership.JoinAnswers;
import org.meridian.events.membership.JoinRefused;
import org.meridian.events.membership.JoinRequested;
import org.meridian.events.membership.JoinWithdrawn;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.events.membership.RefusalReason;

/**
 * Join requests, their answers and reasons. A request and its decision come from two nodes in any order; the row's key
 * has the group's id in it, so that only the group that was asked can decide.
 */
public final class RequestTable {

    /** The times of what a batch says of one request; each is there once in a request's life. */
    private record Row(String groupId, String requestId, @Nullable String memberId, @Nullable Instant requestedAt,
            @Nullable Instant withdrawnAt, @Nullable Instant grantedAt, @Nullable Instant refusedAt) {

        static Row of(JoinRequested requested) {
            return new Row(requested.getGroupId(), requested.getId(), requested.getMemberId(),
                    requested.getOccurredAt(), null, null, null);
        }

        static Row of(JoinWithdrawn withdrawn) {
            return new Row(withdrawn.getGroupId(), withdrawn.getId(), null, null, withdrawn.getOccurredAt(), null,
                    null);
        }

        static Row granted(String requestId, MembershipGranted granted) {
            return new Row(granted.getGroupId(), requestId, null, null, null, granted.getOccurredAt(), null);
        }

        static Row of(JoinRefused refused) {
            return new Row(refused.getGroupId(), refused.getRequestId(), null, null, null, null,
                    refused.getOccurredAt());
        }

        String id() {
            return Ids.derived(groupId, requestId);
        }

        Row and(Row other) {
            return new Row(groupId, requestId, memberId == null ? other.memberId : memberId,
                    earlier(requestedAt, other.requestedAt), earlier(withdrawnAt, other.withdrawnAt),
                    earlier(grantedAt, other.grantedAt), earlier(refusedAt, other.refusedAt));
        }

        private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
            if (one == null || other == null) {
                return one == null ? other : one;
            }
            return other.isBefore(one) ? other : one;
        }
    }

    private final String upsertRequests;
    private final String upsertAnswers;
    private final String upsertReasons;

    public RequestTable(String schema) {
        this.upsertRequests = """
                INSERT INTO %s.join_request AS r SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE
                  SET member_id = coalesce(r.member_id, excluded.member_id),
                      requested_at = least(r.requested_at, excluded.requested_at),
                      withdrawn_at = least(r.withdrawn_at, excluded.withdrawn_at),
                      granted_at = least(r.granted_at, excluded.granted_at),
                      refused_at = least(r.refused_at, excluded.refused_at)""".formatted(schema);
        this.upsertAnswers = """
                INSERT INTO %s.join_answers AS a SELECT id, version, note, %s, email_domain
                FROM unnest(?, ?, ?, ?, ?) AS n(id, version, note, answers, email_domain)
                ON CONFLICT (id) DO UPDATE
                  SET version = excluded.version, note = excluded.note, answers = excluded.answers,
                      email_domain = excluded.email_domain
                  WHERE excluded.version > a.version""".formatted(schema, LIST.formatted("answers"));
        this.upsertReasons = """
                INSERT INTO %s.refusal_reason AS r SELECT * FROM unnest(?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET version = excluded.version, reason = excluded.reason
                  WHERE excluded.version > r.version""".formatted(schema);
    }

    public List<Write> on(List<Entry> entries) {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (Entry entry : entries) {
            switch (entry.body()) {
                case JoinRequested requested -> merge(rows, Row.of(requested));
                case JoinWithdrawn withdrawn -> merge(rows, Row.of(withdrawn));
                case JoinRefused refused -> merge(rows, Row.of(refused));
                case MembershipGranted granted when granted.getRequestId() != null -> merge(rows,
                        Row.granted(granted.getRequestId(), granted));
                default -> {
                }
            }
        }
        return List.of(requests(List.copyOf(rows.values())), answers(Batch.newest(entries, JoinAnswers.class)),
                reasons(Batch.newest(entries, RefusalReason.class)));
    }

    private static void merge(Map<String, Row> rows, Row row) {
        rows.merge(row.id(), row, Row::and);
    }

    private Write requests(List<Row> rows) {
        return Write.of(upsertRequests, Column.text(rows, Row::id), Column.text(rows, Row::groupId),
                Column.text(rows, Row::requestId), Column.text(rows, Row::memberId),
                Column.instants(rows, Row::requestedAt), Column.instants(rows, Row::withdrawnAt),
                Column.instants(rows, Row::grantedAt), Column.instants(rows, Row::refusedAt));
    }

    private Write answers(List<JoinAnswers> answers) {
        return Write.of(upsertAnswers, Column.text(answers, JoinAnswers::getId),
                Column.ints(answers, JoinAnswers::getVersion), Column.text(answers, JoinAnswers::getNote),
                Column.text(answers, it -> Batch.list(it.getAnswers())),
                Column.text(answers, JoinAnswers::getEmailDomain));
    }

    private Write reasons(List<RefusalReason> reasons) {
        return Write.of(upsertReasons, Column.text(reasons, RefusalReason::getId),
                Column.ints(reasons, RefusalReason::getVersion), Column.text(reasons, RefusalReason::getReason));
    }
}
