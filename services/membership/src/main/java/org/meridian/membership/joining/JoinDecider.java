package org.meridian.membership.joining;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.events.membership.JoinAnswers;
import org.meridian.events.membership.JoinRefused;
import org.meridian.events.membership.JoinRequested;
import org.meridian.events.membership.JoinWithdrawn;
import org.meridian.events.membership.Joining;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.events.membership.RefusalReason;
import org.meridian.events.membership.Role;
import org.meridian.events.membership.Visibility;
import org.meridian.membership.groups.Group;
import org.meridian.membership.joining.JoinRequest.Asked;
import org.meridian.membership.joining.JoinRequest.Pending;
import org.meridian.schemas.Ids;

/**
 * The rules of joining. The id of a decision's event is derived from the request's, so that it is given once: whoever
 * decides again writes the same fact, not a second one.
 */
final class JoinDecider {

    /** So long an invitation is waited for that another country is said to have made, and has not told of. */
    static final Duration AWAITED = Duration.ofDays(3);

    /** How a group takes its members. */
    record Rules(boolean domestic, boolean closed, Visibility visibility, Joining joining, List<String> approvedDomains,
            Rights.Need need) {

        Rules(boolean domestic, boolean closed, Visibility visibility, Joining joining, List<String> approvedDomains) {
            this(domestic, closed, visibility, joining, approvedDomains, Rights.Need.NONE);
        }

        /** Of a group that there is not: nobody comes in. */
        static final Rules NONE = new Rules(true, false, Visibility.SECRET, Joining.INVITATION, List.of());
    }

    /** What an applicant wrote, checked for form. */
    record Application(@Nullable String note, List<String> answers) {

        static final Application NOTHING = new Application(null, List.of());

        boolean saysNothing() {
            return note == null && answers.isEmpty();
        }
    }

    record Request(JoinRequested fact, JoinAnswers content) {}

    record Refused(JoinRefused fact, RefusalReason content) {}

    private static final String CLOSED = "This group is closed: it takes nobody in.";

    private JoinDecider() {}

    /**
     * Whether the group takes such an application at all.
     *
     * @throws Refusal where it is closed, takes members by invitation only, or asks fewer questions than are answered
     */
    static void checkAnswerable(Group group, Application application) {
        if (group.myRole() == null) {
            group.checkOpen();
        }
        if (group.myRole() == null && group.joining() != Joining.OPEN && group.joining() != Joining.APPROVAL) {
            throw Refusal.forbidden("by-invitation-only",
                    "This group takes members by invitation. Ask one of them for it.");
        }
        if (application.answers().size() > group.questions().size()) {
            throw Refusal.fields(List.of(new Refusal.FieldError("answers",
                    "The group asks " + group.questions().size() + " questions; give one answer to each.")));
        }
    }

    /**
     * Who asks again with other words would lose them while the first are undecided.
     *
     * @throws Refusal where that is so
     */
    static void checkNothingIsLost(JoinRequest before, Application again) {
        if (before instanceof Pending(Asked asked) && !again.saysNothing()
                && !again.equals(new Application(asked.note(), asked.answers()))) {
            throw Refusal.conflict("asked-already", "You have asked already, with other words, and the"
                    + " group has not decided yet. Withdraw that request first, then ask with these.");
        }
    }

    /**
     * Who has left may ask again, before the group's home has taken notice too. Who is offered a membership accepts it so.
     *
     * @param emailDomain of the address that the applicant's node has proved, where the group's rules ask for it
     * @param invitation  by which the applicant comes, as {@code InvitationToken} proves it; null for none
     * @throws Refusal for a member
     */
    static Request ask(String requestId, UUID eventId, Membership membership, Application application,
            @Nullable String emailDomain, @Nullable String invitation, Instant now) {
        if (membership instanceof Membership.Active member) {
            throw Refusal.conflict("already-a-member",
                    "You are in this group already, as " + member.role().name().toLowerCase(Locale.ROOT) + ".");
        }
        String memberId = membership.memberId();
        return new Request(
                new JoinRequested(eventId, requestId, 1, Ids.occurredAt(now, membership.since()), memberId,
                        membership.groupId(), memberId),
                new JoinAnswers(requestId, 1, application.note(), application.answers(), emailDomain, invitation));
    }

