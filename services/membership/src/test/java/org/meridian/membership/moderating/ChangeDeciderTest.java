package org.meridian.membership.moderating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.events.membership.BanLifted;
import org.meridian.events.membership.ChangeOutcome;
import org.meridian.events.membership.MembershipEnded;
import org.meridian.events.membership.GrantCause;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.events.membership.RegistrationNeed;
import org.meridian.events.membership.Role;
import org.meridian.membership.joining.Membership;
import org.meridian.membership.joining.Membership.Active;
import org.meridian.membership.joining.Membership.None;
import org.meridian.membership.moderating.Change.LiftedBan;
import org.meridian.membership.joining.Registration;
import org.meridian.membership.joining.Rights;
import org.meridian.membership.moderating.Change.NewRegistration;
import org.meridian.membership.moderating.Change.NewRole;
import org.meridian.membership.moderating.Change.Removal;
import org.meridian.membership.moderating.ChangeDecider.Decision;

class ChangeDeciderTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(3_600);

    @Example
    void anOwnerGivesRolesAndAModeratorDoesNot() {
        assertThat(decide(member("uk-a", Role.OWNER), member("nz-m", Role.MEMBER), 1, new NewRole(Role.MODERATOR)))
                .get().satisfies(decision -> {
                    var granted = (MembershipGranted) decision.fact();
                    assertThat(granted.getRole()).isEqualTo(Role.MODERATOR);
                    assertThat(granted.getVersion()).isEqualTo(2);
                    assertThat(granted.getActorId()).isEqualTo("uk-a");
                });
        assertRefused("owners-only", () -> decide(member("uk-b", Role.MODERATOR), member("nz-m", Role.MEMBER), 1,
                new NewRole(Role.MODERATOR)));
        assertRefused("moderators-only", () -> decide(member("uk-c", Role.MEMBER), member("nz-m", Role.MEMBER), 1,
                new NewRole(Role.OWNER)));
    }

    @Example
    void theSameRoleAgainIsDone() {
        assertThat(decide(member("uk-a", Role.OWNER), member("nz-m", Role.MEMBER), 1, new NewRole(Role.MEMBER)))
                .isEmpty();
    }

    @Example
    void theLastOwnerKeepsTheRole() {
        var ada = member("uk-a", Role.OWNER);

        assertRefused("last-owner", () -> decide(ada, ada, 1, new NewRole(Role.MEMBER)));
        assertThat(decide(ada, ada, 2, new NewRole(Role.MEMBER))).isPresent();
    }

    @Example
    void aModeratorRemovesMembersAndAnOwnerRemovesModeratorsToo() {
        var moderator = member("uk-b", Role.MODERATOR);

        assertThat(decide(moderator, member("nz-m", Role.OBSERVER), 1, new Removal("Spam", LATER))).get()
                .satisfies(decision -> {
                    var ended = (MembershipEnded) decision.fact();
                    assertThat(ended.getBannedUntil()).isEqualTo(LATER);
                    assertThat(decision.reason()).satisfies(reason -> {
                        assertThat(reason.getId()).isEqualTo("uk-g.nz-m");
                        assertThat(reason.getVersion()).isEqualTo(ended.getVersion());
                    });
                });
        assertRefused("owners-only",
                () -> decide(moderator, member("nz-m", Role.MODERATOR), 1, new Removal(null, null)));
        assertThat(decide(member("uk-a", Role.OWNER), member("nz-m", Role.OWNER), 2, new Removal(null, null)))
                .get().satisfies(decision -> assertThat(decision.reason()).isNull());
        assertRefused("leave-instead", () -> decide(moderator, moderator, 1, new Removal(null, null)));
    }

    @Example
    void whoIsNoMemberIsNeitherRemovedNorPromoted() {
        var outsider = new None("uk-g", "nz-m", 0, Instant.EPOCH, null);

        assertRefused("not-found", () -> decide(member("uk-a", Role.OWNER), outsider, 1, new Removal(null, null)));
        assertRefused("not-found", () -> decide(member("uk-a", Role.OWNER), outsider, 1, new NewRole(Role.OWNER)));
    }

    @Example
    void whoLooksAtAnOlderVersionChangesNothing() {
        assertRefused("membership-changed", () -> ChangeDecider.decide(member("uk-a", Role.OWNER),
                member("nz-m", Role.MEMBER), 1, Rights.Need.NONE, new Removal(null, null), 7, UUID.randomUUID(), NOW));
    }

    @Example
    void aRegistrationIsKeptWithTheRoleAndFollowsTheCharter() {
        var until = NOW.plusSeconds(60);
        var found = new Registration("uk-swe", NOW, until);
        var need = new Rights.Need(RegistrationNeed.TO_WRITE, List.of("uk-swe"));
        var moderator = member("uk-b", Role.MODERATOR);

        var marked = grant(moderator, member("nz-m", Role.MEMBER), need, new NewRegistration(found));
        assertThat(marked.getCause()).isEqualTo(GrantCause.REGISTRATION);
        assertThat(marked.getRole()).isEqualTo(Role.MEMBER);
        assertThat(marked.getRegisteredUntil()).isEqualTo(until);
        assertThat(marked.getWritesUntil()).isEqualTo(until);
        assertThat(marked.getReadsUntil()).isNull();

        var registered = new Active("uk-g", "nz-m", 2, NOW, Role.MEMBER, found);
        assertThat(decide(moderator, registered, need, new NewRegistration(found))).isEmpty();
        var observer = grant(member("uk-a", Role.OWNER), registered, need, new NewRole(Role.OBSERVER));
        assertThat(observer.getRegister()).isEqualTo("uk-swe");
        assertThat(observer.getWritesUntil()).isEqualTo(until);
        var trusted = grant(member("uk-a", Role.OWNER), registered, need, new NewRole(Role.MODERATOR));
        assertThat(trusted.getWritesUntil()).isNull();
        var ended = grant(moderator, registered, need, new NewRegistration(null));
        assertThat(ended.getRegister()).isNull();
        assertThat(ended.getWritesUntil()).isEqualTo(Instant.EPOCH);

        var elsewhere = new Rights.Need(RegistrationNeed.TO_READ, List.of("nz-swrb"));
        assertThat(grant(moderator, member("nz-m", Role.MEMBER), elsewhere, new NewRegistration(found)).getReadsUntil())
                .isEqualTo(Instant.EPOCH);
        assertRefused("another-looks", () -> decide(moderator, moderator, need, new NewRegistration(found)));
        assertRefused("moderators-only",
                () -> decide(member("uk-c", Role.MEMBER), registered, need, new NewRegistration(null)));
    }

    private static MembershipGranted grant(Membership actor, Membership member, Rights.Need need, Change change) {
        return (MembershipGranted) decide(actor, member, need, change).orElseThrow().fact();
    }

    private static Optional<Decision> decide(Membership actor, Membership member, Rights.Need need, Change change) {
        return ChangeDecider.decide(actor, member, 2, need, change, null, UUID.randomUUID(), NOW);
    }

    @Example
    void aBanIsLiftedOnceAndOneThatHasRunOutNeedsIt() {
        var moderator = member("uk-b", Role.MODERATOR);

        assertThat(decide(moderator, new None("uk-g", "nz-m", 2, NOW, LATER), 1, new LiftedBan())).get()
                .satisfies(decision -> assertThat(((BanLifted) decision.fact()).getVersion()).isEqualTo(3));
        assertThat(decide(moderator, new None("uk-g", "nz-m", 2, NOW, NOW), 1, new LiftedBan())).isEmpty();
        assertThat(decide(moderator, new None("uk-g", "nz-m", 3, NOW, null), 1, new LiftedBan())).isEmpty();
    }

    @Example
    void aWishIsAnsweredOnceWhateverBecameOfIt() {
        var wish = new Wish("nz-w", "uk-g", "nz-a", "nz-m", 1, new LiftedBan(), NOW, null, null);

        var first = ChangeDecider.answer(wish, ChangeOutcome.DONE, NOW);

        assertThat(first.getId()).isEqualTo("uk-g.nz-w");
        assertThat(ChangeDecider.answer(wish, ChangeOutcome.NOT_ALLOWED, LATER).getEventId())
                .isEqualTo(first.getEventId());
        assertThat(ChangeDecider.eventId(wish)).isNotEqualTo(first.getEventId());
    }

    /** One who asks, whom it is about, and what. */
    private record Attempt(int actor, int member, Change change) {}

    /** Whatever anybody tries in whatever order: an owner remains, and versions run on without a gap. */
    @Property
    void anOwnerRemains(@ForAll("attempts") List<Attempt> attempts) {
        Map<Integer, Membership> group = new HashMap<>();
        for (int i = 0; i < 4; i++) {
            group.put(i, new Active("uk-g", "uk-" + i, 1, NOW, i == 0 ? Role.OWNER : Role.MEMBER));
        }
        for (Attempt attempt : attempts) {
            Membership member = group.getOrDefault(attempt.member(), member("uk-0", Role.MEMBER));
            Optional<Decision> decided;
            try {
                decided = decide(group.getOrDefault(attempt.actor(), member), member, owners(group),
                        attempt.change());
            } catch (Refusal refused) {
                continue;
            }
            decided.ifPresent(decision -> group.put(attempt.member(), after(member, decision)));
            assertThat(owners(group)).isPositive();
        }
    }

    @Provide
    Arbitrary<List<Attempt>> attempts() {
        Arbitrary<Change> changes = Arbitraries.oneOf(
                Arbitraries.of(Role.OWNER, Role.MODERATOR, Role.MEMBER, Role.OBSERVER).map(NewRole::new),
                Arbitraries.of(new Removal("Why", null), new Removal(null, LATER)),
                Arbitraries.just(new LiftedBan()));
        return Combinators.combine(Arbitraries.integers().between(0, 3), Arbitraries.integers().between(0, 3), changes)
                .as(Attempt::new).list().ofMaxSize(40);
    }

    private static Membership after(Membership before, Decision decision) {
        return switch (decision.fact()) {
            case MembershipGranted it -> {
                assertThat(it.getVersion()).isEqualTo(before.version() + 1);
                yield new Active("uk-g", it.getMemberId(), it.getVersion(), it.getOccurredAt(), it.getRole());
            }
            case MembershipEnded it -> {
                assertThat(it.getVersion()).isEqualTo(before.version() + 1);
                yield new None("uk-g", it.getMemberId(), it.getVersion(), it.getOccurredAt(), it.getBannedUntil());
            }
            case BanLifted it -> new None("uk-g", it.getMemberId(), it.getVersion(), it.getOccurredAt(), null);
            default -> throw new AssertionError(decision);
        };
    }

    private static int owners(Map<Integer, Membership> group) {
        return (int) group.values().stream()
                .filter(it -> it instanceof Active active && active.role() == Role.OWNER).count();
    }

    private static Active member(String id, Role role) {
        return new Active("uk-g", id, 1, NOW, role);
    }

    private static Optional<Decision> decide(Membership actor, Membership member, int owners, Change change) {
        return ChangeDecider.decide(actor, member, owners, Rights.Need.NONE, change, null, UUID.randomUUID(), NOW);
    }

    private static void assertRefused(String type, ThrowingCallable decision) {
        assertThatThrownBy(decision).isInstanceOfSatisfying(Refusal.class,
                refusal -> assertThat(refusal.type()).isEqualTo(type));
    }
}
