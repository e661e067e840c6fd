package org.meridian.membership.joining;

import java.util.Optional;
import java.util.function.Predicate;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.schemas.Ids;
import org.springframework.stereotype.Component;

/** A join request is for its applicant and the group's moderators; for others it does not exist. */
@Component
final class ReadRequest {

    private final EventLog log;
    private final Memberships memberships;
    private final Requests requests;

    ReadRequest(@OfMembership EventLog log, Memberships memberships, Requests requests) {
        this.log = log;
        this.memberships = memberships;
        this.requests = requests;
    }

    /** @throws Refusal that there is none, for everybody's but one's own */
    JoinRequest own(String requestId, String memberId) {
        return find(requestId, request -> isApplicant(request, memberId));
    }

    JoinRequest readable(String requestId, String memberId) {
        return find(requestId, request -> mayRead(request, memberId));
    }

    /** The same, of what is here already. */
    JoinRequest known(String requestId, String memberId) {
        return look(requestId, request -> mayRead(request, memberId))
                .orElseThrow(() -> Refusal.notFound("join request"));
    }

    private boolean mayRead(JoinRequest request, String memberId) {
        return isApplicant(request, memberId) || moderates(request, memberId);
    }

    private JoinRequest find(String requestId, Predicate<JoinRequest> mayRead) {
        if (!Ids.isPlain(requestId)) {
            throw Refusal.notFound("join request");
        }
        return log.find(() -> look(requestId, mayRead)).orElseThrow(() -> Refusal.notFound("join request"));
    }

    private Optional<JoinRequest> look(String requestId, Predicate<JoinRequest> mayRead) {
        return requests.find(requestId).filter(mayRead);
    }

    private static boolean isApplicant(JoinRequest request, String memberId) {
        return request.asked().memberId().equals(memberId);
    }

    private boolean moderates(JoinRequest request, String memberId) {
        return memberships.find(request.asked().groupId(), memberId).moderates();
    }
}
