package org.meridian.membership;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.membership.MembershipService.body;
import static org.meridian.membership.MembershipService.id;
import static org.meridian.membership.MembershipService.problem;
import static org.meridian.testing.Waiting.eventually;

import java.net.URLEncoder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meridian.eventlog.Agreement;
import org.meridian.events.membership.Charter;
import org.meridian.events.membership.GroupCreated;
import org.meridian.events.membership.JoinAnswers;
import org.meridian.events.membership.JoinRefused;
import org.meridian.events.membership.JoinRequested;
import org.meridian.events.membership.Joining;
import org.meridian.events.membership.LeaveRequested;
import org.meridian.events.membership.MailContent;
import org.meridian.events.membership.MemberRegistered;
import org.meridian.events.membership.MembershipEnded;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.events.membership.Profile;
import org.meridian.events.membership.RefusalReason;
import org.meridian.events.membership.Role;
import org.meridian.events.membership.Scope;
import org.meridian.events.membership.Visibility;
import org.meridian.membership.MembershipService.Person;
import org.meridian.schemas.Ids;
import org.springframework.http.HttpMethod;

class JoiningStoryTest {

    private static MembershipService uk;
    private static Person ada;
    private static Person ben;

    private final String ngaio = Ids.create("nz");

    @BeforeAll
    static void start() {
        uk = new MembershipService();
        ada = uk.signUp("ada@uk.example", "Ada");
        ben = uk.signUp("ben@care.uk.example", "Ben");
    }

    @AfterAll
    static void stop() {
        uk.close();
    }

    @Test
    void anOpenGroupOfOnesOwnCountryTakesOneInAtOnceAndLetsOneGo() {
        String group = create("open", "");
        Map<?, ?> request = body(uk.post(ben, "/api/groups/" + group + "/join-requests", "{}").expectStatus()
                .isAccepted());
        assertThat(request.get("state")).isEqualTo("granted");
        uk.get(ben, "/api/groups/" + group).expectBody().jsonPath("$.myRole").isEqualTo("member")
                .jsonPath("$.members").isEqualTo(2);
        uk.get(ben, "/api/groups/" + group + "/members").expectBody().jsonPath("$.items[0].displayName")
                .isEqualTo("Ada").jsonPath("$.items[0].role").isEqualTo("owner").jsonPath("$.items[1].memberId")
                .isEqualTo(ben.id());
        assertThat(id(uk.post(ben, "/api/groups/" + group + "/join-requests", "{}"))).isEqualTo(request.get("id"));

        uk.delete(ben, "/api/groups/" + group + "/members/me").expectStatus().isNoContent();
        uk.get(ben, "/api/groups/" + group).expectBody().jsonPath("$.myRole").isEqualTo(null);
        uk.get(ben, "/api/groups/" + group + "/members").expectStatus().isForbidden();
        uk.delete(ben, "/api/groups/" + group + "/members/me").expectStatus().isNoContent();
        uk.delete(ben, "/api/groups/" + create("open", "") + "/members/me").expectStatus().isNotFound();

        Map<?, ?> again = body(uk.post(ben, "/api/groups/" + group + "/join-requests", "{}"));
        assertThat(again.get("state")).isEqualTo("granted");
        assertThat(again.get("id")).isNotEqualTo(request.get("id"));
        eventually(() -> uk.written("shared.membership", MembershipEnded.class).stream().map(MembershipEnded::getId)
                .toList(), ended -> ended.contains(group + "." + ben.id()));
    }

