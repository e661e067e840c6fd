package org.meridian.membership.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.membership.MembershipService.body;
import static org.meridian.testing.Waiting.eventually;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meridian.events.membership.ColleagueProfile;
import org.meridian.events.membership.Joining;
import org.meridian.events.membership.OwnProfile;
import org.meridian.events.membership.Profile;
import org.meridian.events.membership.Role;
import org.meridian.membership.MembershipService;
import org.meridian.membership.MembershipService.Person;
import org.meridian.testing.MembershipFacts;
import org.meridian.testing.Shared;
import org.meridian.testing.TestIds;

/** Who sees which field of a profile, and who finds whom by it. */
class ProfilesTest {

    private static final String ALL = """
            {"profession":"Social worker","organisation":"%1$s Council","practiceArea":"Kinship %1$s","pronouns":"they/them",
             "expertise":["Whānau %1$s","court work"],"languages":["te reo Māori %1$s","English"],
             "workingHours":[{"day":"TUESDAY","from":"09:00","to":"17:00"},{"day":"MONDAY","from":"22:00","to":"06:00"}],
             "visibility":{"profession":"%2$s","organisation":"%2$s","practiceArea":"%2$s","pronouns":"%2$s",
                           "expertise":"%2$s","languages":"%2$s","workingHours":"%2$s"}}""";
    private static final List<String> FIELDS = List.of("profession", "organisation", "practiceArea", "pronouns");
    private static final List<String> LISTS = List.of("expertise", "languages", "workingHours");

    private final MembershipService uk;
    private final Person ada;
    private final Person ben;
    /** Of this test alone, so that a search finds nobody else. */
    private final String word = "w" + UUID.randomUUID().toString().replace("-", "");

    ProfilesTest(@Shared MembershipService uk) {
        this.uk = uk;
        ada = uk.signUp(word + "@uk.example", "Ada " + word);
        ben = uk.resident("ben@care.uk.example", "Ben");
    }

    private Map<?, ?> seenBy(Person reader) {
        return body(uk.get(reader, "/api/members/" + ada.id()).expectStatus().isOk());
    }

    private static void assertShows(Map<?, ?> member, boolean shows) {
        FIELDS.forEach(it -> assertThat(member.get(it) != null).as(it).isEqualTo(shows));
        LISTS.forEach(it -> assertThat(((List<?>) Objects.requireNonNull(member.get(it))).size()).as(it)
                .isEqualTo(shows ? 2 : 0));
        for (String it : List.of("timeZone", "nowAtLocal", "inWorkingHours")) {
            assertThat(member.get(it) != null).as(it).isEqualTo(shows);
        }
    }

    private List<String> found(Person reader, String query) {
        return ((List<?>) Objects.requireNonNull(
                body(uk.get(reader, "/api/members?" + query).expectStatus().isOk()).get("items"))).stream()
                .map(it -> String.valueOf(((Map<?, ?>) it).get("id"))).toList();
    }

    private List<String> ways() {
        String encoded = URLEncoder.encode("WHANAU " + word, StandardCharsets.UTF_8);
        return List.of("q=kin+" + word, "q=" + word + "+council", "expertise=" + encoded, "language=maori+" + word,
                "q=ada&language=" + word, "country=uk&expertise=" + word);
    }

    private String groupOfBoth() {
        String group = uk.create(ada, "open", "");
        uk.post(ben, "/api/groups/" + group + "/join-requests", "{}").expectStatus().isAccepted();
        return group;
    }

