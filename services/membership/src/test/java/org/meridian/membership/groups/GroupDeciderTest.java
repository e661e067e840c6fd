package org.meridian.membership.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.events.membership.Charter;
import org.meridian.events.membership.EditingTime;
import org.meridian.events.membership.GroupChanged;
import org.meridian.events.membership.GroupState;
import org.meridian.events.membership.Joining;
import org.meridian.events.membership.MailContent;
import org.meridian.events.membership.RegistrationNeed;
import org.meridian.events.membership.Role;
import org.meridian.events.membership.Scope;
import org.meridian.events.membership.Visibility;
import org.meridian.membership.groups.GroupDecider.Changed;
import org.meridian.membership.groups.GroupDecider.Changes;
import org.meridian.membership.groups.GroupDecider.Draft;
import org.meridian.membership.groups.GroupDecider.NewIds;
import org.meridian.schemas.Trust;

class GroupDeciderTest {

    private static final UUID EVENT = UUID.randomUUID();
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final UnaryOperator<String> NAMES = alias -> "country " + alias;

    static {
        Trust.generatedClasses(); // copying a charter reads it
    }

    @Test
    void whoCreatesAGroupIsItsFirstOwner() {
        var draft = new Draft("n", "p", null, Scope.DOMESTIC, Visibility.LISTED, Joining.OPEN, MailContent.FULL,
                List.of(), List.of(), List.of(), RegistrationNeed.NONE, EditingTime.WEEK);

        var created = GroupDecider.create(draft, "uk-m", new NewIds("uk-g", UUID.randomUUID(), UUID.randomUUID()), NOW);

        assertThat(created.group().getActorId()).isEqualTo("uk-m");
        assertThat(created.owner().getId()).isEqualTo("uk-g.uk-m");
        assertThat(created.owner().getRole()).isEqualTo(Role.OWNER);
        assertThat(draft.isDomestic()).isTrue();
    }

    @Test
    void onlyAnOwnerChangesTheCharterAndOnlyAtItsHome() {
        var changes = new Changes("new", null, " ", null, null, null, null, null, null, null, null, null);

        assertRefused("owners-only", () -> change(group("uk-g", Role.MODERATOR), changes));
        assertRefused("owners-only", () -> change(group("uk-g", null), changes));
        assertRefused("at-its-home-only", () -> change(group("nz-g", Role.OWNER), changes));
        assertThat(change(group("uk-g", Role.OWNER), changes)).isEqualTo(
                new Changed(null, new Charter("uk-g", 8, "new", "purpose", null, List.of("Why?"), List.of(),
                        List.of(), null, null)));
    }

    @Test
    void howAGroupIsFoundAndJoinedIsAFactOfAllOfIt() {
        var changes = new Changes(null, null, null, null, null, Visibility.UNLISTED, null, MailContent.TITLES,
                null, null, null, null);

        assertThat(change(group("uk-g", Role.OWNER), changes)).isEqualTo(new Changed(new GroupChanged(EVENT, "uk-g", 4,
                NOW.plusNanos(1000), "uk-m", Scope.INTERNATIONAL, Visibility.UNLISTED, Joining.OPEN,
                MailContent.TITLES, GroupState.OPEN), null));
    }

    @Test
    void aGroupIsClosedAndStaysSoWhateverElseIsChanged() {
        var close = new Changes(null, null, null, null, null, null, null, null, GroupState.CLOSED, null,
                null, null);
        var found = new Changes(null, null, null, null, null, Visibility.UNLISTED, null, null, null,
                null, null, null);

        assertThat(state(change(group(false), close))).isEqualTo(GroupState.CLOSED);
        assertThat(change(group(true), close).group()).isNull();
        assertThat(state(change(group(true), found))).isEqualTo(GroupState.CLOSED);
    }

    private static @Nullable GroupState state(Changed changed) {
        return Objects.requireNonNull(changed.group()).getState();
    }

    @Test
    void whatIsAsItWasIsNoChange() {
        var changes = new Changes("name", "purpose", "rules", List.of("Why?"), List.of(), Visibility.LISTED,
                Joining.OPEN, MailContent.FULL, GroupState.OPEN, List.of(), null, null);

        assertThat(change(group("uk-g", Role.OWNER), changes)).isEqualTo(new Changed(null, null));
    }

    @Test
    void whoAsksForARegistrationNamesTheRegistersThatCount() {
        var nowhere = new Changes(null, null, null, null, null, null, null, null, null, null,
                RegistrationNeed.TO_WRITE, null);
        var somewhere = new Changes(null, null, null, null, null, null, null, null, null, List.of("uk-swe"),
                RegistrationNeed.TO_WRITE, null);

        assertRefused("invalid-fields", () -> change(group("uk-g", Role.OWNER), nowhere));
        assertThat(change(group("uk-g", Role.OWNER), somewhere).charter()).isNotNull()
                .satisfies(it -> assertThat(it.getRegisters()).containsExactly("uk-swe"));
    }

    private static Changed change(Group group, Changes changes) {
        return GroupDecider.change(group, changes, "uk-m", "uk", NAMES, EVENT, NOW);
    }

    private static void assertRefused(String type, ThrowingCallable decision) {
        assertThatThrownBy(decision).isInstanceOfSatisfying(Refusal.class,
                refusal -> assertThat(refusal.type()).isEqualTo(type));
    }

    private static Group group(String id, @Nullable Role myRole) {
        return group(id, myRole, false);
    }

    private static Group group(boolean closed) {
        return group("uk-g", Role.OWNER, closed);
    }

    private static Group group(String id, @Nullable Role myRole, boolean closed) {
        return new Group(id, 3, NOW, NOW, Scope.INTERNATIONAL, Visibility.LISTED, Joining.OPEN, MailContent.FULL,
                closed,
                new Charter(id, 7, "name", "purpose", "rules", List.of("Why?"), List.of(), List.of(), null, null),
                myRole, null, null, true, true);
    }
}
