package org.meridian.membership.groups;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.membership.MembershipService.body;
import static org.meridian.membership.MembershipService.id;
import static org.meridian.membership.MembershipService.problem;
import static org.meridian.testing.Waiting.eventually;

import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meridian.eventlog.Agreement;
import org.meridian.events.membership.GroupChanged;
import org.meridian.events.membership.Joining;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.membership.MembershipService;
import org.meridian.membership.MembershipService.Person;
import org.meridian.schemas.Ids;
import org.meridian.testing.MembershipFacts;
import org.meridian.testing.Shared;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;

class GroupsTest {

    private final MembershipService uk;
    private final Person ada;
    private final Person ben;
    private final String ngaio = Ids.create("nz");

    GroupsTest(@Shared MembershipService uk) {
        this.uk = uk;
        ada = uk.resident("ada@uk.example", "Ada");
        ben = uk.resident("ben@care.uk.example", "Ben");
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
    void anOwnerChangesTheCharter() {
        String group = uk.create(ada, "open", "");

        uk.patch(ben, "/api/groups/" + group, "{\"name\":\"Mine\"}").expectStatus().isForbidden();
        uk.patch(ada, "/api/groups/" + group, "{\"name\":\"Renamed\",\"rules\":\"Be kind\"}").expectStatus().isOk()
                .expectBody().jsonPath("$.name").isEqualTo("Renamed").jsonPath("$.rules").isEqualTo("Be kind")
                .jsonPath("$.purpose").isEqualTo("p");
    }

    @Test
    void anOwnerChangesHowTheGroupIsFoundAndJoined() {
        String group = uk.create(ada, "approval", "");
        String request = id(uk.post(ben, "/api/groups/" + group + "/join-requests", "{}").expectStatus().isAccepted());
        String opened = "{\"joining\":\"open\",\"visibility\":\"unlisted\",\"mail\":\"titles\",\"rules\":\"Be kind\"}";

        uk.patch(ada, "/api/groups/" + group + "?preview=true", opened).expectStatus().isOk().expectBody()
                .jsonPath("$.effects[*].what")
                .isEqualTo(List.of("visibility.unlisted", "joining.open", "joining.let-in", "mail.titles"))
                .jsonPath("$.effects[2].people").isEqualTo(1).jsonPath("$.effects[2].sentence")
                .isEqualTo("One person who is waiting becomes a member at once.");
        uk.patch(ben, "/api/groups/" + group + "?preview=true", opened).expectStatus().isForbidden();
        uk.get(ben, "/api/groups/" + group).expectBody().jsonPath("$.joining").isEqualTo("approval")
                .jsonPath("$.rules").isEqualTo(null);

        uk.patch(ada, "/api/groups/" + group, opened).expectStatus().isOk().expectBody().jsonPath("$.joining")
                .isEqualTo("open").jsonPath("$.visibility").isEqualTo("unlisted").jsonPath("$.mail").isEqualTo("titles")
                .jsonPath("$.rules").isEqualTo("Be kind");
        uk.patch(ada, "/api/groups/" + group, opened).expectStatus().isOk();

        eventually(() -> uk.get(ben, "/api/join-requests/" + request).expectBody().jsonPath("$.state")
                .isEqualTo("granted"));
        assertThat(eventually(() -> uk.written("shared.membership", GroupChanged.class).stream()
                .filter(it -> it.getId().equals(group)).toList(), it -> !it.isEmpty())).hasSize(1)
                .allMatch(it -> it.getVersion() == 2 && it.getActorId().equals(ada.id()));
    }

    @Test
    void whoeverChangesACharterThatSomebodyElseHasChangedIsTold() {
        String group = uk.create(ada, "open", "");
        String read = String.valueOf(body(uk.get(ada, "/api/groups/" + group)).get("version"));
        String renamed = "{\"name\":\"Renamed\",\"version\":\"" + read + "\"}";

        uk.patch(ben, "/api/groups/" + group, renamed).expectStatus().isForbidden();
        uk.patch(ada, "/api/groups/" + group, renamed).expectStatus().isOk().expectBody().jsonPath("$.version")
                .value(it -> assertThat(it).isNotEqualTo(read));
        for (String call : List.of("", "?preview=true")) {
            uk.patch(ada, "/api/groups/" + group + call, renamed).expectStatus().isEqualTo(HttpStatus.CONFLICT)
                    .expectBody().jsonPath("$.type").isEqualTo("/problems/charter-changed");
        }
        uk.patch(ben, "/api/groups/" + group, renamed).expectStatus().isForbidden();
    }

    @Test
    void aGroupThatBecomesSecretIsGoneForThoseOutside() {
        String group = uk.create(ada, "open", "");
        uk.get(ben, "/api/groups/" + group).expectStatus().isOk();

        uk.patch(ada, "/api/groups/" + group, "{\"visibility\":\"secret\"}").expectStatus().isOk();
        uk.get(ben, "/api/groups/" + group).expectStatus().isNotFound();

        uk.patch(ada, "/api/groups/" + group, "{\"visibility\":\"listed\"}").expectStatus().isOk();
        uk.get(ben, "/api/groups/" + group).expectStatus().isOk();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"visibility\":\"hidden\"}", "{\"joining\":\"\"}", "{\"mail\":\"unknown\"}",
            "{\"scope\":\"domestic\"}"})
    void aCharterTakesWhatThereIsAndNothingElse(String change) {
        uk.patch(ada, "/api/groups/" + uk.create(ada, "open", ""), change).expectStatus().isBadRequest();
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

    @ParameterizedTest
    @ValueSource(strings = {"whanau ora", "Whānau Ora", "WHA\u0304NAU", "tamariki"})
    void groupsAreFoundWhateverTheAccentsAndTheCase(String text) {
        String group = id(uk.post(ada, "/api/groups", """
                {"name":"Whānau Ora","purpose":"Ngā Tamariki","scope":"international"}"""));

        uk.get(ben, "/api/groups?q=" + URLEncoder.encode(text, UTF_8)).expectBody().jsonPath("$.items[0].id")
                .isEqualTo(group);
        uk.get(ben, "/api/groups?q=whenau").expectBody().jsonPath("$.items").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hawaii", "Hawai’i", "hawai'i okina", "strasse", "STRAẞE", "lodz", "fieldwork", "zerowidth",
            "post-fire", "post–fire", "fire post", "“strasse” lodz", "field\u200bwork", "peat"})
    void groupsAreFoundWordByWordHoweverTheyAreWritten(String text) {
        String group = id(uk.post(ada, "/api/groups", """
                {"name":"Hawaiʻi ʻOkina – Straße","purpose":"Łódź ﬁeldwork zero\u200bwidth post\u2011fire peatland",
                 "scope":"international"}"""));

        uk.get(ben, "/api/groups?q=" + URLEncoder.encode(text, UTF_8)).expectBody().jsonPath("$.items[0].id")
                .isEqualTo(group);
    }

