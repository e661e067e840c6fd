package org.meridian.notifications.knowledge;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.event.ArrayParameter;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.membership.JoinRefused;
import org.meridian.events.membership.JoinRequested;
import org.meridian.events.membership.JoinWithdrawn;
import org.meridian.events.membership.MembershipGranted;
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

    private final String upsert;
    private final String tell;

    public RequestTable(String schema) {
        this.upsert = """
                INSERT INTO %s.join_request AS r SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE
                  SET member_id = coalesce(r.member_id, excluded.member_id),
                      requested_at = coalesce(r.requested_at, excluded.requested_at),
                      withdrawn_at = coalesce(r.withdrawn_at, excluded.withdrawn_at),
                      granted_at = coalesce(r.granted_at, excluded.granted_at),
                      refused_at = coalesce(r.refused_at, excluded.refused_at),
                      decided_by = coalesce(r.decided_by, excluded.decided_by)""".formatted(schema);
        this.tell = "INSERT INTO %s.awaits_announcement SELECT * FROM unnest(?) ON CONFLICT DO NOTHING"
                .formatted(schema);
    }

    public List<BulkStatement> on(List<Entry> entries) {
        Map<String, Request> folded = new LinkedHashMap<>();
        for (Entry entry : entries) {
            Request request = requestOf(entry);
            if (request != null) {
                folded.merge(request.id(), request, Request::and);
            }
        }
        List<Request> requests = List.copyOf(folded.values());
        List<Request> decided = requests.stream().filter(request -> request.decidedBy() != null).toList();
        return List.of(BulkStatement.of(upsert, ArrayParameter.text(requests, Request::id),
                ArrayParameter.text(requests, Request::groupId),
                ArrayParameter.text(requests, Request::requestId), ArrayParameter.text(requests, Request::memberId),
                ArrayParameter.instants(requests, Request::requestedAt),
                ArrayParameter.instants(requests, Request::withdrawnAt),
                ArrayParameter.instants(requests, Request::grantedAt),
                ArrayParameter.instants(requests, Request::refusedAt),
                ArrayParameter.text(requests, Request::decidedBy)),
                BulkStatement.of(tell, ArrayParameter.text(decided, Request::id)));
    }

    private static @Nullable Request requestOf(Entry entry) {
        return switch (entry.body()) {
            case JoinRequested it -> new Request(it.getGroupId(), it.getId(), it.getMemberId(), it.getOccurredAt(),
                    null, null, null, null);
            case JoinWithdrawn it -> new Request(it.getGroupId(), it.getId(), null, null, it.getOccurredAt(), null,
                    null, null);
            case JoinRefused it -> new Request(it.getGroupId(), it.getRequestId(), null, null, null, null,
                    it.getOccurredAt(), it.getActorId());
            case MembershipGranted it when it.getRequestId() != null -> new Request(it.getGroupId(),
                    it.getRequestId(), null, null, null, it.getOccurredAt(), null, it.getActorId());
            default -> null;
        };
    }
}
