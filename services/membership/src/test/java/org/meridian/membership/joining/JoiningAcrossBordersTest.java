package org.meridian.membership.joining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.membership.MembershipService.id;
import static org.meridian.testing.Waiting.eventually;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.meridian.events.membership.JoinAnswers;
import org.meridian.events.membership.JoinRefused;
import org.meridian.events.membership.JoinRequested;
import org.meridian.events.membership.Joining;
import org.meridian.events.membership.LeaveRequested;
import org.meridian.events.membership.MembershipEnded;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.events.membership.RefusalReason;
import org.meridian.events.membership.Role;
import org.meridian.membership.MembershipService;
import org.meridian.membership.MembershipService.Person;
import org.meridian.schemas.Ids;
import org.meridian.testing.MembershipFacts;
import org.springframework.http.HttpMethod;
import org.meridian.testing.Shared;

/** Of groups of one country by people of the other. */
class JoiningAcrossBordersTest {

    private final MembershipService uk;
    private final Person ada;
    private final Person ben;
    private final String ngaio = Ids.create("nz");

    JoiningAcrossBordersTest(@Shared MembershipService uk) {
        this.uk = uk;
        ada = uk.resident("ada@uk.example", "Ada");
        ben = uk.resident("ben@care.uk.example", "Ben");
    }

    @Test
    void anApprovedDomainIsEnoughOnceItIsKnown() {
        String group = uk.create(ada, "approval", ",\"approvedDomains\":[\"Care.UK.example\",\"health.govt.nz\"]");

        uk.post(ben, "/api/groups/" + group + "/join-requests", "{}").expectBody().jsonPath("$.state")
                .isEqualTo("granted");

        String request = asksFromNewZealand(group);
        eventually(() -> uk.get(ada, "/api/join-requests/" + request).expectBody().jsonPath("$.state")
                .isEqualTo("pending"));
        uk.arrives("nz.to-uk.answers", new JoinAnswers(request, 1, "Kia ora", List.of(), "health.govt.nz", null));
        eventually(() -> uk.get(ada, "/api/join-requests/" + request).expectBody().jsonPath("$.state")
                .isEqualTo("granted"));
    }

    @Test
    void anApprovedDomainIsWrittenInAnyScript() {
        String group = uk.create(ada, "approval", ",\"approvedDomains\":[\"MĀORI.nz\",\"xn--mori-qsa.nz\"]");

        uk.get(ada, "/api/groups/" + group).expectBody().jsonPath("$.approvedDomains")
                .isEqualTo(List.of("māori.nz"));
        uk.post(uk.resident("moana@xn--mori-qsa.nz", "Moana"), "/api/groups/" + group + "/join-requests", "{}")
                .expectBody().jsonPath("$.state").isEqualTo("granted");
    }

    @Test
    void aPatternMeansAllThatAreBelowADomain() {
        String group = uk.create(ada, "approval", ",\"approvedDomains\":[\"*.govt.nz\",\"*.uk.example\"]");
        String[] requests = {asksFromNewZealand(group), asksFromNewZealand(group, Ids.create("nz"))};
        uk.arrives("nz.to-uk.answers", new JoinAnswers(requests[0], 1, null, List.of(), "govt.nz", null));
        uk.arrives("nz.to-uk.answers",
                new JoinAnswers(requests[1], 1, null, List.of(), "orangatamariki.govt.nz", null));

        eventually(() -> uk.get(ada, "/api/join-requests/" + requests[1]).expectBody().jsonPath("$.state")
                .isEqualTo("granted"));
        uk.get(ada, "/api/join-requests/" + requests[0]).expectBody().jsonPath("$.state").isEqualTo("pending");
        uk.post(ben, "/api/groups/" + group + "/join-requests", "{}").expectBody().jsonPath("$.state")
                .isEqualTo("granted");
        uk.get(ada, "/api/groups/" + group).expectBody().jsonPath("$.approvedDomains")
                .isEqualTo(List.of("*.govt.nz", "*.uk.example"));
    }

    @Test
    void theDomainOfWhoAsksIsSentToAPatternThatWouldBeOneHere() {
        String pattern = groupInNewZealand(Joining.APPROVAL, "*.uk.example");
        String everybody = groupInNewZealand(Joining.APPROVAL, "*.example");

        assertThat(domainSentTo(pattern)).isEqualTo("care.uk.example");
        assertThat(domainSentTo(everybody)).isNull();
    }

