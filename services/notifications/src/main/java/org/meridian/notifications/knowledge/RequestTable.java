package org.meridian.notifications.knowledge;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Columns;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.membership.JoinRefused;
import org.meridian.events.membership.JoinRequested;
import org.meridian.events.membership.JoinWithdrawn;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.events.membership.RequestBrief;
import org.meridian.schemas.Ids;

/**
 * Requests to join and what became of them, in any order. The key has the group's id in it, so that only the group that was
 * asked can decide.
 */
public final class RequestTable {

    private record Request(String groupId, String requestId, @Nullable String memberId, @Nullable Instant requestedAt,
            @Nullable Instant withdrawnAt, @Nullable Instant grantedAt, @Nullable Instant refusedAt,
            @Nullable String decidedBy) {

        String id() {
            return Ids.derived(groupId, requestId);
        }

        Request and(Request other) {
            return new Request(groupId, requestId, memberId == null ? other.memberId : memberId,
                    requestedAt == null ? other.requestedAt : requestedAt,
                    withdrawnAt == null ? other.withdrawnAt : withdrawnAt,
                    grantedAt == null ? other.grantedAt : grantedAt, refusedAt == null ? other.refusedAt : refusedAt,
                    decidedBy == null ? other.decidedBy : decidedBy);
        }
    }

    private static final Columns<Request> REQUEST = Columns.of(Request.class).text("id", Request::id)
            .text("group_id", Request::groupId).text("request_id", Request::requestId)
            .text("member_id", Request::memberId).instant("requested_at", Request::requestedAt)
            .instant("withdrawn_at", Request::withdrawnAt).instant("granted_at", Request::grantedAt)
            .instant("refused_at", Request::refusedAt).text("decided_by", Request::decidedBy);
    private static final String UPSERT = REQUEST.insertInto("join_request AS r") + """
            ON CONFLICT (id) DO UPDATE
              SET member_id = coalesce(r.member_id, excluded.member_id),
                  requested_at = coalesce(r.requested_at, excluded.requested_at),
                  withdrawn_at = coalesce(r.withdrawn_at, excluded.withdrawn_at),
                  granted_at = coalesce(r.granted_at, excluded.granted_at),
                  refused_at = coalesce(r.refused_at, excluded.refused_at),
                  decided_by = coalesce(r.decided_by, excluded.decided_by)""";

    private static final Columns<Request> DECIDED = Columns.of(Request.class).text("join_request_id", Request::id);
    private static final String ANNOUNCE = DECIDED.insertInto("awaits_announcement") + "ON CONFLICT DO NOTHING";

    public List<BulkStatement> on(List<Entry> entries) {
        Map<String, Request> folded = new LinkedHashMap<>();
        for (Entry entry : entries) {
            Request request = requestOf(entry);
            if (request != null) {
                folded.merge(request.id(), request, Request::and);
            }
        }
        List<Request> requests = List.copyOf(folded.values());
        return List.of(REQUEST.bind(UPSERT, requests),
                DECIDED.bind(ANNOUNCE, requests.stream().filter(it -> it.decidedBy() != null).toList()));
    }

    private static @Nullable Request requestOf(Entry entry) {
        return switch (entry.body()) {
            case JoinRequested it -> new Request(it.getGroupId(), it.getId(), it.getMemberId(), it.getOccurredAt(),
                    null, null, null, null);
            case JoinWithdrawn it -> new Request(it.getGroupId(), it.getId(), null, null, it.getOccurredAt(), null,
                    null, null);
            case JoinRefused it -> new Request(it.getGroupId(), it.getRequestId(), null, null, null, null,
                    it.getOccurredAt(), it.getActorId());
            case RequestBrief it -> of(it);
            case MembershipGranted it when it.getRequestId() != null -> new Request(it.getGroupId(),
                    it.getRequestId(), null, null, null, it.getOccurredAt(), null, it.getActorId());
            default -> null;
        };
    }

    /** A request to a group of another country, as its home tells the moderators here. */
    private static @Nullable Request of(RequestBrief brief) {
        Request asked = new Request(brief.getGroupId(), brief.getRequestId(), brief.getMemberId(),
                brief.getRequestedAt(), null, null, null, null);
        return switch (brief.getState()) {
            case PENDING -> asked;
            case GRANTED -> asked.and(closed(brief, null, brief.getClosedAt(), null));
            case REFUSED -> asked.and(closed(brief, null, null, brief.getClosedAt()));
            case WITHDRAWN -> asked.and(closed(brief, brief.getClosedAt(), null, null));
            case RETRACTED, UNKNOWN -> null;
        };
    }

    private static Request closed(RequestBrief brief, @Nullable Instant withdrawn, @Nullable Instant granted,
            @Nullable Instant refused) {
        return new Request(brief.getGroupId(), brief.getRequestId(), null, null, withdrawn, granted, refused, null);
    }
}