    @ParameterizedTest
    @CsvSource({"everyone, true, true", "groups, false, true", "nobody, false, false"})
    void aFieldIsShownToThoseForWhomItIs(String audience, boolean toAll, boolean toColleagues) {
        Map<?, ?> mine = body(uk.patch(ada, "/api/members/me", ALL.formatted(word, audience)).expectStatus().isOk());
        FIELDS.forEach(it -> assertThat(mine.get(it)).as(it).isNotNull());
        assertThat(String.valueOf(mine.get("visibility"))).contains("workingHours=" + audience);

        assertShows(seenBy(ben), toAll);
        assertThat(ways()).allSatisfy(it -> assertThat(found(ben, it)).as(it).hasSize(toAll ? 1 : 0));
        assertThat(found(ben, "q=" + word)).as("by the name").containsExactly(ada.id());

        String group = groupOfBoth();
        assertShows(seenBy(ben), toColleagues);
        assertThat(ways()).allSatisfy(it -> assertThat(found(ben, it)).as(it).hasSize(toColleagues ? 1 : 0));
        assertThat(body(uk.get(ben, "/api/groups/" + group + "/members/" + ada.id())).get("profession") != null)
                .isEqualTo(toColleagues);

        uk.delete(ben, "/api/groups/" + group + "/members/me").expectStatus().isNoContent();
        assertShows(seenBy(ben), toAll);
        assertThat(ways()).allSatisfy(it -> assertThat(found(ben, it)).as(it).hasSize(toAll ? 1 : 0));
    }

    @ParameterizedTest
    @CsvSource({"everyone, shared.profiles", "groups, shared.colleagues", "nobody, domestic.profiles"})
    void whatNobodySeesCrossesNoBorder(String audience, String furthest) {
        uk.patch(ada, "/api/members/me", ALL.formatted(word, audience)).expectStatus().isOk();

        eventually(() -> uk.written("domestic.profiles", OwnProfile.class),
                all -> all.stream().anyMatch(it -> it.getId().equals(ada.id())));
        List<String> topics = new ArrayList<>();
        for (String topic : List.of("shared.profiles", "shared.colleagues", "domestic.profiles", "shared.membership",
                "to-nz.requests", "to-nz.answers")) {
            if (uk.kafka.readAll(topic).stream().anyMatch(it -> it.value() != null
                    && new String(it.value(), StandardCharsets.UTF_8).contains(word + " Council"))) {
                topics.add(topic);
            }
        }
        assertThat(topics).containsOnly(furthest, "domestic.profiles");
        boolean shown = !audience.equals("nobody");
        assertThat(uk.written("shared.profiles", Profile.class)).filteredOn(it -> it.getId().equals(ada.id())).last()
                .satisfies(it -> assertThat(it.getTimeZone()).isEqualTo(furthest.endsWith("profiles") && shown
                        ? "Europe/London"
                        : null));
        assertThat(uk.written("shared.colleagues", ColleagueProfile.class))
                .filteredOn(it -> it.getId().equals(ada.id()))
                .hasSize(audience.equals("groups") ? 1 : 0);
    }

    @Test
    void whatIsHiddenLaterIsTakenBack() {
        uk.patch(ada, "/api/members/me", ALL.formatted(word, "everyone")).expectStatus().isOk();
        uk.patch(ada, "/api/members/me", "{\"visibility\":{\"organisation\":\"groups\",\"workingHours\":\"nobody\"}}")
                .expectStatus().isOk();

        Map<?, ?> seen = seenBy(ben);
        assertThat(seen.get("organisation")).isNull();
        assertThat(seen.get("timeZone")).isNull();
        assertThat(seen.get("profession")).isEqualTo("Social worker");
        groupOfBoth();
        assertThat(seenBy(ben).get("organisation")).isEqualTo(word + " Council");
        assertThat(seenBy(ben).get("timeZone")).isNull();
        assertThat(body(uk.get(ada, "/api/members/me")).get("workingHours")).asInstanceOf(
                org.assertj.core.api.InstanceOfAssertFactories.LIST).hasSize(2);
        eventually(() -> uk.written("shared.profiles", Profile.class).stream().filter(it -> it.getId().equals(ada.id()))
                .toList().getLast(), it -> it.getOrganisation() == null && it.getTimeZone() == null);
    }

    @Test
    void whoLivesElsewhereFromNowOnWorksByThatClock() {
        uk.patch(ada, "/api/members/me", ALL.formatted(word, "everyone")).expectStatus().isOk();
        uk.patch(ada, "/api/members/me", "{\"timeZone\":\"Pacific/Auckland\"}").expectStatus().isOk();

        assertThat(seenBy(ben).get("timeZone")).isEqualTo("Pacific/Auckland");
        assertThat(String.valueOf(seenBy(ben).get("nowAtLocal"))).matches(".*\\+1[23]:00");
    }