    @Test
    void aModeratorReadsTheAnswersAndApproves() {
        String group = create("approval", ",\"questions\":[\"Why?\"]");
        String request = id(uk.post(ben, "/api/groups/" + group + "/join-requests", """
                {"answers":["Kinship care"],"note":"Hello"}""").expectStatus().isAccepted());
        assertThat(id(uk.post(ben, "/api/groups/" + group + "/join-requests", "{}"))).isEqualTo(request);

        uk.get(ada, "/api/groups/" + group + "/join-requests?state=pending").expectBody().jsonPath("$.items[0].id")
                .isEqualTo(request).jsonPath("$.items[0].answers[0]").isEqualTo("Kinship care")
                .jsonPath("$.items[0].displayName").isEqualTo("Ben").jsonPath("$.items[0].ageSeconds").isNumber()
                .jsonPath("$.items.length()").isEqualTo(1);
        uk.get(ben, "/api/groups/" + group + "/join-requests").expectStatus().isForbidden();
        uk.post(ben, "/api/join-requests/" + request + "/approval", "{}").expectStatus().isForbidden();
        uk.post(ada, "/api/join-requests/" + request + "/approval", "{}").expectStatus().isOk();
        uk.post(ada, "/api/join-requests/" + request + "/approval", "{}").expectStatus().isOk();
        uk.post(ada, "/api/join-requests/" + request + "/refusal", "{\"reason\":\"No\"}").expectStatus()
                .isEqualTo(409);
        uk.get(ben, "/api/join-requests/" + request).expectBody().jsonPath("$.state").isEqualTo("granted");
        uk.delete(ben, "/api/join-requests/" + request).expectStatus().isEqualTo(409);
        uk.get(ada, "/api/groups/" + group + "/join-requests").expectBody().jsonPath("$.items.length()").isEqualTo(0);
    }

    @Test
    void aRefusalHasAReasonThatTheApplicantReads() {
        String group = create("approval", "");
        String request = id(uk.post(ben, "/api/groups/" + group + "/join-requests", "{}"));

        uk.post(ada, "/api/join-requests/" + request + "/refusal", "{\"reason\":\"Full\"}").expectStatus().isOk();

        uk.get(ben, "/api/join-requests/" + request).expectBody().jsonPath("$.state").isEqualTo("refused")
                .jsonPath("$.reason").isEqualTo("Full");
        uk.post(ada, "/api/join-requests/" + request + "/approval", "{}").expectStatus().isEqualTo(409);
        assertThat(id(uk.post(ben, "/api/groups/" + group + "/join-requests", "{}"))).isNotEqualTo(request);
    }

    @Test
    void whatIsWithdrawnIsNotDecidedAnyMore() {
        String group = create("approval", "");
        String request = id(uk.post(ben, "/api/groups/" + group + "/join-requests", "{}"));

        uk.delete(ben, "/api/join-requests/" + request).expectStatus().isNoContent();
        uk.delete(ben, "/api/join-requests/" + request).expectStatus().isNoContent();

        uk.get(ben, "/api/join-requests/" + request).expectBody().jsonPath("$.state").isEqualTo("withdrawn");
        uk.post(ada, "/api/join-requests/" + request + "/approval", "{}").expectStatus().isEqualTo(409);
    }

    @Test
    void anApprovedDomainIsEnoughOnceItIsKnown() {
        String group = create("approval", ",\"approvedDomains\":[\"Care.UK.example\",\"health.govt.nz\"]");

        uk.post(ben, "/api/groups/" + group + "/join-requests", "{}").expectBody().jsonPath("$.state")
                .isEqualTo("granted");

        String request = asksFromNewZealand(group);
        eventually(() -> uk.get(ada, "/api/join-requests/" + request).expectBody().jsonPath("$.state")
                .isEqualTo("pending"));
        uk.arrives("nz.to-uk.answers", new JoinAnswers(request, 1, "Kia ora", List.of(), "health.govt.nz"));
        eventually(() -> uk.get(ada, "/api/join-requests/" + request).expectBody().jsonPath("$.state")
                .isEqualTo("granted"));
    }

    @Test
    void aRequestFromAbroadIsGrantedAtHomeForAllToSee() {
        String group = create("open", "");

        String request = asksFromNewZealand(group);

        List<MembershipGranted> granted = eventually(() -> uk.written("shared.membership", MembershipGranted.class)
                .stream().filter(it -> request.equals(it.getRequestId())).toList(), found -> !found.isEmpty());
        assertThat(granted).singleElement().satisfies(it -> {
            assertThat(it.getId()).isEqualTo(group + "." + ngaio);
            assertThat(it.getRole()).isEqualTo(Role.MEMBER);
        });
        uk.arrives("nz.to-uk.requests", leaves(group, 1));
        eventually(() -> uk.written("shared.membership", MembershipEnded.class),
                ended -> ended.stream().anyMatch(it -> it.getId().equals(group + "." + ngaio)));
    }

