package org.meridian.membership.joining;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.event.Batch;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Columns;
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
            @Nullable Instant withdrawnAt, @Nullable Instant grantedAt, @Nullable Instant refusedAt,
            @Nullable Integer grantedVersion, @Nullable String invitationId) {

        static Row of(JoinRequested requested) {
            return new Row(requested.getGroupId(), requested.getId(), requested.getMemberId(),
                    requested.getOccurredAt(), null, null, null, null, null);
        }

        static Row of(JoinWithdrawn withdrawn) {
            return new Row(withdrawn.getGroupId(), withdrawn.getId(), null, null, withdrawn.getOccurredAt(), null,
                    null, null, null);
        }

        static Row granted(String requestId, MembershipGranted granted) {
            return new Row(granted.getGroupId(), requestId, null, null, null, granted.getOccurredAt(), null,
                    granted.getVersion(), granted.getInvitationId());
        }

        static Row of(JoinRefused refused) {
            return new Row(refused.getGroupId(), refused.getRequestId(), null, null, null, null,
                    refused.getOccurredAt(), null, null);
        }

        String id() {
            return Ids.derived(groupId, requestId);
        }

        Row and(Row other) {
            return new Row(groupId, requestId, memberId == null ? other.memberId : memberId,
                    earlier(requestedAt, other.requestedAt), earlier(withdrawnAt, other.withdrawnAt),
                    earlier(grantedAt, other.grantedAt), earlier(refusedAt, other.refusedAt),
                    first(other.grantedVersion), invitationId == null ? other.invitationId : invitationId);
        }

        private @Nullable Integer first(@Nullable Integer other) {
            if (grantedVersion == null || other == null) {
                return grantedVersion == null ? other : grantedVersion;
            }
            return Math.min(grantedVersion, other);
        }

        private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
            if (one == null || other == null) {
                return one == null ? other : one;
            }
            return other.isBefore(one) ? other : one;
        }
    }

    private static final Columns<Row> REQUEST = Columns.of(Row.class).text("id", Row::id).text("group_id", Row::groupId)
            .text("request_id", Row::requestId).text("member_id", Row::memberId)
            .instant("requested_at", Row::requestedAt)
            .instant("withdrawn_at", Row::withdrawnAt).instant("granted_at", Row::grantedAt)
            .instant("refused_at", Row::refusedAt)
            .int4("granted_version", Row::grantedVersion).text("invitation_id", Row::invitationId);
    private static final String UPSERT_REQUESTS = REQUEST.insertInto("join_request AS j") + """
            ON CONFLICT (id) DO UPDATE
              SET member_id = coalesce(j.member_id, excluded.member_id),
                  requested_at = least(j.requested_at, excluded.requested_at),
                  withdrawn_at = least(j.withdrawn_at, excluded.withdrawn_at),
                  granted_at = least(j.granted_at, excluded.granted_at),
                  refused_at = least(j.refused_at, excluded.refused_at),
                  granted_version = least(j.granted_version, excluded.granted_version),
                  invitation_id = coalesce(j.invitation_id, excluded.invitation_id)""";

    private static final Columns<JoinAnswers> ANSWERS = Columns.of(JoinAnswers.class).text("id", JoinAnswers::getId)
            .int4("version", JoinAnswers::getVersion).text("note", JoinAnswers::getNote)
            .texts("answers", JoinAnswers::getAnswers).text("email_domain", JoinAnswers::getEmailDomain)
            .text("invitation", JoinAnswers::getInvitation);
    private static final String UPSERT_ANSWERS = ANSWERS.insertInto("join_answers AS a") + """
            ON CONFLICT (id) DO UPDATE
              SET version = excluded.version, note = excluded.note, answers = excluded.answers,
                  email_domain = excluded.email_domain, invitation = excluded.invitation
              WHERE excluded.version > a.version""";

    private static final Columns<RefusalReason> REASON = Columns.of(RefusalReason.class)
            .text("id", RefusalReason::getId).int4("version", RefusalReason::getVersion)
            .text("reason", RefusalReason::getReason);
    private static final String UPSERT_REASONS = REASON.insertInto("refusal_reason AS w") + """
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, reason = excluded.reason
              WHERE excluded.version > w.version""";

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
        return List.of(REQUEST.bind(UPSERT_REQUESTS, List.copyOf(rows.values())),
                ANSWERS.bind(UPSERT_ANSWERS, Batch.newest(entries, JoinAnswers.class)),
                REASON.bind(UPSERT_REASONS, Batch.newest(entries, RefusalReason.class)));
    }

    private static void merge(Map<String, Row> rows, Row row) {
        rows.merge(row.id(), row, Row::and);
    }
}