    @Test
    void whatAnotherCountrySendsIsShownToThoseForWhomItIs() {
        String ngaio = TestIds.id("nz-" + word);
        uk.arrives("nz.shared.membership", MembershipFacts.registered(ngaio));
        uk.arrives("nz.shared.profiles", Profile.newBuilder().setId(ngaio).setVersion(1).setDisplayName("Ngaio " + word)
                .setProfession("Teacher").setWorkingHours(List.of("nonsense", "MONDAY 09:00-17:00"))
                .setTimeZone("Mars/Olympus").build());
        uk.arrives("nz.shared.colleagues", ColleagueProfile.newBuilder().setId(ngaio).setVersion(1)
                .setExpertise(List.of("Rivers " + word)).build());
        String nzs = TestIds.id("nz-group " + word);
        uk.arrives("nz.shared.membership", MembershipFacts.created(nzs, ngaio, Joining.OPEN));
        uk.arrives("nz.shared.charters", MembershipFacts.charter(nzs, "Rivers"));
        uk.arrives("nz.shared.membership", MembershipFacts.granted(nzs, ngaio, 1, Role.OWNER));
        eventually(() -> found(ben, "country=nz&q=" + word), it -> it.equals(List.of(ngaio)));

        Map<?, ?> seen = body(uk.get(ben, "/api/members/" + ngaio));
        assertThat(seen.get("timeZone")).isNull();
        assertThat(seen.get("inWorkingHours")).isNull();
        assertThat(String.valueOf(seen.get("workingHours"))).contains("MONDAY").doesNotContain("nonsense");
        assertThat(found(ben, "expertise=rivers+" + word)).isEmpty();

        // A membership that is only offered makes nobody a colleague.
        uk.arrives("nz.shared.membership", MembershipFacts.granted(nzs, ben.id(), 1, Role.MEMBER));
        eventually(() -> body(uk.get(ben, "/api/groups/" + nzs)).get("offeredRole"), "member"::equals);
        assertThat(found(ben, "expertise=rivers+" + word)).isEmpty();
        uk.call(org.springframework.http.HttpMethod.POST, ben.token(), "/api/groups/" + nzs + "/members/me", null, null)
                .expectStatus().isNoContent();
        assertThat(found(ben, "expertise=rivers+" + word)).containsExactly(ngaio);
    }

    @Test
    void aNameThatMisleadsStandsBetweenQuotationMarks() {
        uk.patch(ada, "/api/members/me", "{\"displayName\":\"Moderator\\u200b " + word + "\"}").expectStatus().isOk();

        assertThat(seenBy(ben).get("displayName")).isEqualTo("“Moderator " + word + "”");
        assertThat(seenBy(ben).get("doubt")).isEqualTo("role");
        Map<?, ?> mine = body(uk.get(ada, "/api/members/me"));
        assertThat(mine.get("displayName")).isEqualTo("Moderator\u200b " + word);
        assertThat(mine.get("shownName")).isEqualTo("“Moderator " + word + "”");
        assertThat(found(ben, "q=moderator+" + word)).containsExactly(ada.id());
    }