    @Test
    void aRefusalGoesToTheApplicantsCountryOnly() {
        String group = create("approval", "");
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
        String first = create("open", "");
        String second = create("open", "");
        String request = asksFromNewZealand(first);
        uk.arrives("nz.to-uk.requests",
                new JoinRequested(UUID.randomUUID(), request, 2, Instant.EPOCH, ngaio, second, ngaio));

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
        uk.arrives("nz.to-uk.requests", new JoinRefused(UUID.randomUUID(), group + "." + refused, 1, Instant.now(),
                ngaio, group, ben.id(), refused));
        eventually(() -> uk.get(ben, "/api/join-requests/" + refused).expectBody().jsonPath("$.state")
                .isEqualTo("refused").jsonPath("$.reason").isEqualTo("Whakapai"));

        String second = id(uk.post(ben, "/api/groups/" + group + "/join-requests", "{}"));
        uk.delete(ben, "/api/join-requests/" + second).expectStatus().isNoContent();
        uk.arrives("nz.shared.membership", granted(group, ben.id(), 1, second));
        eventually(() -> uk.get(ben, "/api/join-requests/" + second).expectBody().jsonPath("$.state")
                .isEqualTo("granted"));

        uk.delete(ben, "/api/groups/" + group + "/members/me").expectStatus().isNoContent();
        uk.get(ben, "/api/groups/" + group).expectBody().jsonPath("$.myRole").isEqualTo(null);
        eventually(() -> uk.written("to-nz.requests", LeaveRequested.class),
                left -> left.stream().anyMatch(it -> it.getGroupId().equals(group) && it.getMembershipVersion() == 1));
    }

    @Test
    void aPeerCannotSpeakForAGroupOfOurs() {
        String group = create("approval", "");

        uk.arrives("nz.shared.membership", granted(group, ngaio, 1, null));
        String lie = Ids.create("nz");
        uk.arrives("nz.shared.membership", MembershipGranted.newBuilder(granted(lie, ngaio, 1, null))
                .setGroupId(Ids.create("nz")).build());

        eventually(() -> uk.rows().queryForList("SELECT key FROM membership.parked WHERE reason = 'provenance'",
                String.class), keys -> keys.containsAll(List.of(group + "." + ngaio, lie + "." + ngaio)));
        uk.get(ada, "/api/groups/" + group).expectBody().jsonPath("$.members").isEqualTo(1);
    }

    @Test
    void aSecretGroupDoesNotExistForThoseOutside() {
        String group = id(uk.post(ada, "/api/groups", """
                {"name":"Whistle","purpose":"Unspoken","scope":"international","visibility":"secret"}"""));

        String hidden = problem(uk.get(ben, "/api/groups/" + group).expectStatus().isNotFound());
        String missing = problem(uk.get(ben, "/api/groups/" + Ids.create("uk")).expectStatus().isNotFound());
        uk.post(ben, "/api/groups/" + group + "/join-requests", "{}").expectStatus().isNotFound();
        uk.get(ben, "/api/groups?q=unspoken").expectBody().jsonPath("$.items.length()").isEqualTo(0);
        uk.get(ada, "/api/groups?q=unspoken").expectBody().jsonPath("$.items[0].id").isEqualTo(group);

        assertThat(hidden.replace(group, "")).isEqualTo(missing.replaceAll("uk-[0-9a-f-]{36}", ""));
    }

    @Test
    void aDomesticGroupStaysInItsCountry() {
        String group = id(uk.post(ada, "/api/groups", """
                {"name":"At home","purpose":"p","scope":"domestic"}""").expectStatus().isCreated());
        uk.post(ben, "/api/groups/" + group + "/join-requests", "{}").expectBody().jsonPath("$.state")
                .isEqualTo("granted");

        eventually(() -> uk.written("domestic.membership", MembershipGranted.class), granted -> granted.stream()
                .filter(it -> it.getGroupId().equals(group)).count() == 2);
        for (String topic : List.of("shared.membership", "shared.charters", "to-nz.requests", "to-nz.answers")) {
            assertThat(uk.kafka.readAll(topic)).noneMatch(it -> it.key().contains(group));
        }
        assertThat(uk.bean(Agreement.class).groups()).noneMatch(it -> it.group().equals(group));
    }