    /** Empty where it was withdrawn before. */
    static Optional<JoinWithdrawn> withdraw(JoinRequest request, UUID eventId, Instant now) {
        Asked asked = request.asked();
        return switch (request) {
            case Pending pending -> Optional.of(new JoinWithdrawn(eventId, asked.id(), 2,
                    Ids.occurredAt(now, asked.at()), asked.memberId(), asked.groupId(), asked.memberId()));
            case JoinRequest.Withdrawn done -> Optional.empty();
            case JoinRequest.Granted granted -> throw Refusal.conflict("already-decided",
                    "The request was granted. You can leave the group instead.");
            case JoinRequest.Refused refused -> throw Refusal.conflict("already-decided",
                    "The request was refused already.");
        };
    }

    /** What the group's home decides by itself; both empty where it is for the moderators. */
    record ByRule(Optional<MembershipGranted> granted, Optional<Refused> refused) {}

    /**
     * A banned member is refused without a moderator's time, and so is who asks a group that has been closed meanwhile. Who comes by an
     * invitation that does not hold is too, whatever the reason is, in the same words.
     */
    static ByRule byRule(Pending request, Rules rules, Membership membership, Invited invited, Instant now) {
        Optional<Instant> banned = bannedUntil(membership, now);
        if (banned.isPresent()) {
            return refusedByRule(request, "You were removed from this group, and cannot ask to join it before "
                    + banned.get().truncatedTo(ChronoUnit.MINUTES) + ".", now);
        }
        if (rules.closed() && !(membership instanceof Membership.Active)) {
            return refusedByClosing(request, rules, invited, now);
        }
        Optional<MembershipGranted> granted = grantedByRule(request, rules, membership, now)
                .or(() -> grantedByInvitation(request, rules, membership, invited, now));
        return switch (invited) {
            case Invited.By by when granted.isEmpty() -> refusedByRule(request, NO_INVITATION, now);
            case Invited.ByNobody none when granted.isEmpty() -> refusedByRule(request, NO_INVITATION, now);
            default -> new ByRule(granted, Optional.empty());
        };
    }

    /** What must not be known to be there gives no answer, open or closed. */
    private static ByRule refusedByClosing(Pending request, Rules rules, Invited invited, Instant now) {
        if (!(invited instanceof Invited.Not)) {
            return refusedByRule(request, NO_INVITATION, now);
        }
        return isKnowable(rules) && isReachable(request, rules)
                ? refusedByRule(request, CLOSED, now)
                : new ByRule(Optional.empty(), Optional.empty());
    }

    private static boolean isKnowable(Rules rules) {
        return rules.visibility() == Visibility.LISTED || rules.visibility() == Visibility.UNLISTED;
    }

    private static final String NO_INVITATION = "This invitation does not hold, or no longer: it may have been used, have"
            + " run out, or have been taken back. Ask whoever gave it to you for another one.";

    private static ByRule refusedByRule(Pending request, String reason, Instant now) {
        return new ByRule(Optional.empty(), Optional.of(refused(request, request.asked().memberId(), reason, now)));
    }

    private static Optional<MembershipGranted> grantedByInvitation(Pending request, Rules rules, Membership membership,
            Invited invited, Instant now) {
        return invited instanceof Invited.By(var invitation, var makerModerates) && isReachable(request, rules)
                && invitation.holds(request.asked().at(), makerModerates)
                        ? Optional
                                .of(grant(request, invitation.makerId(), membership, invitation.role(), rules.need(),
                                        invitation.id(),
                                        now))
                        : Optional.empty();
    }

    private static boolean isReachable(Pending request, Rules rules) {
        Asked asked = request.asked();
        return !rules.domestic() || Ids.home(asked.memberId()).equals(Ids.home(asked.groupId()));
    }

    private static Optional<Instant> bannedUntil(Membership membership, Instant now) {
        return membership instanceof Membership.None banned && banned.isBanned(now)
                ? Optional.ofNullable(banned.bannedUntil())
                : Optional.empty();
    }