    @ParameterizedTest
    @ValueSource(strings = {"whanau nowhere", "–", "’"})
    void aGroupWithoutOneOfTheWordsIsNotFound(String text) {
        uk.post(ada, "/api/groups", """
                {"name":"Whānau – here","purpose":"p","scope":"international"}""");

        uk.get(ben, "/api/groups?q=" + URLEncoder.encode(text, UTF_8)).expectBody().jsonPath("$.items").isEmpty();
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

        for (String other : List.of("/api/groups?cursor=", "/api/groups?q=page&cursor=",
                "/api/groups/" + uk.create(ada, "open", "") + "/members?cursor=")) {
            uk.get(ada, other + first.get("next")).expectStatus().isBadRequest().expectBody()
                    .jsonPath("$.errors[0].field").isEqualTo("cursor");
        }
    }

    @Test
    void aGroupFromAbroadIsShownOnceItsContentIsHere() {
        String group = Ids.create("nz");
        uk.arrives("nz.shared.charters", MembershipFacts.charter(group, "Whanau"));
        uk.arrives("nz.shared.membership", MembershipFacts.created(group, ngaio, Joining.OPEN));

        eventually(() -> uk.get(ada, "/api/groups/" + group).expectStatus().isOk().expectBody().jsonPath("$.home")
                .isEqualTo("nz"));
        assertThat(uk.bean(Agreement.class).groups()).anyMatch(it -> it.group().equals(group) && it.facts() == 1);
    }

    private static List<String> names(Map<?, ?> page) {
        return requireNonNull((List<?>) page.get("items")).stream()
                .map(it -> String.valueOf(((Map<?, ?>) it).get("name"))).toList();
    }
}