    @Test
    void theLastOwnerStays() {
        String group = create("open", "");

        assertThat(problem(uk.delete(ada, "/api/groups/" + group + "/members/me").expectStatus().isEqualTo(409)))
                .contains("last-owner");
    }

    @Test
    void anOwnerChangesTheCharter() {
        String group = create("open", "");

        uk.patch(ben, "/api/groups/" + group, "{\"name\":\"Mine\"}").expectStatus().isForbidden();
        uk.patch(ada, "/api/groups/" + group, "{\"name\":\"Renamed\",\"rules\":\"Be kind\"}").expectStatus().isOk()
                .expectBody().jsonPath("$.name").isEqualTo("Renamed").jsonPath("$.rules").isEqualTo("Be kind")
                .jsonPath("$.purpose").isEqualTo("p");
    }

    @Test
    void aGroupIsCreatedOncePerIdempotencyKey() {
        String draft = "{\"name\":\"Once\",\"purpose\":\"p\",\"scope\":\"international\"}";
        String first = id(uk.call(HttpMethod.POST, ada.token(), "/api/groups", draft, "key-1"));

        assertThat(id(uk.call(HttpMethod.POST, ada.token(), "/api/groups", draft, "key-1"))).isEqualTo(first);
        uk.call(HttpMethod.POST, ada.token(), "/api/groups", draft.replace("Once", "Twice"), "key-1").expectStatus()
                .isEqualTo(422);
        String path = "/api/groups/" + first + "/join-requests";
        String asked = id(uk.call(HttpMethod.POST, ben.token(), path, "{}", "key-2"));
        assertThat(id(uk.call(HttpMethod.POST, ben.token(), path, "{}", "key-2"))).isEqualTo(asked);
        uk.call(HttpMethod.POST, ben.token(), path, "{\"note\":\"other\"}", "key-2").expectStatus().isEqualTo(422);
    }

    @Test
    void askingAgainWithOtherWordsIsRefusedRatherThanForgotten() {
        String path = "/api/groups/" + create("approval", ",\"questions\":[\"Why?\"]") + "/join-requests";
        String asked = id(uk.post(ben, path, "{\"answers\":[\"To learn\"],\"note\":\"Hello\"}"));

        assertThat(id(uk.post(ben, path, "{\"answers\":[\"To learn\"],\"note\":\"Hello\"}"))).isEqualTo(asked);
        assertThat(id(uk.post(ben, path, "{}"))).isEqualTo(asked);
        uk.post(ben, path, "{\"answers\":[\"To teach\"]}").expectStatus().isEqualTo(409).expectBody()
                .jsonPath("$.type").isEqualTo("urn:meridian:asked-already");

        uk.delete(ben, "/api/join-requests/" + asked).expectStatus().isNoContent();
        assertThat(id(uk.post(ben, path, "{\"answers\":[\"To teach\"]}"))).isNotEqualTo(asked);
    }

    @Test
    void anApplicantsKeyGivesTheFirstResultWhateverTheGroupAsksByNow() {
        String group = create("approval", ",\"questions\":[\"Why?\"]");
        String path = "/api/groups/" + group + "/join-requests";
        String asked = id(uk.call(HttpMethod.POST, ben.token(), path, "{\"answers\":[\"To learn\"]}", "key-3"));

        uk.patch(ada, "/api/groups/" + group, "{\"questions\":[]}").expectStatus().isOk();

        assertThat(id(uk.call(HttpMethod.POST, ben.token(), path, "{\"answers\":[\"To learn\"]}", "key-3")))
                .isEqualTo(asked);
        uk.call(HttpMethod.POST, ben.token(), path, "{\"answers\":[\"To learn\"]}", "key-4").expectStatus()
                .isBadRequest();
    }

