package org.meridian.membership.joining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.events.membership.Joining;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.events.membership.Role;
import org.meridian.events.membership.Visibility;
import org.meridian.membership.inviting.Invitation;
import org.meridian.membership.joining.JoinDecider.Rules;
import org.meridian.membership.joining.JoinRequest.Asked;
import org.meridian.membership.joining.JoinRequest.Pending;

class JoinDeciderTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Invited NO_INVITATION = new Invited.Not();
    private static final Membership NOTHING = new Membership.None("uk-g", "nz-m", 0, Instant.EPOCH, null);

    @Test
    void anOpenGroupTakesEverybodyIn() {
        var granted = byRule(asked("nz-m", null), rules(false, Joining.OPEN), NOTHING, NOW).orElseThrow();

        assertThat(granted.getId()).isEqualTo("uk-g.nz-m");
        assertThat(granted.getVersion()).isEqualTo(1);
        assertThat(granted.getRole()).isEqualTo(Role.MEMBER);
        assertThat(granted.getRequestId()).isEqualTo("nz-r");
    }

    @Test
    void theSameDecisionHasTheSameIdWheneverItIsGiven() {
        var first = approved("uk-a", NOTHING, NOW);
        var second = approved("uk-b", NOTHING, NOW.plusSeconds(60));

        assertThat(first.getEventId()).isEqualTo(second.getEventId())
                .isNotEqualTo(JoinDecider
                        .refuse(asked("nz-m", null), moderator("uk-a"), "no", NOW).orElseThrow().fact()
                        .getEventId());
    }

    @Test
    void anApprovedDomainCountsOnlyWhereApprovalDoes() {
        var known = asked("nz-m", "health.govt.nz");

        assertThat(byRule(known, rules(false, Joining.APPROVAL), NOTHING, NOW)).isPresent();
        assertThat(byRule(known, rules(false, Joining.INVITATION), NOTHING, NOW)).isEmpty();
        assertThat(byRule(asked("nz-m", null), rules(false, Joining.APPROVAL), NOTHING, NOW)).isEmpty();
        assertThat(byRule(asked("nz-m", "else.nz"), rules(false, Joining.APPROVAL), NOTHING, NOW))
                .isEmpty();
    }

    @Test
    void aDomesticOrSecretGroupTakesNobodyInFromAbroadByRule() {
        assertThat(byRule(asked("nz-m", null), rules(true, Joining.OPEN), NOTHING, NOW)).isEmpty();
        assertThat(byRule(asked("uk-m", null), rules(true, Joining.OPEN), NOTHING, NOW)).isPresent();
        assertThat(byRule(asked("nz-m", null),
                new Rules(false, false, Visibility.SECRET, Joining.OPEN, List.of()), NOTHING, NOW)).isEmpty();
    }

    @Test
    void aClosedGroupTakesNobodyInWhoeverDecides() {
        var closed = new Rules(false, true, Visibility.LISTED, Joining.OPEN, List.of());
        var offered = new Membership.Active("uk-g", "nz-m", 1, NOW, Role.MEMBER);

        assertThat(reason(JoinDecider.byRule(asked("nz-m", null), closed, NOTHING, NO_INVITATION, NOW)))
                .isEqualTo("This group is closed: it takes nobody in.");
        assertThat(byRule(asked("nz-m", null), closed, offered, NOW)).isPresent();
        assertThat(reason(byInvitation(closed, NOTHING, invitation(Role.MEMBER, 3, 0), true)))
                .startsWith("This invitation does not hold");
        assertThatThrownBy(() -> JoinDecider.checkTakesIn(closed, asked("nz-m", null)))
                .isInstanceOfSatisfying(Refusal.class,
                        refusal -> assertThat(refusal.type()).isEqualTo("group-closed"));
    }

    @Test
    void thatASecretGroupIsClosedIsToldToNobody() {
        var secret = new Rules(false, true, Visibility.SECRET, Joining.APPROVAL, List.of());
        var domestic = new Rules(true, true, Visibility.LISTED, Joining.APPROVAL, List.of());

        for (Rules rules : List.of(secret, domestic)) {
            assertThat(JoinDecider.byRule(asked("nz-m", null), rules, NOTHING, NO_INVITATION, NOW))
                    .isEqualTo(new JoinDecider.ByRule(Optional.empty(), Optional.empty()));
        }
    }

    private static String reason(JoinDecider.ByRule decision) {
        assertThat(decision.granted()).isEmpty();
        return decision.refused().orElseThrow().content().getReason();
    }

    @Test
    void whoComesBackGetsTheNextVersionAndNoEarlierTime() {
        var before = new Membership.None("uk-g", "nz-m", 2, NOW, null);

        var granted = approved("uk-a", before, NOW.minusSeconds(5));

        assertThat(granted.getVersion()).isEqualTo(3);
        assertThat(granted.getOccurredAt()).isEqualTo(NOW.plusNanos(1_000));
    }

    @Test
    void aMemberKeepsTheRoleWhenALateRequestIsAnswered() {
        var owner = new Membership.Active("uk-g", "nz-m", 4, NOW, Role.OWNER);

        assertThat(approved("uk-a", owner, NOW).getRole()).isEqualTo(Role.OWNER);
    }

    @Test
    void onlyAModeratorDecides() {
        var request = asked("nz-m", null);
        var member = new Membership.Active("uk-g", "uk-b", 1, NOW, Role.MEMBER);

        assertRefused("moderators-only", () -> JoinDecider.approve(request, member, NOTHING, Rights.Need.NONE, NOW));
        assertRefused("moderators-only", () -> JoinDecider.refuse(request, NOTHING, "no", NOW));
    }

    @Test
    void whatIsDecidedStaysSo() {
        var asked = asked("nz-m", null).asked();

        assertThat(
                JoinDecider.approve(new JoinRequest.Granted(asked, NOW), moderator("uk-a"), NOTHING, Rights.Need.NONE,
                        NOW))
                .isEmpty();
        assertThat(JoinDecider.refuse(new JoinRequest.Refused(asked, NOW, "no"), moderator("uk-a"), "no",
                NOW))
                .isEmpty();
        assertRefused("already-decided", () -> JoinDecider.approve(new JoinRequest.Refused(asked, NOW, "no"),
                moderator("uk-a"), NOTHING, Rights.Need.NONE, NOW));
        assertRefused("already-decided", () -> JoinDecider.refuse(new JoinRequest.Withdrawn(asked, NOW),
                moderator("uk-a"), "no", NOW));
        assertRefused("already-decided",
                () -> JoinDecider.withdraw(new JoinRequest.Granted(asked, NOW), UUID.randomUUID(), NOW));
    }

    @Test
    void anInvitationThatHoldsLetsOneInWhateverTheGroupIs() {
        var secret = new Rules(false, false, Visibility.SECRET, Joining.INVITATION, List.of());

        var granted = byInvitation(secret, NOTHING, invitation(Role.OBSERVER, 3, 2), true).granted().orElseThrow();

        assertThat(granted.getRole()).isEqualTo(Role.OBSERVER);
        assertThat(granted.getInvitationId()).isEqualTo("nz-i");
        assertThat(granted.getActorId()).isEqualTo("nz-maker");
    }

    @Test
    void oneThatDoesNotHoldIsRefusedInTheSameWordsWhateverTheReason() {
        var rules = rules(false, Joining.APPROVAL);
        List<JoinDecider.ByRule> refused = List.of(
                byInvitation(rules, NOTHING, invitation(Role.MEMBER, 3, 3), true),
                byInvitation(rules, NOTHING, invitation(Role.MEMBER, 1_000, 500), true),
                byInvitation(rules, NOTHING, invitation(Role.OWNER, 3, 0), true),
                byInvitation(rules, NOTHING, invitation(Role.MEMBER, 3, 0), false),
                byInvitation(rules, NOTHING, ended(), true),
                byInvitation(rules, NOTHING, expired(), true),
                byInvitation(rules, NOTHING, tooLong(), true),
                byInvitation(rules(true, Joining.OPEN), NOTHING, invitation(Role.MEMBER, 3, 0), true),
                JoinDecider.byRule(asked("nz-m", null), rules, NOTHING, new Invited.ByNobody(), NOW),
                JoinDecider.byRule(asked("nz-m", null), Rules.NONE, NOTHING, new Invited.ByNobody(), NOW));

        assertThat(refused).allSatisfy(it -> assertThat(it.granted()).isEmpty());
        assertThat(refused).extracting(it -> it.refused().orElseThrow().content().getReason())
                .containsOnly(refused.getFirst().refused().orElseThrow().content().getReason());
    }

    @Test
    void oneWhoseMakersCountryIsSilentIsWaitedFor() {
        var decision = JoinDecider.byRule(asked("nz-m", null), rules(false, Joining.INVITATION), NOTHING,
                new Invited.Awaited(), NOW);

        assertThat(decision.granted()).isEmpty();
        assertThat(decision.refused()).isEmpty();
    }

    @Test
    void aMemberKeepsTheRoleAndAnOpenGroupCountsNoUse() {
        var owner = new Membership.Active("uk-g", "nz-m", 4, NOW, Role.OWNER);

        assertThat(byInvitation(rules(false, Joining.APPROVAL), owner, invitation(Role.OBSERVER, 3, 0), true).granted())
                .get().satisfies(it -> {
                    assertThat(it.getRole()).isEqualTo(Role.OWNER);
                    assertThat(it.getInvitationId()).isNull();
                });
    }

    @Test
    void anInvitationIsNoWayAroundABan() {
        var banned = new Membership.None("uk-g", "nz-m", 2, NOW.minusSeconds(60), NOW.plusSeconds(60));

        assertThat(byInvitation(rules(false, Joining.OPEN), banned, invitation(Role.MEMBER, 3, 0), true).granted())
                .isEmpty();
    }

    private static JoinDecider.ByRule byInvitation(Rules rules, Membership applicant, Invitation invitation,
            boolean makerModerates) {
        return JoinDecider.byRule(asked("nz-m", null), rules, applicant, new Invited.By(invitation, makerModerates),
                NOW);
    }

    private static Invitation invitation(Role role, int uses, int used) {
        return new Invitation("nz-i", "uk-g", "nz-maker", null, NOW.minusSeconds(60), role, NOW.plusSeconds(1), uses,
                used, null);
    }

    private static Invitation ended() {
        return new Invitation("nz-i", "uk-g", "nz-maker", null, NOW.minusSeconds(60), Role.MEMBER, NOW.plusSeconds(1),
                3, 0, NOW.minusSeconds(1));
    }

    private static Invitation expired() {
        return new Invitation("nz-i", "uk-g", "nz-maker", null, NOW.minusSeconds(60), Role.MEMBER, NOW, 3, 0, null);
    }

    /** A peer that says it holds for ever. */
    private static Invitation tooLong() {
        return new Invitation("nz-i", "uk-g", "nz-maker", null, NOW.minusSeconds(91 * 86_400), Role.MEMBER,
                NOW.plusSeconds(1), 3, 0, null);
    }

    @Test
    void whoIsBannedIsRefusedByRuleUntilTheTimeIsUp() {
        var banned = new Membership.None("uk-g", "nz-m", 2, NOW.minusSeconds(60), NOW.plusSeconds(60));
        var request = asked("nz-m", "health.govt.nz");

        var decision = JoinDecider.byRule(request, rules(false, Joining.OPEN), banned, NO_INVITATION, NOW);

        assertThat(decision.granted()).isEmpty();
        assertThat(decision.refused()).get().satisfies(refused -> {
            assertThat(refused.fact().getRequestId()).isEqualTo("nz-r");
            assertThat(refused.content().getReason()).contains("2026-03-01T12:01:00Z");
        });
        assertRefused("banned", () -> JoinDecider.approve(request, moderator("uk-a"), banned, Rights.Need.NONE, NOW));
        assertThat(JoinDecider.byRule(request, rules(false, Joining.OPEN), banned, NO_INVITATION,
                NOW.plusSeconds(60)).granted())
                .isPresent();
    }

    private static Optional<MembershipGranted> byRule(Pending request, Rules rules, Membership applicant,
            Instant now) {
        return JoinDecider.byRule(request, rules, applicant, NO_INVITATION, now).granted();
    }

    private static void assertRefused(String type, ThrowingCallable decision) {
        assertThatThrownBy(decision).isInstanceOfSatisfying(Refusal.class,
                refusal -> assertThat(refusal.type()).isEqualTo(type));
    }

    private static Membership moderator(String id) {
        return new Membership.Active("uk-g", id, 1, NOW, Role.MODERATOR);
    }

    private static MembershipGranted approved(String moderator, Membership applicant, Instant now) {
        return JoinDecider.approve(asked("nz-m", null), moderator(moderator), applicant, Rights.Need.NONE, now)
                .orElseThrow();
    }

    private static Pending asked(String memberId, @Nullable String emailDomain) {
        return new Pending(new Asked("nz-r", "uk-g", null, memberId, NOW, null, null, List.of(), emailDomain,
                null, false));
    }

    private static Rules rules(boolean domestic, Joining joining) {
        return new Rules(domestic, false, Visibility.LISTED, joining, List.of("health.govt.nz"));
    }
}
