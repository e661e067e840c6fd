package org.meridian.membership.groups;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.events.membership.Charter;
import org.meridian.events.membership.EditingTime;
import org.meridian.events.membership.GroupChanged;
import org.meridian.events.membership.GroupCreated;
import org.meridian.events.membership.GroupState;
import org.meridian.events.membership.Joining;
import org.meridian.events.membership.MailContent;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.events.membership.RegistrationNeed;
import org.meridian.events.membership.Role;
import org.meridian.events.membership.Scope;
import org.meridian.events.membership.Visibility;
import org.meridian.schemas.Ids;

/** The rules of creating and changing a group. */
final class GroupDecider {

    /** What somebody wants to create, checked for form. */
    record Draft(String name, String purpose, @Nullable String rules, Scope scope, Visibility visibility,
            Joining joining, MailContent mail, List<String> questions, List<String> approvedDomains,
            List<String> registers, RegistrationNeed need, EditingTime editing) {

        boolean isDomestic() {
            return scope == Scope.DOMESTIC;
        }
    }

    /** The ids that a new group is given; chance is decided outside. */
    record NewIds(String groupId, UUID creation, UUID membership) {}

    /** A group never is without an owner: its creator becomes one with it. */
    record Created(GroupCreated group, Charter charter, MembershipGranted owner) {}

    /** What is null stays; rules that are blank are taken away. */
    record Changes(@Nullable String name, @Nullable String purpose, @Nullable String rules,
            @Nullable List<String> questions, @Nullable List<String> approvedDomains, @Nullable Visibility visibility,
            @Nullable Joining joining, @Nullable MailContent mail, @Nullable GroupState state,
            @Nullable List<String> registers, @Nullable RegistrationNeed need,
            @Nullable EditingTime editing) {}

    /** What is null is as it was. */
    record Changed(@Nullable GroupChanged group, @Nullable Charter charter) {}

    private GroupDecider() {}

    static Created create(Draft draft, String creatorId, NewIds ids, Instant now) {
        var group = GroupCreated.newBuilder().setEventId(ids.creation()).setId(ids.groupId()).setVersion(1)
                .setOccurredAt(now).setActorId(creatorId).setScope(draft.scope()).setVisibility(draft.visibility())
                .setJoining(draft.joining()).setMail(draft.mail()).build();
        var charter = new Charter(ids.groupId(), 1, draft.name(), draft.purpose(), draft.rules(), draft.questions(),
                draft.approvedDomains(), draft.registers(), draft.need(), draft.editing());
        var owner = MembershipGranted.newBuilder().setEventId(ids.membership())
                .setId(Ids.derived(ids.groupId(), creatorId)).setVersion(1).setOccurredAt(now).setActorId(creatorId)
                .setGroupId(ids.groupId()).setMemberId(creatorId).setRole(Role.OWNER).build();
        return new Created(group, charter, owner);
    }

    /** @throws Refusal unless an owner changes it at its home */
    static Changed change(Group group, Changes changes, String ownerId, String here,
            UnaryOperator<String> countryNames, UUID eventId, Instant now) {
        if (group.myRole() != Role.OWNER) {
            throw Refusal.forbidden("owners-only", "Only an owner changes the group's charter. Ask one of them.");
        }
        if (!Ids.home(group.id()).equals(here)) {
            throw Refusal.conflict("at-its-home-only",
                    "This group's charter is changed at its home: " + countryNames.apply(Ids.home(group.id())) + ".");
        }
        Charter charter = charter(group.charter(), changes);
        if (charter.getRegisters().isEmpty() && Group.need(charter) != RegistrationNeed.NONE) {
            throw Refusal.fields(List.of(new Refusal.FieldError("registers",
                    "Name the registers that count, or nobody could read or write here.", "no-register", List.of())));
        }
        return new Changed(fact(group, changes, ownerId, eventId, now), charter.equals(group.charter())
                ? null
                : Charter.newBuilder(charter).setVersion(charter.getVersion() + 1).build());
    }

    private static @Nullable GroupChanged fact(Group group, Changes changes, String ownerId, UUID eventId,
            Instant now) {
        Visibility visibility = changes.visibility() == null ? group.visibility() : changes.visibility();
        Joining joining = changes.joining() == null ? group.joining() : changes.joining();
        MailContent mail = changes.mail() == null ? group.mail() : changes.mail();
        GroupState before = group.closed() ? GroupState.CLOSED : GroupState.OPEN;
        GroupState state = changes.state() == null ? before : changes.state();
        return visibility == group.visibility() && joining == group.joining() && mail == group.mail()
                && state == before
                        ? null
                        : new GroupChanged(eventId, group.id(), group.version() + 1,
                                Ids.occurredAt(now, group.changedAt()),
                                ownerId, group.scope(), visibility, joining, mail, state);
    }

    private static Charter charter(Charter before, Changes changes) {
        return new Charter(before.getId(), before.getVersion(),
                changes.name() == null ? before.getName() : changes.name(),
                changes.purpose() == null ? before.getPurpose() : changes.purpose(),
                rules(before.getRules(), changes.rules()),
                changes.questions() == null ? before.getQuestions() : changes.questions(),
                changes.approvedDomains() == null ? before.getApprovedDomains() : changes.approvedDomains(),
                changes.registers() == null ? before.getRegisters() : changes.registers(),
                changes.need() == null ? before.getRegistrationNeed() : changes.need(),
                changes.editing() == null ? before.getEditing() : changes.editing());
    }

    private static @Nullable String rules(@Nullable String before, @Nullable String after) {
        if (after == null) {
            return before;
        }
        return after.isBlank() ? null : after;
    }
}
