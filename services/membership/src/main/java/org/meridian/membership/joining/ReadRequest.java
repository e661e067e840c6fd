package org.meridian.membership.joining;

import java.util.Optional;
import java.util.function.Predicate;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.events.membership.Role;
import org.meridian.schemas.Ids;

/** A join request is for its applicant and the moderators at the group's home; for others it does not exist. */
final class ReadRequest {

    private final String home;
    private final EventLog log;
    private final Memberships memberships;
    private final Requests requests;

    ReadRequest(String home, EventLog log, Memberships memberships, Requests requests) {
        this.home = home;
        this.log = log;
        this.memberships = memberships;
        this.requests = requests;
    }

    /** @throws Refusal 404 for everybody's but one's own */
    JoinRequest own(String requestId, String memberId) {
        return find(requestId, request -> isApplicant(request, memberId));
    }

    JoinRequest readable(String requestId, String memberId) {
        return find(requestId, request -> isApplicant(request, memberId) || moderates(request, memberId));
    }

    /** @throws Refusal 403 for the applicant, 404 for all who are not moderators, 409 where it is decided abroad */
    JoinRequest decidable(String requestId, String memberId) {
        JoinRequest request = readable(requestId, memberId);
        if (!moderates(request, memberId)) {
            throw Refusal.forbidden("moderators-only", "The group's moderators decide about requests.");
        }
        String decidedIn = Ids.home(request.asked().groupId());
        if (!decidedIn.equals(home)) {
            throw Refusal.conflict("at-its-home-only",
                    "This request is decided at the group's home, " + decidedIn + ".");
        }
        return request;
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
        return memberships.find(request.asked().groupId(), memberId) instanceof Membership.Active member
                && (member.role() == Role.OWNER || member.role() == Role.MODERATOR);
    }
}
