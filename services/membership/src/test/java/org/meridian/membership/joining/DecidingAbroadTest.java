package org.meridian.membership.joining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.membership.MembershipService.id;
import static org.meridian.membership.MembershipService.problem;
import static org.meridian.testing.Waiting.eventually;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.meridian.events.membership.ChangeOutcome;
import org.meridian.events.membership.ChangeReason;
import org.meridian.events.membership.Joining;
import org.meridian.events.membership.MembershipChange;
import org.meridian.events.membership.MembershipChangeDecided;
import org.meridian.events.membership.MembershipChangeRequested;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.events.membership.RequestBrief;
import org.meridian.events.membership.RequestState;
import org.meridian.events.membership.Role;
import org.meridian.membership.MembershipService;
import org.meridian.membership.MembershipService.Person;
import org.meridian.schemas.Ids;
import org.meridian.testing.MembershipFacts;
import org.meridian.testing.Shared;
import org.springframework.http.HttpMethod;

/** Moderators decide requests to groups of other countries; the groups' homes tell them what they need for it. */
class DecidingAbroadTest {

    private final MembershipService uk;
    private final Person ada;
    private final Person ben;
    private final String ngaio = Ids.create("nz");

    DecidingAbroadTest(@Shared MembershipService uk) {
        this.uk = uk;
        ada = uk.resident("ada@uk.example", "Ada");
        ben = uk.resident("ben@care.uk.example", "Ben");
    }

    @Test
    void aModeratorsCountryIsToldOfARequestOfItsHistoryAndOfWhatBecameOfIt() {
        String group = uk.create(ada, "approval", ",\"questions\":[\"Where do you work?\"]");
        String before = asks(group, "{\"note\":\"First\"}");
        uk.post(ada, "/api/join-requests/" + before + "/refusal", "{\"reason\":\"Say where\"}").expectStatus().isOk();
        makeModerator(group);
        assertThat(briefs(before)).isEmpty();

        String request = asks(group, "{\"note\":\"Again\",\"answers\":[\"In Leeds\"]}");

        RequestBrief pending = brief(request, RequestState.PENDING);
        assertThat(pending.getId()).isEqualTo(group + "." + request);
        assertThat(pending.getMemberId()).isEqualTo(ben.id());
        assertThat(pending.getNote()).isEqualTo("Again");
        assertThat(pending.getAnswers()).containsExactly("In Leeds");
        assertThat(brief(before, RequestState.REFUSED).getReason()).isEqualTo("Say where");
        uk.get(ada, "/api/groups/" + group + "/join-requests").expectBody().jsonPath("$.items[0].earlier[0].reason")
                .isEqualTo("Say where").jsonPath("$.items[0].earlier.length()").isEqualTo(1);

        uk.delete(ben, "/api/join-requests/" + request).expectStatus().isNoContent();
        assertThat(brief(request, RequestState.WITHDRAWN).getVersion()).isEqualTo(2);
    }

    @Test
    void aCountryWithoutModeratorIsToldNothing() {
        String group = uk.create(ada, "approval", "");
        arrivesAsMember(group);
        String other = uk.create(ada, "approval", "");
        makeModerator(other);

        String secret = asks(group, "{\"note\":\"Not for New Zealand\"}");
        brief(asks(other, "{}"), RequestState.PENDING);

        assertThat(briefs(secret)).isEmpty();
    }

    @Test
    void aCountryThatLosesItsLastModeratorIsToldToForgetAndIsToldAgainWhenItHasOne() {
        String group = uk.create(ada, "approval", "");
        makeModerator(group);
        String request = asks(group, "{\"note\":\"For you\"}");
        brief(request, RequestState.PENDING);

        uk.bean(Briefs.class).retract();
        assertThat(briefs(request)).hasSize(1);
        role(group, "member");
        uk.bean(Briefs.class).retract();

        RequestBrief forgotten = brief(request, RequestState.RETRACTED);
        assertThat(forgotten.getNote()).isNull();
        assertThat(forgotten.getAnswers()).isEmpty();
        assertThat(forgotten.getVersion()).isEqualTo(2);
        role(group, "owner");
        assertThat(brief(request, RequestState.PENDING).getNote()).isEqualTo("For you");
    }

