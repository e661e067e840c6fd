package org.meridian.membership.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.events.membership.Charter;
import org.meridian.events.membership.Joining;
import org.meridian.events.membership.MailContent;
import org.meridian.events.membership.Role;
import org.meridian.events.membership.Scope;
import org.meridian.events.membership.Visibility;
import org.meridian.membership.groups.GroupDecider.Changes;
import org.meridian.membership.groups.GroupDecider.Draft;
import org.meridian.membership.groups.GroupDecider.NewIds;

class GroupDeciderTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void whoCreatesAGroupIsItsFirstOwner() {
        var draft = new Draft("n", "p", null, Scope.DOMESTIC, Visibility.LISTED, Joining.OPEN, MailContent.FULL,
                List.of(), List.of());

        var created = GroupDecider.create(draft, "uk-m", new NewIds("uk-g", UUID.randomUUID(), UUID.randomUUID()), NOW);

        assertThat(created.group().getActorId()).isEqualTo("uk-m");
        assertThat(created.owner().getId()).isEqualTo("uk-g.uk-m");
        assertThat(created.owner().getRole()).isEqualTo(Role.OWNER);
        assertThat(draft.isDomestic()).isTrue();
    }

    @Test
    void onlyAnOwnerChangesTheCharterAndOnlyAtItsHome() {
        var changes = new Changes("new", null, " ", null, null);

        assertRefused("owners-only", () -> GroupDecider.change(group("uk-g", Role.MODERATOR), changes, "uk"));
        assertRefused("owners-only", () -> GroupDecider.change(group("uk-g", null), changes, "uk"));
        assertRefused("at-its-home-only", () -> GroupDecider.change(group("nz-g", Role.OWNER), changes, "uk"));
        assertThat(GroupDecider.change(group("uk-g", Role.OWNER), changes, "uk"))
                .isEqualTo(new Charter("uk-g", 8, "new", "purpose", null, List.of("Why?"), List.of()));
    }

    private static void assertRefused(String type, ThrowingCallable decision) {
        assertThatThrownBy(decision).isInstanceOfSatisfying(Refusal.class,
                refusal -> assertThat(refusal.type()).isEqualTo(type));
    }

    private static Group group(String id, @Nullable Role myRole) {
        return new Group(id, NOW, Scope.INTERNATIONAL, Visibility.LISTED, Joining.OPEN, MailContent.FULL,
                new Charter(id, 7, "name", "purpose", "rules", List.of("Why?"), List.of()), 1, myRole);
    }
}
