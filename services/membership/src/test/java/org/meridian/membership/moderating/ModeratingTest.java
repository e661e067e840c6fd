package org.meridian.membership.moderating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.membership.MembershipService.body;
import static org.meridian.membership.MembershipService.id;
import static org.meridian.membership.MembershipService.problem;
import static org.meridian.testing.Waiting.eventually;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.meridian.events.membership.ChangeOutcome;
import org.meridian.events.membership.ChangeReason;
import org.meridian.events.membership.Joining;
import org.meridian.events.membership.MembershipChange;
import org.meridian.events.membership.MembershipChangeDecided;
import org.meridian.events.membership.MembershipChangeRequested;
import org.meridian.events.membership.MembershipEnded;
import org.meridian.events.membership.RemovalReason;
import org.meridian.events.membership.Role;
import org.meridian.membership.MembershipService;
import org.meridian.membership.MembershipService.Person;
import org.meridian.schemas.Ids;
import org.meridian.testing.MembershipFacts;
import org.meridian.testing.Shared;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Owners and moderators change memberships, in their own country and in another. */
class ModeratingTest {

    private final MembershipService uk;
    private final Person ada;
    private final Person ben;
    private final Person cleo;
    private final String ngaio = Ids.create("nz");

    ModeratingTest(@Shared MembershipService uk) {
        this.uk = uk;
        ada = uk.resident("ada@uk.example", "Ada");
        ben = uk.resident("ben@care.uk.example", "Ben");
        cleo = uk.resident("cleo@uk.example", "Cleo");
    }

    @Test
    void anOwnerMakesAModeratorWhoKeepsTheirPlaceInTheList() {
        String group = groupOfThree();

        role(ada, group, ben, "moderator").expectStatus().isOk().expectBody().jsonPath("$.state").isEqualTo("done");

        uk.get(ada, "/api/groups/" + group + "/members").expectBody().jsonPath("$.items[1].memberId")
                .isEqualTo(ben.id()).jsonPath("$.items[1].role").isEqualTo("moderator").jsonPath("$.items[1].version")
                .isEqualTo(2);
        uk.get(ben, "/api/groups/" + group + "/join-requests").expectStatus().isOk();
        assertThat(problem(role(ben, group, cleo, "owner").expectStatus().isForbidden())).contains("owners-only");
        assertThat(problem(role(cleo, group, ben, "member").expectStatus().isForbidden()))
                .contains("moderators-only");
    }

    @Test
    void ownershipIsHandedOverAndNeverGivenUp() {
        String group = groupOfThree();

        assertThat(problem(role(ada, group, ada, "member").expectStatus().isEqualTo(409))).contains("last-owner");
        role(ada, group, ben, "owner").expectStatus().isOk();
        role(ada, group, ada, "member").expectStatus().isOk();

        uk.get(ada, "/api/groups/" + group).expectBody().jsonPath("$.myRole").isEqualTo("member");
        uk.delete(ada, "/api/groups/" + group + "/members/me").expectStatus().isNoContent();
    }

    @Test
    void twoOwnersWhoDemoteEachOtherAtOnceLeaveOne() throws Exception {
        for (int i = 0; i < 5; i++) {
            String group = groupOfThree();
            role(ada, group, ben, "owner").expectStatus().isOk();
            List<Callable<Integer>> both = List.of(() -> status(role(ada, group, ben, "member")),
                    () -> status(role(ben, group, ada, "member")));
            try (var threads = Executors.newFixedThreadPool(2)) {
                for (Future<Integer> status : threads.invokeAll(both)) {
                    assertThat(status.get()).isIn(200, 403, 409);
                }
            }
            assertThat(uk.rows().queryForObject("""
                    SELECT count(*) FROM membership.membership WHERE group_id = ? AND active AND role = 'OWNER'""",
                    Integer.class, group)).isEqualTo(1);
        }
    }

    @Test
    void whoIsRemovedReadsNothingAndIsToldWhy() {
        String group = groupOfThree();

        remove(ada, group, cleo, "{\"reason\":\"Shared what a family had said\"}").expectStatus().isOk();

        uk.get(cleo, "/api/groups/" + group).expectBody().jsonPath("$.myRole").isEqualTo(null);
        uk.get(cleo, "/api/groups/" + group + "/members").expectStatus().isForbidden();
        uk.get(ada, "/api/groups/" + group + "/members").expectBody().jsonPath("$.items.length()").isEqualTo(2);
        eventually(() -> uk.written("to-uk.answers", RemovalReason.class),
                reasons -> reasons.stream().anyMatch(it -> it.getId().equals(group + "." + cleo.id())));
        remove(ada, group, cleo, "{}").expectStatus().isNotFound();
        uk.post(cleo, "/api/groups/" + group + "/join-requests", "{}").expectBody().jsonPath("$.state")
                .isEqualTo("granted");
    }