    @Test
    void theirDecisionIsCarriedOutOnceAndTold() {
        String group = uk.create(ada, "approval", "");
        makeModerator(group);
        String request = asks(group, "{}");
        brief(request, RequestState.PENDING);
        String wish = Ids.create("nz");
        String late = Ids.create("nz");

        MembershipChangeRequested approval = decision(wish, group, request, MembershipChange.APPROVAL);
        uk.arrives("nz.to-uk.requests", approval);
        uk.arrives("nz.to-uk.requests", approval);
        assertThat(answer(wish).getOutcome()).isEqualTo(ChangeOutcome.DONE);
        uk.arrives("nz.to-uk.answers", new ChangeReason(late, 1, "Too late"));
        uk.arrives("nz.to-uk.requests", decision(late, group, request, MembershipChange.REFUSAL));

        assertThat(answer(late).getOutcome()).isEqualTo(ChangeOutcome.DECIDED_ALREADY);
        uk.get(ben, "/api/groups/" + group).expectBody().jsonPath("$.myRole").isEqualTo("member");
        assertThat(uk.written("shared.membership", MembershipGranted.class))
                .filteredOn(it -> request.equals(it.getRequestId())).singleElement()
                .satisfies(it -> assertThat(it.getActorId()).isEqualTo(ngaio));
        brief(request, RequestState.GRANTED);
    }

    @Test
    void theirRefusalWaitsForItsReason() {
        String group = uk.create(ada, "approval", "");
        makeModerator(group);
        String request = asks(group, "{}");
        String wish = Ids.create("nz");

        uk.arrives("nz.to-uk.requests", decision(wish, group, request, MembershipChange.REFUSAL));
        uk.arrives("nz.to-uk.answers", new ChangeReason(wish, 1, "Only for foster carers"));

        assertThat(answer(wish).getOutcome()).isEqualTo(ChangeOutcome.DONE);
        uk.get(ben, "/api/join-requests/" + request).expectBody().jsonPath("$.state").isEqualTo("refused")
                .jsonPath("$.reason").isEqualTo("Only for foster carers");
        uk.post(ben, "/api/groups/" + group + "/join-requests", "{}").expectBody().jsonPath("$.state")
                .isEqualTo("pending");
    }

    @Test
    void whoModeratesNothingDecidesNothing() {
        String group = uk.create(ada, "approval", "");
        arrivesAsMember(group);
        String request = asks(group, "{}");
        String wish = Ids.create("nz");
        String nothing = Ids.create("nz");

        uk.arrives("nz.to-uk.requests", decision(wish, group, request, MembershipChange.APPROVAL));
        uk.arrives("nz.to-uk.requests", decision(nothing, group, Ids.create("uk"), MembershipChange.APPROVAL));

        assertThat(answer(wish).getOutcome()).isNotEqualTo(ChangeOutcome.DONE);
        assertThat(answer(nothing).getOutcome()).isNotEqualTo(ChangeOutcome.DONE);
        uk.get(ben, "/api/join-requests/" + request).expectBody().jsonPath("$.state").isEqualTo("pending");
    }

