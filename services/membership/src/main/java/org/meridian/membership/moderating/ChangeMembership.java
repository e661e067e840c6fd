package org.meridian.membership.moderating;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.event.Entry.Content;
import org.meridian.eventlog.event.Entry.Fact;
import org.meridian.events.membership.ChangeOutcome;
import org.meridian.events.membership.MembershipChangeRequested;
import org.meridian.membership.groups.Groups;
import org.meridian.membership.joining.Membership;
import org.meridian.membership.joining.DecideRequest;
import org.meridian.membership.joining.Memberships;
import org.meridian.membership.joining.WishToHome;
import org.meridian.membership.moderating.Change.NewRole;
import org.meridian.membership.moderating.Change.Removal;
import org.meridian.membership.moderating.ChangeDecider.Decision;
import org.meridian.membership.moderating.Wished.Approval;
import org.meridian.membership.moderating.Wished.Refused;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.process.settings.NodeSettings;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * An owner or a moderator changes somebody's membership: at the group's home at once, from another country by a wish that the
 * home carries out once. The group is locked, so that two owners who demote each other leave one.
 */
@Component
final class ChangeMembership {

    private final String here;
    private final EventLog log;
    private final Groups groups;
    private final Memberships memberships;
    private final DecideRequest requests;
    private final WishToHome wishes;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ChangeMembership(NodeSettings node, @OfMembership EventLog log, Groups groups, Memberships memberships,
            DecideRequest requests, WishToHome wishes, @OfMembership Database database, Clock clock) {
        this.here = node.node();
        this.log = log;
        this.groups = groups;
        this.memberships = memberships;
        this.requests = requests;
        this.wishes = wishes;
        this.transaction = database.transaction();
        this.clock = clock;
    }

    /**
     * Empty where it is done, and otherwise the id of the wish that is on its way to the group's home.
     *
     * @param known the version of the membership that the change was made of; null for any
     */
    Optional<String> change(String groupId, String memberId, String actorId, Change change, @Nullable Integer known) {
        groups.visible(groupId, actorId);
        return Ids.home(groupId).equals(here)
                ? changeHere(groupId, memberId, actorId, change, known)
                : Optional.of(wish(groupId, memberId, actorId, change, known));
    }

    private Optional<String> changeHere(String groupId, String memberId, String actorId, Change change,
            @Nullable Integer known) {
        transaction.executeWithoutResult(status -> {
            groups.lock(groupId);
            decide(groupId, memberId, actorId, change, known, Ids.eventId())
                    .ifPresent(decision -> log.append(entries(decision, groupId, memberId)));
        });
        return Optional.empty();
    }

    /** Refused here already where it would be there, by what is known here. */
    private String wish(String groupId, String memberId, String actorId, Change change, @Nullable Integer known) {
        decide(groupId, memberId, actorId, change, known, Ids.eventId());
        var wished = MembershipChangeRequested.newBuilder().setActorId(actorId).setGroupId(groupId)
                .setMemberId(memberId)
                .setMembershipVersion(known == null ? memberships.find(groupId, memberId).version() : known)
                .setChange(change.kind());
        return switch (change) {
            case NewRole(var role) -> wishes.send(wished.setRole(role), null);
            case Removal(var reason, var bannedUntil) -> wishes.send(wished.setBannedUntil(bannedUntil), reason);
            case Change.NewRegistration(var registration) -> wishes.send(registration == null
                    ? wished
                    : wished.setRegister(registration.register()).setCheckedAt(registration.checkedAt())
                            .setRegisteredUntil(registration.until()),
                    null);
            case Change.LiftedBan lifted -> wishes.send(wished, null);
        };
    }

    /** At the group's home: does what a moderator of another country wishes, if it may be done, and says so. */
    void carryOut(Wish wish) {
        transaction.executeWithoutResult(status -> {
            groups.lock(wish.groupId());
            ChangeOutcome outcome = ChangeOutcome.DONE;
            try {
                switch (wish.wished()) {
                    case Change change -> decide(wish.groupId(), wish.memberId(), wish.actorId(), change,
                            wish.membershipVersion(), ChangeDecider.eventId(wish))
                            .ifPresent(decision -> log.append(entries(decision, wish.groupId(), wish.memberId())));
                    case Approval(var request) -> requests.carryOutApproval(request, wish.actorId());
                    case Refused(var request, var reason) ->
                        requests.carryOutRefusal(request, wish.actorId(), reason);
                }
            } catch (Refusal refused) {
                outcome = ChangeDecider.outcome(refused);
            }
            log.append(List.of(new Fact(Topics.requestsTo(Ids.home(wish.actorId())),
                    ChangeDecider.answer(wish, outcome, clock.instant()))));
        });
    }

    private Optional<Decision> decide(String groupId, String memberId, String actorId, Change change,
            @Nullable Integer known, UUID eventId) {
        Membership actor = memberships.find(groupId, actorId);
        return ChangeDecider.decide(actor, memberships.find(groupId, memberId), memberships.owners(groupId),
                memberships.need(groupId), change, known, eventId, clock.instant());
    }

    private List<Entry> entries(Decision decision, String groupId, String memberId) {
        var fact = new Fact(Topics.membership(groups.isDomestic(groupId)), decision.fact());
        return decision.reason() == null
                ? List.of(fact)
                : List.of(fact, new Content(Topics.answersTo(Ids.home(memberId)), decision.reason()));
    }
}