    @Test
    void whoIsBannedIsRefusedAtOnceUntilTheBanIsLifted() {
        String group = groupOfThree();
        Instant until = Instant.now().plus(90, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);

        remove(ada, group, cleo, "{\"reason\":\"Twice\",\"banUntil\":\"" + until + "\"}").expectStatus().isOk();

        uk.get(ada, "/api/groups/" + group + "/bans").expectBody().jsonPath("$.items[0].memberId")
                .isEqualTo(cleo.id()).jsonPath("$.items[0].bannedUntil").isEqualTo(until.toString())
                .jsonPath("$.items[0].reason").isEqualTo("Twice").jsonPath("$.items[0].displayName").isEqualTo("Cleo");
        uk.get(ben, "/api/groups/" + group + "/bans").expectStatus().isForbidden();
        String refused = id(uk.post(cleo, "/api/groups/" + group + "/join-requests", "{}"));
        uk.get(cleo, "/api/join-requests/" + refused).expectBody().jsonPath("$.state").isEqualTo("refused")
                .jsonPath("$.reason").isNotEmpty();

        uk.delete(ada, ban(group)).expectStatus().isOk();
        uk.delete(ada, ban(group)).expectStatus().isOk();
        uk.get(ada, ban(group)).expectStatus().isNotFound();
        uk.post(cleo, "/api/groups/" + group + "/join-requests", "{}").expectBody().jsonPath("$.state")
                .isEqualTo("granted");
    }

    @Test
    void whatIsWrongIsNamed() {
        String group = groupOfThree();

        assertThat(problem(role(ada, group, ben, "unknown").expectStatus().isBadRequest())).contains("role");
        assertThat(problem(remove(ada, group, ben, "{\"banUntil\":\"2019-01-01T00:00:00Z\"}").expectStatus()
                .isBadRequest())).contains("banUntil");
        assertThat(problem(remove(ada, group, ben, "{\"banUntil\":\"+1000000-01-01T00:00:00Z\"}").expectStatus()
                .isBadRequest())).contains("banUntil");
        assertThat(problem(remove(ada, group, ben, "{\"reason\":\"" + "x".repeat(2_001) + "\"}").expectStatus()
                .isBadRequest())).contains("reason");
        assertThat(problem(remove(ada, group, ben, "{\"version\":7}").expectStatus().isEqualTo(409)))
                .contains("membership-changed");
        uk.call(HttpMethod.PUT, ada.token(), "/api/groups/" + group + "/members/nobody/role",
                "{\"role\":\"member\"}", null).expectStatus().isNotFound();
        remove(ada, Ids.create("uk"), ben, "{}").expectStatus().isNotFound();
    }

    @Test
    void aModeratorOfAnotherCountryIsObeyedOnceAndTold() {
        String group = groupOfThree();
        arrivesAsMember(group);
        grant(group, ngaio, Role.MODERATOR);
        String wish = Ids.create("nz");

        MembershipChangeRequested removal = wish(wish, group, ben.id(), 1).build();
        uk.arrives("nz.to-uk.requests", removal);
        uk.arrives("nz.to-uk.requests", removal);
        uk.arrives("nz.to-uk.answers", new ChangeReason(wish, 1, "As agreed"));

        assertThat(answer(wish).getOutcome()).isEqualTo(ChangeOutcome.DONE);
        uk.get(ben, "/api/groups/" + group).expectBody().jsonPath("$.myRole").isEqualTo(null);
        assertThat(uk.written("shared.membership", MembershipEnded.class))
                .filteredOn(it -> it.getId().equals(group + "." + ben.id())).singleElement()
                .satisfies(it -> assertThat(it.getActorId()).isEqualTo(ngaio));
        eventually(() -> uk.written("to-uk.answers", RemovalReason.class),
                reasons -> reasons.stream().anyMatch(it -> it.getReason().equals("As agreed")));
    }

    @Test
    void whoMayNotIsToldSoAndNothingIsChanged() {
        String group = groupOfThree();
        arrivesAsMember(group);
        String wish = Ids.create("nz");
        String owner = Ids.create("nz");

        uk.arrives("nz.to-uk.answers", new ChangeReason(wish, 1, null));
        uk.arrives("nz.to-uk.requests", wish(wish, group, ben.id(), 1).build());
        uk.arrives("nz.to-uk.requests", wish(owner, group, ngaio, 1).setChange(MembershipChange.ROLE)
                .setRole(Role.OWNER).build());

        assertThat(answer(wish).getOutcome()).isEqualTo(ChangeOutcome.NOT_ALLOWED);
        assertThat(answer(owner).getOutcome()).isEqualTo(ChangeOutcome.NOT_ALLOWED);
        uk.get(ben, "/api/groups/" + group).expectBody().jsonPath("$.myRole").isEqualTo("member");
    }

