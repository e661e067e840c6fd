package org.meridian.membership.joining;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.eventlog.event.Entry.Content;
import org.meridian.eventlog.event.Entry.Fact;
import org.meridian.events.membership.MembershipChange;
import org.meridian.events.membership.MembershipChangeRequested;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.membership.groups.Groups;
import org.meridian.membership.inviting.Invitations;
import org.meridian.membership.joining.JoinDecider.ByRule;
import org.meridian.membership.joining.JoinRequest.Asked;
import org.meridian.membership.joining.JoinRequest.Pending;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.process.settings.NodeSettings;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A group's home answers a request, by rule or by a moderator's decision; a moderator's own node asks the home to. The request is
 * locked, so that it is not granted and refused at once.
 */
@Component
public final class DecideRequest {

    private final String here;
    private final EventLog log;
    private final Groups groups;
    private final Invitations invitations;
    private final Memberships memberships;
    private final Requests requests;
    private final ReadRequest read;
    private final WishToHome wishes;
    private final TransactionTemplate transaction;
    private final Clock clock;

    DecideRequest(NodeSettings node, @OfMembership EventLog log, Groups groups, Invitations invitations,
            Memberships memberships, Requests requests, ReadRequest read, WishToHome wishes,
            @OfMembership Database database, Clock clock) {
        this.here = node.node();
        this.log = log;
        this.groups = groups;
        this.invitations = invitations;
        this.memberships = memberships;
        this.requests = requests;
        this.read = read;
        this.wishes = wishes;
        this.transaction = database.transaction();
        this.clock = clock;
    }

    /** Grants what the group's rules or an invitation grant; leaves the rest to the moderators. */
    void byRule(String requestId) {
        transaction.executeWithoutResult(status -> {
            // An invitation's uses are counted: the group is locked for it, and before the request, as everywhere.
            requests.find(requestId).map(JoinRequest::asked).filter(asked -> asked.invitation() != null)
                    .ifPresent(asked -> groups.lock(asked.groupId()));
            requests.lock(requestId);
            if (requests.find(requestId).orElse(null) instanceof Pending pending) {
                ByRule decision = JoinDecider.byRule(pending,
                        requests.rules(pending.asked().groupId()).orElse(JoinDecider.Rules.NONE), applicant(pending),
                        invited(pending), clock.instant());
                decision.granted().ifPresent(granted -> append(granted, pending));
                decision.refused().ifPresent(this::append);
            }
        });
    }

    private Invited invited(Pending request) {
        Asked asked = request.asked();
        if (asked.invitation() == null) {
            return new Invited.Not();
        }
        boolean mayStillCome = !asked.invitation().startsWith(here + ".")
                && clock.instant().isBefore(asked.at().plus(JoinDecider.AWAITED));
        return invitations.proved(asked.groupId(), asked.invitation()).<Invited>map(it -> new Invited.By(it,
                memberships.find(asked.groupId(), it.makerId()).moderates()))
                .orElseGet(() -> mayStillCome ? new Invited.Awaited() : new Invited.ByNobody());
    }

    /** Empty where it is done, and otherwise the id of the wish that is on its way to the group's home. */
    public Optional<String> approve(String requestId, String moderatorId) {
        JoinRequest request = read.readable(requestId, moderatorId);
        if (isDecidedHere(request)) {
            transaction.executeWithoutResult(status -> carryOutApproval(requestId, moderatorId));
            return Optional.empty();
        }
        return approval(request, moderatorId)
                .map(granted -> wish(request, moderatorId, MembershipChange.APPROVAL, null));
    }

    /** The same for a refusal. */
    public Optional<String> refuse(String requestId, String moderatorId, String reason) {
        JoinRequest request = read.readable(requestId, moderatorId);
        if (isDecidedHere(request)) {
            transaction.executeWithoutResult(status -> carryOutRefusal(requestId, moderatorId, reason));
            return Optional.empty();
        }
        return refusal(request, moderatorId, reason)
                .map(refused -> wish(request, moderatorId, MembershipChange.REFUSAL, reason));
    }

    /** At the group's home, in a transaction of the caller's. */
    public void carryOutApproval(String requestId, String moderatorId) {
        JoinRequest request = locked(requestId, moderatorId);
        approval(request, moderatorId).ifPresent(granted -> append(granted, request));
    }

    /** At the group's home, in a transaction of the caller's. */
    public void carryOutRefusal(String requestId, String moderatorId, String reason) {
        refusal(locked(requestId, moderatorId), moderatorId, reason).ifPresent(this::append);
    }

    private JoinRequest locked(String requestId, String moderatorId) {
        requests.lock(requestId);
        return read.known(requestId, moderatorId);
    }

    private boolean isDecidedHere(JoinRequest request) {
        return Ids.home(request.asked().groupId()).equals(here);
    }

    private Optional<MembershipGranted> approval(JoinRequest request, String moderatorId) {
        requests.rules(request.asked().groupId()).ifPresent(rules -> JoinDecider.checkTakesIn(rules, request));
        return JoinDecider.approve(request, moderator(request, moderatorId), applicant(request),
                memberships.need(request.asked().groupId()), clock.instant());
    }

    private Optional<JoinDecider.Refused> refusal(JoinRequest request, String moderatorId, String reason) {
        return JoinDecider.refuse(request, moderator(request, moderatorId), reason, clock.instant());
    }

    /** @param reason null for an approval */
    private String wish(JoinRequest request, String moderatorId, MembershipChange decision, @Nullable String reason) {
        Asked asked = request.asked();
        return wishes.send(MembershipChangeRequested.newBuilder().setActorId(moderatorId).setGroupId(asked.groupId())
                .setMemberId(asked.memberId()).setMembershipVersion(0).setChange(decision)
                .setJoinRequestId(asked.id()), reason);
    }

    private Membership moderator(JoinRequest request, String moderatorId) {
        return memberships.find(request.asked().groupId(), moderatorId);
    }

    private Membership applicant(JoinRequest request) {
        return memberships.find(request.asked().groupId(), request.asked().memberId());
    }

    private void append(MembershipGranted granted, JoinRequest request) {
        Asked asked = request.asked();
        boolean domestic = requests.rules(asked.groupId()).map(JoinDecider.Rules::domestic).orElse(true);
        if (domestic && !Ids.home(asked.memberId()).equals(Ids.home(asked.groupId()))) {
            throw Refusal.notFound("join request"); // nobody of another country can know of this group
        }
        log.append(List.of(new Fact(Topics.membership(domestic), granted)));
    }

    private void append(JoinDecider.Refused refused) {
        String applicantsHome = Ids.home(refused.fact().getMemberId());
        log.append(List.of(new Fact(Topics.requestsTo(applicantsHome), refused.fact()),
                new Content(Topics.answersTo(applicantsHome), refused.content())));
    }
}