    @ParameterizedTest
    @ValueSource(strings = {"whanau ora", "Whānau Ora", "WHA\u0304NAU", "tamariki"})
    void groupsAreFoundWhateverTheAccentsAndTheCase(String text) {
        String group = id(uk.post(ada, "/api/groups", """
                {"name":"Whānau Ora","purpose":"Ngā Tamariki","scope":"international"}"""));

        uk.get(ben, "/api/groups?q=" + URLEncoder.encode(text, UTF_8)).expectBody().jsonPath("$.items[0].id")
                .isEqualTo(group);
        uk.get(ben, "/api/groups?q=whenau").expectBody().jsonPath("$.items").isEmpty();
    }

    @Test
    void groupsAreFoundPageByPage() {
        for (int i = 0; i < 3; i++) {
            uk.post(ada, "/api/groups", """
                    {"name":"Page %d","purpose":"leafing","scope":"international"}""".formatted(i));
        }

        Map<?, ?> first = body(uk.get(ben, "/api/groups?q=LEAFING&limit=2"));
        Map<?, ?> second = body(uk.get(ben, "/api/groups?q=LEAFING&limit=2&cursor=" + first.get("next")));

        assertThat(names(first)).containsExactly("Page 2", "Page 1");
        assertThat(names(second)).containsExactly("Page 0");
        assertThat(second.get("next")).isNull();
    }

    @Test
    void aGroupFromAbroadIsShownOnceItsContentIsHere() {
        String group = Ids.create("nz");
        uk.arrives("nz.shared.charters", new Charter(group, 1, "Whanau", "p", null, List.of(),
                List.of()));
        uk.arrives("nz.shared.membership", created(group, Joining.OPEN));

        eventually(() -> uk.get(ada, "/api/groups/" + group).expectStatus().isOk().expectBody().jsonPath("$.home")
                .isEqualTo("nz"));
        assertThat(uk.bean(Agreement.class).groups()).anyMatch(it -> it.group().equals(group) && it.facts() == 1);
    }

    private static List<String> names(Map<?, ?> page) {
        return requireNonNull((List<?>) page.get("items")).stream()
                .map(it -> String.valueOf(((Map<?, ?>) it).get("name"))).toList();
    }

    private static String create(String joining, String more) {
        return id(uk.post(ada, "/api/groups", """
                {"name":"Group","purpose":"p","scope":"international","joining":"%s"%s}""".formatted(joining, more))
                .expectStatus().isCreated());
    }

    private String groupInNewZealand(Joining joining, String... approvedDomains) {
        String group = Ids.create("nz");
        uk.arrives("nz.shared.membership", created(group, joining));
        uk.arrives("nz.shared.charters", new Charter(group, 1, "Whanau", "p", null, List.of(),
                List.of(approvedDomains)));
        eventually(() -> uk.get(ben, "/api/groups/" + group).expectStatus().isOk());
        return group;
    }

    private GroupCreated created(String group, Joining joining) {
        return new GroupCreated(UUID.randomUUID(), group, 1, Instant.now(), ngaio, Scope.INTERNATIONAL,
                Visibility.LISTED, joining, MailContent.FULL);
    }

    private String asksFromNewZealand(String group) {
        uk.arrives("nz.shared.membership",
                new MemberRegistered(UUID.randomUUID(), ngaio, 1, Instant.now(), ngaio));
        uk.arrives("nz.shared.profiles", new Profile(ngaio, 1, "Ngaio", null, null, List.of()));
        String request = Ids.create("nz");
        uk.arrives("nz.to-uk.requests",
                new JoinRequested(UUID.randomUUID(), request, 1, Instant.now(), ngaio, group, ngaio));
        return request;
    }

    private LeaveRequested leaves(String group, int version) {
        return new LeaveRequested(UUID.randomUUID(), Ids.create("nz"), 1, Instant.now(), ngaio, group, ngaio, version);
    }

    private static MembershipGranted granted(String group, String member, int version,
            @Nullable String request) {
        return new MembershipGranted(UUID.randomUUID(), group + "." + member, version, Instant.now(), member, group,
                member, Role.MEMBER, request);
    }
}