    @Test
    void aModeratorHereWishesAndReadsWhatBecameOfIt() {
        String group = Ids.create("nz");
        uk.arrives("nz.shared.membership", MembershipFacts.created(group, ngaio, Joining.APPROVAL));
        uk.arrives("nz.shared.charters", MembershipFacts.charter(group, "Whanau"));
        eventually(() -> uk.get(ada, "/api/groups/" + group).expectStatus().isOk());
        String request = id(uk.post(ada, "/api/groups/" + group + "/join-requests", "{}"));
        uk.arrives("nz.shared.membership", MembershipFacts.granted(group, ada.id(), request, ngaio));
        uk.arrives("nz.shared.membership", MembershipFacts.granted(group, ada.id(), 2, Role.OWNER));
        String asked = id(uk.post(ben, "/api/groups/" + group + "/join-requests", "{}"));
        uk.arrives("nz.shared.membership", MembershipFacts.granted(group, ben.id(), asked, ngaio));
        eventually(() -> uk.get(ada, "/api/groups/" + group + "/members/" + ben.id()).expectStatus().isOk());
        eventually(() -> uk.get(ada, "/api/groups/" + group).expectBody().jsonPath("$.myRole").isEqualTo("owner"));

        String wish = id(role(ada, group, ben, "moderator").expectStatus().isAccepted());

        uk.get(ada, "/api/wishes/" + wish).expectBody().jsonPath("$.state").isEqualTo("pending");
        uk.get(ben, "/api/wishes/" + wish).expectStatus().isNotFound();
        eventually(() -> uk.written("to-nz.requests", MembershipChangeRequested.class),
                wished -> wished.stream().anyMatch(it -> it.getId().equals(wish) && it.getRole() == Role.MODERATOR));
        uk.get(ada, "/api/groups/" + group + "/members/" + ben.id()).expectBody().jsonPath("$.role")
                .isEqualTo("member");
        uk.arrives("nz.to-uk.requests", MembershipChangeDecided.newBuilder().setEventId(Ids.eventId())
                .setId(group + "." + wish).setVersion(1).setOccurredAt(Instant.now()).setActorId(ada.id())
                .setGroupId(group).setRequestId(wish).setOutcome(ChangeOutcome.LAST_OWNER).build());
        eventually(() -> uk.get(ada, "/api/wishes/" + wish).expectBody().jsonPath("$.state").isEqualTo("refused")
                .jsonPath("$.reason").isEqualTo("last-owner"));
        role(ben, group, ben, "owner").expectStatus().isForbidden();
    }

    private String groupOfThree() {
        String group = uk.create(ada, "open", "");
        for (Person person : List.of(ben, cleo)) {
            assertThat(body(uk.post(person, "/api/groups/" + group + "/join-requests", "{}")).get("state"))
                    .isEqualTo("granted");
        }
        return group;
    }

    private void arrivesAsMember(String group) {
        uk.arrives("nz.shared.membership", MembershipFacts.registered(ngaio));
        uk.arrives("nz.shared.profiles", MembershipFacts.profile(ngaio, 1, "Ngaio"));
        uk.arrives("nz.to-uk.requests",
                MembershipFacts.joinRequested(Ids.create("nz"), group, ngaio, Instant.now()));
        eventually(() -> uk.get(ada, "/api/groups/" + group + "/members/" + ngaio).expectStatus().isOk());
    }

    private void grant(String group, String member, Role role) {
        uk.call(HttpMethod.PUT, ada.token(), "/api/groups/" + group + "/members/" + member + "/role",
                "{\"role\":\"" + role.name().toLowerCase(Locale.ROOT) + "\"}", null).expectStatus().isOk();
    }

    private MembershipChangeRequested.Builder wish(String id, String group, String member, int version) {
        return MembershipChangeRequested.newBuilder().setEventId(Ids.eventId()).setId(id).setVersion(1)
                .setOccurredAt(Instant.now()).setActorId(ngaio).setGroupId(group).setMemberId(member)
                .setMembershipVersion(version).setChange(MembershipChange.REMOVAL);
    }

    private MembershipChangeDecided answer(String wish) {
        List<MembershipChangeDecided> answers = eventually(
                () -> uk.written("to-nz.requests", MembershipChangeDecided.class).stream()
                        .filter(it -> it.getRequestId().equals(wish)).toList(),
                found -> !found.isEmpty());
        assertThat(answers).hasSize(1);
        return answers.getFirst();
    }

    private ResponseSpec role(Person caller, String group, Person member, String role) {
        return uk.call(HttpMethod.PUT, caller.token(), "/api/groups/" + group + "/members/" + member.id() + "/role",
                "{\"role\":\"" + role + "\"}", null);
    }

    private ResponseSpec remove(Person caller, String group, Person member, String json) {
        return uk.call(HttpMethod.DELETE, caller.token(), "/api/groups/" + group + "/members/" + member.id(), json,
                null);
    }

    private String ban(String group) {
        return "/api/groups/" + group + "/bans/" + cleo.id();
    }

    private static int status(ResponseSpec answer) {
        return answer.expectBody(String.class).returnResult().getStatus().value();
    }
}