    @Test
    void thePagesFollowEachOtherInTheOrderOfNames() {
        List<String> ids = new ArrayList<>();
        for (String name : List.of("Zoë", "Émile", "Eve", "eve", "Ån")) {
            ids.add(uk.signUp(UUID.randomUUID() + "@uk.example", name + " " + word).id());
        }
        List<String> all = new ArrayList<>();
        String cursor = null;
        do {
            Map<?, ?> page = body(uk.get(ben, "/api/members?limit=2&q=" + word
                    + (cursor == null ? "" : "&cursor=" + cursor)).expectStatus().isOk());
            ((List<?>) Objects.requireNonNull(page.get("items")))
                    .forEach(it -> all.add(String.valueOf(((Map<?, ?>) it).get("id"))));
            cursor = text(page.get("next"));
        } while (cursor != null);
        assertThat(all).containsExactly(ada.id(), ids.get(4), ids.get(1), ids.get(2), ids.get(3), ids.get(0));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : String.valueOf(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"q=-+-", "expertise=%E2%80%94", "q=nobody-has-this", "country=none", "q=%27%3A%2A+%7C+%21",
            "language=%5C%27", "q=%F0%9F%A6%A9"})
    void whatNobodyHasFindsNobody(String query) {
        assertThat(found(ben, query)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "{\"expertise\":[\"\"]};expertise[0]", "{\"languages\":[null]};languages[0]",
            "{\"pronouns\":\"a\\u202eb\"};pronouns", "{\"practiceArea\":\"\\u200b\"};practiceArea",
            "{\"visibility\":{\"pronouns\":\"friends\"}};visibility.pronouns",
            "{\"visibility\":{\"pronouns\":\"unknown\"}};visibility.pronouns",
            "{\"visibility\":{\"displayName\":\"nobody\"}};visibility.displayName",
            "{\"workingHours\":[null]};workingHours[0].day",
            "{\"workingHours\":[{\"day\":\"MONDAY\",\"from\":\"09:00\",\"to\":\"12:00\"},{\"day\":\"MONDAY\",\"from\":\"13:00\",\"to\":\"17:00\"}]};workingHours",
            "{\"workingHours\":[{\"day\":\"monday\",\"from\":\"09:00\",\"to\":\"17:00\"}]};workingHours[0].day",
            "{\"workingHours\":[{\"day\":\"MONDAY\",\"from\":\"9\",\"to\":\"17:00\"}]};workingHours[0].from",
            "{\"workingHours\":[{\"day\":\"MONDAY\",\"from\":\"09:00\",\"to\":\"24:00\"}]};workingHours[0].to",
            "{\"workingHours\":[{\"day\":\"MONDAY\",\"from\":\"09:00\",\"to\":\"09:00\"}]};workingHours[0].to"})
    void aMistakeIsNamed(String json, String field) {
        uk.patch(ada, "/api/members/me", json).expectStatus().isBadRequest().expectBody()
                .jsonPath("$.errors[0].field").isEqualTo(field);
    }

    @Test
    void thereIsAnEndToEverything() {
        String hours = "{\"day\":\"MONDAY\",\"from\":\"09:00\",\"to\":\"17:00\"}";
        for (String json : List.of("{\"workingHours\":[" + hours + ("," + hours).repeat(7) + "]}",
                "{\"languages\":[\"a\"" + ",\"a\"".repeat(20) + "]}", "{\"pronouns\":\"" + "a".repeat(51) + "\"}",
                "{\"practiceArea\":\"" + "a".repeat(100_001) + "\"}")) {
            uk.patch(ada, "/api/members/me", json).expectStatus().isBadRequest();
        }
        // One letter that is written out with eighteen.
        uk.patch(ada, "/api/members/me", "{\"practiceArea\":\"" + "\ufdfa".repeat(200) + "\",\"languages\":[\""
                + "a".repeat(100) + "\"]}").expectStatus().isOk();
        uk.get(ben, "/api/members?q=" + "a".repeat(201)).expectStatus().isBadRequest();
        assertThat(found(ben, "language=" + "a".repeat(100))).contains(ada.id());
    }

    @Test
    void whatWasTheSameIsWrittenOnce() {
        uk.patch(ada, "/api/members/me", ALL.formatted(word, "groups")).expectStatus().isOk();
        uk.patch(ada, "/api/members/me", ALL.formatted(word, "groups")).expectStatus().isOk();
        uk.patch(ada, "/api/members/me", "{\"pronouns\":\"\"}").expectStatus().isOk();

        eventually(() -> uk.written("domestic.profiles", OwnProfile.class).stream()
                .filter(it -> it.getId().equals(ada.id())).map(OwnProfile::getVersion).toList(),
                it -> it.equals(List.of(1, 2)));
    }
}