    @Test
    void aModeratorHereReadsWhatTheHomeTellsAndWishes() {
        String group = groupInNewZealandModeratedBy(ada);
        String kiri = Ids.create("nz");
        String earlier = Ids.create("nz");
        String request = Ids.create("nz");
        uk.arrives("nz.shared.profiles", MembershipFacts.profile(kiri, 1, "Kiri"));
        uk.arrives("nz.to-uk.answers", briefOf(group, earlier, kiri).setState(RequestState.REFUSED)
                .setRequestedAt(Instant.now().minus(3, ChronoUnit.DAYS))
                .setClosedAt(Instant.now().minus(2, ChronoUnit.DAYS)).setReason("Say where").build());
        uk.arrives("nz.to-uk.answers", briefOf(group, request, kiri).setNote("Kia ora").build());

        eventually(() -> uk.get(ada, "/api/groups/" + group + "/join-requests").expectBody()
                .jsonPath("$.items[0].id").isEqualTo(request).jsonPath("$.items[0].note").isEqualTo("Kia ora")
                .jsonPath("$.items[0].displayName").isEqualTo("Kiri")
                .jsonPath("$.items[0].earlier[0].reason").isEqualTo("Say where"));
        uk.get(ben, "/api/join-requests/" + request).expectStatus().isNotFound();
        assertThat(problem(uk.post(ada, "/api/join-requests/" + request + "/refusal", "{}").expectStatus()
                .isBadRequest())).contains("reason");

        String wish = id(uk.post(ada, "/api/join-requests/" + request + "/refusal", "{\"reason\":\"Full\"}")
                .expectStatus().isAccepted());

        uk.get(ada, "/api/wishes/" + wish).expectBody().jsonPath("$.state").isEqualTo("pending");
        uk.get(ada, "/api/join-requests/" + request).expectBody().jsonPath("$.beingDecided").isEqualTo(true);
        eventually(() -> uk.written("to-nz.requests", MembershipChangeRequested.class),
                wished -> wished.stream().anyMatch(it -> it.getId().equals(wish)
                        && it.getChange() == MembershipChange.REFUSAL && request.equals(it.getJoinRequestId())));
        eventually(() -> uk.written("to-nz.answers", ChangeReason.class),
                reasons -> reasons.stream().anyMatch(it -> it.getId().equals(wish) && "Full".equals(it.getReason())));

        uk.arrives("nz.to-uk.requests", MembershipChangeDecided.newBuilder().setEventId(Ids.eventId())
                .setId(group + "." + wish).setVersion(1).setOccurredAt(Instant.now()).setActorId(ada.id())
                .setGroupId(group).setRequestId(wish).setOutcome(ChangeOutcome.DONE).build());
        uk.arrives("nz.to-uk.answers", briefOf(group, request, kiri).setVersion(2).setState(RequestState.REFUSED)
                .setClosedAt(Instant.now()).setReason("Full").build());
        eventually(() -> uk.get(ada, "/api/join-requests/" + request).expectBody().jsonPath("$.state")
                .isEqualTo("refused"));
        assertThat(problem(uk.post(ada, "/api/join-requests/" + request + "/approval", "").expectStatus()
                .isEqualTo(409))).contains("already-decided");
        uk.arrives("nz.to-uk.answers", briefOf(group, request, kiri).setVersion(3).setState(RequestState.RETRACTED)
                .build());
        eventually(() -> uk.get(ada, "/api/join-requests/" + request).expectStatus().isNotFound());
    }

    @Test
    void aHomeCannotSayThatSomebodyOfThisCountryHasAsked() {
        String group = groupInNewZealandModeratedBy(ada);
        String invented = Ids.create("uk");
        String real = Ids.create("nz");

        uk.arrives("nz.to-uk.answers", briefOf(group, invented, ben.id()).build());
        uk.arrives("nz.to-uk.answers", briefOf(group, real, Ids.create("nz")).build());

        eventually(() -> uk.get(ada, "/api/join-requests/" + real).expectStatus().isOk());
        uk.get(ada, "/api/join-requests/" + invented).expectStatus().isNotFound();
        uk.get(ben, "/api/join-requests?mine=true").expectBody().jsonPath("$.items[?(@.id=='" + invented + "')]")
                .isEmpty();
    }

