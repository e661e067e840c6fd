package org.meridian.membership.moderating;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.events.membership.BanLifted;
import org.meridian.events.membership.ChangeOutcome;
import org.meridian.events.membership.EndReason;
import org.meridian.events.membership.GrantCause;
import org.meridian.events.membership.MembershipChangeDecided;
import org.meridian.events.membership.MembershipEnded;
import org.meridian.events.membership.RemovalReason;
import org.meridian.events.membership.Role;
import org.meridian.membership.joining.Grant;
import org.meridian.membership.joining.Membership;
import org.meridian.membership.joining.Membership.Active;
import org.meridian.membership.joining.Membership.None;
import org.meridian.membership.joining.Registration;
import org.meridian.membership.joining.Rights;
import org.meridian.membership.moderating.Change.LiftedBan;
import org.meridian.membership.moderating.Change.NewRegistration;
import org.meridian.membership.moderating.Change.NewRole;
import org.meridian.membership.moderating.Change.Removal;
import org.meridian.schemas.Ids;

/** The rules of changing somebody's membership. The group is locked while they are applied. */
final class ChangeDecider {

    /** @param reason null where none was given */
    record Decision(SpecificRecord fact, @Nullable RemovalReason reason) {}

    private ChangeDecider() {}

    /**
     * Empty where it is so already.
     *
     * @param actor  of the same group, as all of it
     * @param owners how many the group has
     * @param need   what the group needs a registration for
     * @param known  the version of the membership that the change was made of; null for any
     * @throws Refusal of a kind that {@link #outcome} knows
     */
    static Optional<Decision> decide(Membership actor, Membership member, int owners, Rights.Need need, Change change,
            @Nullable Integer known, UUID eventId, Instant now) {
        checkModerates(actor);
        if (known != null && known != member.version()) {
            throw Refusal.conflict("membership-changed",
                    "Somebody has changed this membership since you looked. Look again, and change that.");
        }
        return switch (change) {
            case NewRole(var role) -> newRole(active(actor), active(member), owners, role, need, eventId, now);
            case NewRegistration(var registration) ->
                newRegistration(active(actor), active(member), registration, need, eventId, now);
            case Removal removal -> Optional.of(remove(active(actor), active(member), removal, eventId, now));
            case LiftedBan lifted -> liftBan(actor, member, eventId, now);
        };
    }

    private static Optional<Decision> newRole(Active actor, Active member, int owners, Role role, Rights.Need need,
            UUID eventId, Instant now) {
        if (actor.role() != Role.OWNER) {
            throw Refusal.forbidden("owners-only", "Only an owner gives roles. Ask one of them.");
        }
        if (member.role() == role) {
            return Optional.empty();
        }
        if (member.role() == Role.OWNER && owners <= 1) {
            throw Refusal.conflict("last-owner",
                    "This is the group's only owner. Make another member an owner first.");
        }
        return Optional.of(new Decision(
                new Grant(role, member.registration(), need).to(member, eventId, actor.memberId(), now).build(), null));
    }

    /** Whoever finds a member in a register says so, however they came by the membership; the same once more is nothing new. */
    private static Optional<Decision> newRegistration(Active actor, Active member, @Nullable Registration registration,
            Rights.Need need, UUID eventId, Instant now) {
        if (actor.memberId().equals(member.memberId()) && registration != null) {
            throw Refusal.conflict("another-looks",
                    "Nobody finds themself in a register. Ask another moderator of the group to look.");
        }
        return Objects.equals(member.registration(), registration)
                ? Optional.empty()
                : Optional.of(new Decision(new Grant(member.role(), registration, need)
                        .to(member, eventId, actor.memberId(), now).setCause(GrantCause.REGISTRATION).build(), null));
    }

    private static Decision remove(Active actor, Active member, Removal removal, UUID eventId, Instant now) {
        if (actor.memberId().equals(member.memberId())) {
            throw Refusal.conflict("leave-instead", "You cannot remove yourself. Leave the group instead.");
        }
        if (member.moderates() && actor.role() != Role.OWNER) {
            throw Refusal.forbidden("owners-only", "Only an owner removes owners and moderators. Ask one of them.");
        }
        var fact = new MembershipEnded(eventId, id(member), member.version() + 1, Ids.occurredAt(now, member.since()),
                actor.memberId(), member.groupId(), member.memberId(), EndReason.REMOVED, null, removal.bannedUntil());
        return new Decision(fact, removal.reason() == null
                ? null
                : new RemovalReason(fact.getId(), fact.getVersion(), removal.reason()));
    }

    /** One that has run out needs no lifting. */
    private static Optional<Decision> liftBan(Membership actor, Membership member, UUID eventId, Instant now) {
        return member instanceof None banned && banned.isBanned(now)
                ? Optional.of(new Decision(
                        new BanLifted(eventId, id(member), member.version() + 1, Ids.occurredAt(now, member.since()),
                                actor.memberId(), member.groupId(), member.memberId()),
                        null))
                : Optional.empty();
    }

    private static void checkModerates(Membership actor) {
        if (!actor.moderates()) {
            throw Refusal.forbidden("moderators-only", "The group's moderators decide about its members.");
        }
    }

    private static Active active(Membership membership) {
        if (membership instanceof Active active) {
            return active;
        }
        throw Refusal.missing("This person is not a member of the group.");
    }

    private static String id(Membership member) {
        return Ids.derived(member.groupId(), member.memberId());
    }

    /** The id of a decision's event is derived from the wish, so that it is given once. */
    static MembershipChangeDecided answer(Wish wish, ChangeOutcome outcome, Instant now) {
        String id = Ids.derived(wish.groupId(), wish.id());
        return new MembershipChangeDecided(derived("decided", wish), id, 1, Ids.occurredAt(now, Instant.EPOCH),
                wish.actorId(), wish.groupId(), wish.id(), outcome);
    }

    static UUID eventId(Wish wish) {
        return derived("changed", wish);
    }

    private static UUID derived(String what, Wish wish) {
        return UUID.nameUUIDFromBytes((what + " " + Ids.derived(wish.groupId(), wish.id()))
                .getBytes(StandardCharsets.UTF_8));
    }

    /** What is told abroad of a refusal; there the sentence is said again in its reader's language. */
    static ChangeOutcome outcome(Refusal refusal) {
        return switch (refusal.type()) {
            case "last-owner" -> ChangeOutcome.LAST_OWNER;
            case "membership-changed" -> ChangeOutcome.CHANGED_MEANWHILE;
            case "not-found" -> ChangeOutcome.NOT_A_MEMBER;
            case "already-decided" -> ChangeOutcome.DECIDED_ALREADY;
            case "banned" -> ChangeOutcome.BANNED;
            default -> ChangeOutcome.NOT_ALLOWED;
        };
    }
}