    private @Nullable String domainSentTo(String group) {
        String request = id(uk.post(ben, "/api/groups/" + group + "/join-requests", "{}"));
        return eventually(() -> uk.written("to-nz.answers", JoinAnswers.class).stream()
                .filter(it -> it.getId().equals(request)).toList(), it -> !it.isEmpty()).getFirst().getEmailDomain();
    }

    @Test
    void aRequestFromAbroadIsGrantedAtHomeForAllToSee() {
        String group = uk.create(ada, "open", "");

        String request = asksFromNewZealand(group);

        List<MembershipGranted> granted = eventually(() -> uk.written("shared.membership", MembershipGranted.class)
                .stream().filter(it -> request.equals(it.getRequestId())).toList(), found -> !found.isEmpty());
        assertThat(granted).singleElement().satisfies(it -> {
            assertThat(it.getId()).isEqualTo(group + "." + ngaio);
            assertThat(it.getRole()).isEqualTo(Role.MEMBER);
        });
        uk.arrives("nz.to-uk.requests", MembershipFacts.leaveRequested(Ids.create("nz"), group, ngaio, 1));
        eventually(() -> uk.written("shared.membership", MembershipEnded.class),
                ended -> ended.stream().anyMatch(it -> it.getId().equals(group + "." + ngaio)));
    }

    @Test
    void ofTwoOwnersWhoLeaveAtOnceInTwoCountriesTheLastHandsOver() {
        String group = uk.create(ada, "open", "");
        asksFromNewZealand(group);
        uk.post(ben, "/api/groups/" + group + "/join-requests", "{}").expectStatus().isAccepted();
        eventually(() -> uk.call(HttpMethod.PUT, ada.token(), "/api/groups/" + group + "/members/" + ngaio + "/role",
                "{\"role\":\"owner\"}", null).expectStatus().isOk());
        uk.delete(ada, "/api/groups/" + group + "/members/me").expectStatus().isNoContent();

        uk.arrives("nz.to-uk.requests", MembershipFacts.leaveRequested(Ids.create("nz"), group, ngaio, 2));

        List<MembershipGranted> owners = eventually(() -> uk.written("shared.membership", MembershipGranted.class)
                .stream().filter(it -> it.getId().equals(group + "." + ben.id()) && it.getRole() == Role.OWNER)
                .toList(),
                found -> !found.isEmpty());
        assertThat(owners).singleElement().satisfies(it -> assertThat(it.getActorId()).isEqualTo(ngaio));
    }

    @Test
    void aRefusalGoesToTheApplicantsCountryOnly() {
        String group = uk.create(ada, "approval", "");
        String request = asksFromNewZealand(group);
        eventually(() -> uk.post(ada, "/api/join-requests/" + request + "/refusal", "{\"reason\":\"Full\"}")
                .expectStatus().isOk());

        eventually(() -> uk.written("to-nz.answers", RefusalReason.class),
                reasons -> reasons.stream().anyMatch(it -> it.getId().equals(group + "." + request)));
        assertThat(uk.written("to-nz.requests", JoinRefused.class))
                .anyMatch(it -> it.getRequestId().equals(request));
    }

    @Test
    void whereOnesMailIsStaysAtHomeUnlessTheGroupsRulesAskForIt() {
        String group = groupInNewZealand(Joining.APPROVAL, "other.example");

        String request = id(uk.post(ben, "/api/groups/" + group + "/join-requests", "{\"note\":\"Hello\"}"));

        eventually(() -> uk.written("to-nz.answers", JoinAnswers.class), content -> content.stream()
                .anyMatch(it -> it.getId().equals(request) && it.getEmailDomain() == null));
    }