    @Test
    void howLongADecisionUsuallyTakesIsSaidBeforeOneAsks() {
        String group = uk.create(ada, "approval", "");
        for (int i = 0; i < 3; i++) {
            uk.post(ada, "/api/join-requests/" + asks(group, "{}") + "/refusal", "{\"reason\":\"No\"}")
                    .expectStatus().isOk();
        }

        uk.get(ben, "/api/groups/" + group).expectBody().jsonPath("$.decisionSeconds").isNumber();
        uk.get(ben, "/api/groups/" + uk.create(ada, "approval", "")).expectBody().jsonPath("$.decisionSeconds")
                .isEqualTo(null);
    }

    private String asks(String group, String json) {
        return id(uk.post(ben, "/api/groups/" + group + "/join-requests", json).expectStatus().isAccepted());
    }

    /** Ngaio, of New Zealand. */
    private void makeModerator(String group) {
        arrivesAsMember(group);
        role(group, "moderator");
    }

    private void role(String group, String role) {
        uk.call(HttpMethod.PUT, ada.token(), "/api/groups/" + group + "/members/" + ngaio + "/role",
                "{\"role\":\"" + role + "\"}", null).expectStatus().isOk();
    }

    private void arrivesAsMember(String group) {
        uk.arrives("nz.shared.membership", MembershipFacts.registered(ngaio));
        uk.arrives("nz.shared.profiles", MembershipFacts.profile(ngaio, 1, "Ngaio"));
        String request = Ids.create("nz");
        uk.arrives("nz.to-uk.requests", MembershipFacts.joinRequested(request, group, ngaio, Instant.now()));
        eventually(() -> uk.post(ada, "/api/join-requests/" + request + "/approval", "").expectStatus().isOk());
        eventually(() -> uk.get(ada, "/api/groups/" + group + "/members/" + ngaio).expectStatus().isOk());
    }

    private List<RequestBrief> briefs(String request) {
        return uk.written("to-nz.answers", RequestBrief.class).stream()
                .filter(it -> it.getRequestId().equals(request)).toList();
    }

    private RequestBrief brief(String request, RequestState state) {
        return eventually(() -> briefs(request),
                told -> !told.isEmpty() && told.getLast().getState() == state).getLast();
    }

    private String groupInNewZealandModeratedBy(Person person) {
        String group = Ids.create("nz");
        uk.arrives("nz.shared.membership", MembershipFacts.created(group, ngaio, Joining.APPROVAL));
        uk.arrives("nz.shared.charters", MembershipFacts.charter(group, "Whanau"));
        eventually(() -> uk.get(person, "/api/groups/" + group).expectStatus().isOk());
        String request = id(uk.post(person, "/api/groups/" + group + "/join-requests", "{}"));
        uk.arrives("nz.shared.membership", MembershipFacts.granted(group, person.id(), request, ngaio));
        uk.arrives("nz.shared.membership", MembershipFacts.granted(group, person.id(), 2, Role.MODERATOR));
        eventually(() -> uk.get(person, "/api/groups/" + group).expectBody().jsonPath("$.myRole")
                .isEqualTo("moderator"));
        return group;
    }

    private static RequestBrief.Builder briefOf(String group, String request, String member) {
        return RequestBrief.newBuilder().setId(group + "." + request).setVersion(1).setGroupId(group)
                .setRequestId(request).setMemberId(member).setRequestedAt(Instant.now())
                .setState(RequestState.PENDING);
    }

    private MembershipChangeRequested decision(String id, String group, String request, MembershipChange decision) {
        return MembershipChangeRequested.newBuilder().setEventId(Ids.eventId()).setId(id).setVersion(1)
                .setOccurredAt(Instant.now()).setActorId(ngaio).setGroupId(group).setMemberId(ben.id())
                .setMembershipVersion(0).setChange(decision).setJoinRequestId(request).build();
    }

    private MembershipChangeDecided answer(String wish) {
        List<MembershipChangeDecided> answers = eventually(
                () -> uk.written("to-nz.requests", MembershipChangeDecided.class).stream()
                        .filter(it -> it.getRequestId().equals(wish)).toList(),
                found -> !found.isEmpty());
        assertThat(answers).hasSize(1);
        return answers.getFirst();
    }
}