    private static Optional<MembershipGranted> grantedByRule(Pending request, Rules rules, Membership membership,
            Instant now) {
        Asked asked = request.asked();
        if (membership instanceof Membership.Active) {
            return Optional.of(grant(request, asked.memberId(), membership, rules.need(), now)); // was offered it, and accepts
        }
        boolean mayAsk = isKnowable(rules);
        boolean granted = switch (rules.joining()) {
            case OPEN -> true;
            case APPROVAL -> ApprovedDomains.include(rules.approvedDomains(), asked.emailDomain());
            case INVITATION, UNKNOWN -> false;
        };
        return mayAsk && isReachable(request, rules) && granted
                ? Optional.of(grant(request, asked.memberId(), membership, rules.need(), now))
                : Optional.empty();
    }

    /** @throws Refusal for a request that would bring somebody into a group that has been closed meanwhile */
    static void checkTakesIn(Rules rules, JoinRequest request) {
        if (rules.closed() && request instanceof Pending) {
            throw Refusal.conflict("group-closed", CLOSED);
        }
    }

    /** A moderator's approval; empty where the request was granted before. */
    static Optional<MembershipGranted> approve(JoinRequest request, Membership moderator, Membership applicant,
            Rights.Need need, Instant now) {
        checkMayDecide(moderator);
        if (bannedUntil(applicant, now).isPresent()) {
            throw Refusal.conflict("banned",
                    "This person was removed and is banned from the group. Lift the ban first.");
        }
        return switch (request) {
            case Pending pending -> Optional.of(grant(pending, moderator.memberId(), applicant, need, now));
            case JoinRequest.Granted done -> Optional.empty();
            case JoinRequest.Refused refused -> throw decided(request);
            case JoinRequest.Withdrawn withdrawn -> throw decided(request);
        };
    }

    /** A moderator's refusal; empty where the request was refused before. */
    static Optional<Refused> refuse(JoinRequest request, Membership moderator, String reason, Instant now) {
        checkMayDecide(moderator);
        return switch (request) {
            case Pending pending -> Optional.of(refused(pending, moderator.memberId(), reason, now));
            case JoinRequest.Refused done -> Optional.empty();
            case JoinRequest.Granted granted -> throw decided(request);
            case JoinRequest.Withdrawn withdrawn -> throw decided(request);
        };
    }

    private static void checkMayDecide(Membership moderator) {
        if (!moderator.moderates()) {
            throw Refusal.forbidden("moderators-only", "The group's moderators decide about requests.");
        }
    }

    private static Refusal decided(JoinRequest request) {
        return Refusal.conflict("already-decided",
                "This request was " + request.state().name().toLowerCase(Locale.ROOT) + " already.");
    }

    /** Whoever is a member already, by an earlier request, keeps the role; the request has its answer all the same. */
    private static MembershipGranted grant(Pending request, String actorId, Membership membership, Rights.Need need,
            Instant now) {
        Role role = membership instanceof Membership.Active active ? active.role() : Role.MEMBER;
        return grant(request, actorId, membership, role, need, null, now);
    }

    private static MembershipGranted grant(Pending request, String actorId, Membership membership, Role role,
            Rights.Need need, @Nullable String invitationId, Instant now) {
        Registration registration = membership instanceof Membership.Active active ? active.registration() : null;
        return new Grant(role, registration, need).to(membership, decisionId("granted", request.asked()), actorId, now)
                .setRequestId(request.asked().id()).setInvitationId(invitationId).build();
    }

    private static Refused refused(Pending request, String actorId, String reason, Instant now) {
        Asked asked = request.asked();
        String id = Ids.derived(asked.groupId(), asked.id());
        return new Refused(
                new JoinRefused(decisionId("refused", asked), id, 1, Ids.occurredAt(now, Instant.EPOCH), actorId,
                        asked.groupId(), asked.memberId(), asked.id()),
                new RefusalReason(id, 1, reason));
    }

    private static UUID decisionId(String decision, Asked asked) {
        return UUID.nameUUIDFromBytes((decision + " " + Ids.derived(asked.groupId(), asked.id()))
                .getBytes(StandardCharsets.UTF_8));
    }
}