    @Test
    void aRequestThatSaysTwoThingsUnderOneNameHoldsNobodyUp() {
        String first = uk.create(ada, "open", "");
        String second = uk.create(ada, "open", "");
        String request = asksFromNewZealand(first);
        uk.arrives("nz.to-uk.requests",
                JoinRequested.newBuilder(MembershipFacts.joinRequested(request, second, ngaio, Instant.EPOCH))
                        .setVersion(2)
                        .build());

        eventually(() -> uk.written("shared.membership", MembershipGranted.class),
                granted -> granted.stream().anyMatch(it -> it.getId().equals(first + "." + ngaio)));
        assertThat(uk.written("shared.membership", MembershipGranted.class))
                .noneMatch(it -> it.getId().equals(second + "." + ngaio));
    }

    @Test
    void oneAsksAbroadAndReadsTheDecisionThatComesHome() {
        String group = groupInNewZealand(Joining.APPROVAL, "care.uk.example");
        String refused = id(uk.post(ben, "/api/groups/" + group + "/join-requests", "{\"note\":\"Hello\"}"));
        uk.get(ben, "/api/join-requests/" + refused).expectBody().jsonPath("$.state").isEqualTo("pending");
        eventually(() -> uk.written("to-nz.answers", JoinAnswers.class), content -> content.stream().anyMatch(
                it -> it.getId().equals(refused) && "care.uk.example".equals(it.getEmailDomain())));

        uk.arrives("nz.to-uk.answers", new RefusalReason(group + "." + refused, 1, "Whakapai"));
        uk.arrives("nz.to-uk.requests", MembershipFacts.joinRefused(refused, group, ben.id(), ngaio));
        eventually(() -> uk.get(ben, "/api/join-requests/" + refused).expectBody().jsonPath("$.state")
                .isEqualTo("refused").jsonPath("$.reason").isEqualTo("Whakapai"));

        String second = id(uk.post(ben, "/api/groups/" + group + "/join-requests", "{}"));
        uk.delete(ben, "/api/join-requests/" + second).expectStatus().isNoContent();
        uk.arrives("nz.shared.membership", MembershipFacts.granted(group, ben.id(), second, ngaio));
        eventually(() -> uk.get(ben, "/api/join-requests/" + second).expectBody().jsonPath("$.state")
                .isEqualTo("granted"));

        uk.delete(ben, "/api/groups/" + group + "/members/me").expectStatus().isNoContent();
        uk.get(ben, "/api/groups/" + group).expectBody().jsonPath("$.myRole").isEqualTo(null);
        eventually(() -> uk.written("to-nz.requests", LeaveRequested.class),
                left -> left.stream().anyMatch(it -> it.getGroupId().equals(group) && it.getMembershipVersion() == 1));
    }

    @Test
    void aPeerCannotSpeakForAGroupOfOurs() {
        String group = uk.create(ada, "approval", "");

        uk.arrives("nz.shared.membership", MembershipFacts.granted(group, ngaio, 1, Role.MEMBER));
        String lie = Ids.create("nz");
        uk.arrives("nz.shared.membership",
                MembershipGranted.newBuilder(MembershipFacts.granted(lie, ngaio, 1, Role.MEMBER))
                        .setGroupId(Ids.create("nz")).build());

        eventually(() -> uk.rows().queryForList("SELECT key FROM membership.parked WHERE reason = 'provenance'",
                String.class), keys -> keys.containsAll(List.of(group + "." + ngaio, lie + "." + ngaio)));
        uk.get(ada, "/api/groups/" + group).expectBody().jsonPath("$.members").isEqualTo(1);
    }

    private String groupInNewZealand(Joining joining, String... approvedDomains) {
        String group = Ids.create("nz");
        uk.arrives("nz.shared.membership", MembershipFacts.created(group, ngaio, joining));
        uk.arrives("nz.shared.charters", MembershipFacts.charter(group, "Whanau", approvedDomains));
        eventually(() -> uk.get(ben, "/api/groups/" + group).expectStatus().isOk());
        return group;
    }

    private String asksFromNewZealand(String group) {
        return asksFromNewZealand(group, ngaio);
    }

    private String asksFromNewZealand(String group, String applicant) {
        uk.arrives("nz.shared.membership", MembershipFacts.registered(applicant));
        uk.arrives("nz.shared.profiles", MembershipFacts.profile(applicant, 1, "Ngaio"));
        String request = Ids.create("nz");
        uk.arrives("nz.to-uk.requests", MembershipFacts.joinRequested(request, group, applicant, Instant.now()));
        return request;
    }
}
