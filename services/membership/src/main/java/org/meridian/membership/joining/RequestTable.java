package org.meridian.membership.joining;

import static org.meridian.eventlog.event.Batch.LIST;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.event.ArrayParameter;
import org.meridian.eventlog.event.Batch;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.membership.JoinAnswers;
import org.meridian.events.membership.JoinRefused;
import org.meridian.events.membership.JoinRequested;
import org.meridian.events.membership.JoinWithdrawn;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.events.membership.RefusalReason;
import org.meridian.schemas.Ids;

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

    public List<BulkStatement> on(List<Entry> entries) {
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

    private BulkStatement requests(List<Row> rows) {
        return BulkStatement.of(upsertRequests, ArrayParameter.text(rows, Row::id),
                ArrayParameter.text(rows, Row::groupId),
                ArrayParameter.text(rows, Row::requestId), ArrayParameter.text(rows, Row::memberId),
                ArrayParameter.instants(rows, Row::requestedAt), ArrayParameter.instants(rows, Row::withdrawnAt),
                ArrayParameter.instants(rows, Row::grantedAt), ArrayParameter.instants(rows, Row::refusedAt));
    }

    private BulkStatement answers(List<JoinAnswers> answers) {
        return BulkStatement.of(upsertAnswers, ArrayParameter.text(answers, JoinAnswers::getId),
                ArrayParameter.ints(answers, JoinAnswers::getVersion),
                ArrayParameter.text(answers, JoinAnswers::getNote),
                ArrayParameter.text(answers, it -> Batch.list(it.getAnswers())),
                ArrayParameter.text(answers, JoinAnswers::getEmailDomain));
    }

    private BulkStatement reasons(List<RefusalReason> reasons) {
        return BulkStatement.of(upsertReasons, ArrayParameter.text(reasons, RefusalReason::getId),
                ArrayParameter.ints(reasons, RefusalReason::getVersion),
                ArrayParameter.text(reasons, RefusalReason::getReason));
    }
}
