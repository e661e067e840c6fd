package org.meridian.membership.suspending;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.membership.MembershipService.body;
import static org.meridian.membership.MembershipService.problem;
import static org.meridian.testing.Waiting.eventually;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.meridian.events.membership.Account;
import org.meridian.membership.MembershipService;
import org.meridian.membership.MembershipService.Person;
import org.meridian.membership.signup.Sessions;
import org.meridian.testing.Shared;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

class SuspendingTest {

    private static final String WHY = "Reported by three people, see <b>mail</b> of Monday";

    private final MembershipService uk;
    private final Person olive;

    SuspendingTest(@Shared MembershipService uk) {
        this.uk = uk;
        olive = uk.resident("olive@uk.example", "Olive");
    }

    @Test
    void whoIsSuspendedIsOutAtOnceAndIsToldWhy() {
        Person eve = uk.signUp("eve.out@uk.example", "Eve");
        Map<?, ?> tokens = uk.signIn("eve.out@uk.example", true, "curl/8");

        suspend(olive, eve, WHY).expectStatus().isNoContent();

        uk.get(eve, "/api/members/me").expectStatus().isUnauthorized();
        uk.call(HttpMethod.GET, String.valueOf(tokens.get("accessToken")), "/api/members/me", null, null).expectStatus()
                .isUnauthorized();
        toldWhy(uk.call(HttpMethod.POST, null, "/api/sessions/current/renewal",
                "{\"refreshToken\":\"" + tokens.get("refreshToken") + "\"}", null));
        toldWhy(uk.call(HttpMethod.POST, eve.token(), "/api/sessions/current/renewal", null, null));
        toldWhy(signIn("eve.out@uk.example"));
        assertThat(String.valueOf(body(uk.call(HttpMethod.GET, null, "/.well-known/ended-sessions", null, null))))
                .contains(String.valueOf(tokens.get("sessionId")));
    }

    @Test
    void whoIsLetInAgainSignsInAnewAndIsAsBefore() {
        Person ben = uk.signUp("ben.again@uk.example", "Ben");
        suspend(olive, ben, WHY).expectStatus().isNoContent();

        uk.delete(olive, of(ben)).expectStatus().isNoContent();

        uk.get(ben, "/api/members/me").expectStatus().isUnauthorized();
        Person again = new Person(ben.id(), String.valueOf(body(signIn("ben.again@uk.example").expectStatus().isOk())
                .get("accessToken")));
        uk.get(again, "/api/members/me").expectStatus().isOk().expectBody().jsonPath("$.id").isEqualTo(ben.id());
        uk.delete(olive, of(ben)).expectStatus().isNotFound();
        assertThat(listed()).doesNotContain(ben.id());
    }

    @Test
    void operatorsSeeWhoIsSuspendedSinceWhenByWhomAndWhy() {
        Person cy = uk.signUp("cy.listed@uk.example", "Cy");
        suspend(olive, cy, "First").expectStatus().isNoContent();
        Object since = first().get("suspendedAt");

        suspend(olive, cy, WHY).expectStatus().isNoContent();

        assertThat(first()).satisfies(it -> assertThat(it.get("memberId")).isEqualTo(cy.id()))
                .satisfies(it -> assertThat(it.get("displayName")).isEqualTo("Cy"))
                .satisfies(it -> assertThat(it.get("suspendedBy")).isEqualTo(olive.id()))
                .satisfies(it -> assertThat(it.get("suspendedByName")).isEqualTo("Olive"))
                .satisfies(it -> assertThat(it.get("reason")).isEqualTo(WHY))
                .satisfies(it -> assertThat(it.get("suspendedAt")).isEqualTo(since));
    }

    @Test
    void theListGoesPageByPage() {
        IntStream.range(0, 3).forEach(i -> suspend(olive, uk.signUp("many" + i + "@uk.example", "Many"), WHY)
                .expectStatus().isNoContent());

        Map<?, ?> page = body(uk.get(olive, "/api/suspensions?limit=2"));
        Map<?, ?> rest = body(uk.get(olive, "/api/suspensions?limit=2&cursor=" + page.get("next")));

        assertThat(ids(page)).hasSize(2).doesNotContainAnyElementsOf(ids(rest));
        assertThat(ids(rest)).isNotEmpty();
    }

    @Test
    void nobodySuspendsThemselfOrWhoeverIsNotOfThisNode() {
        assertThat(problem(suspend(olive, olive, WHY).expectStatus().isEqualTo(409))).contains("not-oneself");
        for (String id : List.of("nz-0198c2f4-0000-7000-8000-000000000000", "uk-0198c2f4-0000-7000-8000-000000000000",
                "x", "me", "%20")) {
            uk.call(HttpMethod.PUT, olive.token(), "/api/members/" + id + "/suspension", "{\"reason\":\"x\"}", null)
                    .expectStatus().isNotFound();
            uk.delete(olive, "/api/members/" + id + "/suspension").expectStatus().isNotFound();
        }
    }

    @Test
    void ofTwoOperatorsWhoSuspendEachOtherAtOnceOneStays() throws Exception {
        Person otto = uk.resident("otto@uk.example", "Otto");
        Person orla = uk.resident("orla@uk.example", "Orla");
        Callable<Integer> one = () -> status(suspend(otto, orla, WHY));
        Callable<Integer> other = () -> status(suspend(orla, otto, WHY));

        try (var threads = Executors.newFixedThreadPool(2)) {
            assertThat(threads.invokeAll(List.of(one, other)).stream().map(it -> it.resultNow()).toList())
                    .containsOnlyOnce(204).allMatch(it -> Stream.of(204, 401, 403).anyMatch(it::equals));
        }

        assertThat(listed().stream().filter(List.of(otto.id(), orla.id())::contains)).hasSize(1);
    }

    @Test
    void whoSignsInWhileTheyAreSuspendedHasNoSessionThatGoesOn() throws Exception {
        Person dee = uk.signUp("dee.race@uk.example", "Dee");
        List<String> mailed = IntStream.range(0, 4).mapToObj(i -> asks("dee.race@uk.example")).toList();
        Callable<Integer> suspended = () -> status(suspend(olive, dee, WHY));

        try (var threads = Executors.newFixedThreadPool(5)) {
            threads.invokeAll(Stream.concat(mailed.stream().<Callable<Integer>>map(it -> () -> status(opens(it))),
                    Stream.of(suspended)).toList());
        }

        assertThat(uk.rows().queryForObject(
                "SELECT count(*) FROM membership.session WHERE member_id = ? AND ended_at IS NULL", Integer.class,
                dee.id())).isZero();
    }

    @Test
    void aSessionThatABackupBroughtBackEndsWithinAMinute() {
        Person fay = uk.signUp("fay.backup@uk.example", "Fay");
        suspend(olive, fay, WHY).expectStatus().isNoContent();
        uk.rows().update("UPDATE membership.session SET ended_at = NULL WHERE member_id = ?", fay.id());

        uk.bean(Sessions.class).purge();

        assertThat(uk.rows().queryForObject(
                "SELECT count(*) FROM membership.session WHERE member_id = ? AND ended_at IS NULL", Integer.class,
                fay.id())).isZero();
    }

    @Test
    void theReasonIsWantedAndHasBounds() {
        Person gil = uk.signUp("gil.bounds@uk.example", "Gil");
        for (String reason : List.of("{}", "{\"reason\":null}", "{\"reason\":\"\"}", "{\"reason\":\" \\u200b\"}",
                "{\"reason\":\"" + "x".repeat(2_001) + "\"}")) {
            uk.call(HttpMethod.PUT, olive.token(), of(gil), reason, null).expectStatus().isBadRequest().expectBody()
                    .jsonPath("$.errors.length()").isEqualTo(1).jsonPath("$.errors[0].field").isEqualTo("reason");
        }
        uk.call(HttpMethod.PUT, olive.token(), of(gil), "{\"reason\":\"x\",\"until\":\"x\"}", null).expectStatus()
                .isBadRequest();
        uk.get(gil, "/api/members/me").expectStatus().isOk();
        suspend(olive, gil, "x".repeat(2_000)).expectStatus().isNoContent();
    }

    @Test
    void itIsForOperatorsAndLeavesTheCountryInNoRecord() {
        Person hal = uk.signUp("hal.member@uk.example", "Hal");
        Person ida = uk.signUp("ida.member@uk.example", "Ida");
        suspend(hal, ida, WHY).expectStatus().isForbidden();
        uk.delete(hal, of(ida)).expectStatus().isForbidden();
        uk.get(hal, "/api/suspensions").expectStatus().isForbidden();
        suspend(olive, ida, "Only of Ida").expectStatus().isNoContent();

        eventually(() -> uk.written("domestic.accounts", Account.class),
                all -> all.stream().anyMatch(it -> "Only of Ida".equals(it.getSuspensionReason())));
        for (String topic : List.of("shared.membership", "shared.profiles", "shared.colleagues", "to-nz.requests",
                "to-nz.answers")) {
            assertThat(uk.kafka.readAll(topic)).noneMatch(
                    it -> it.value() != null && new String(it.value(), StandardCharsets.UTF_8)
                            .contains("Only of Ida"));
        }
    }

    private static void toldWhy(ResponseSpec refused) {
        refused.expectStatus().isForbidden().expectBody().jsonPath("$.type").isEqualTo("/problems/suspended")
                .jsonPath("$.reason").isEqualTo(WHY);
    }

    private ResponseSpec signIn(String email) {
        return opens(asks(email));
    }

    /** What is mailed for signing in. */
    private String asks(String email) {
        int before = uk.mailsTo(email).size();
        uk.call(HttpMethod.POST, null, "/api/sign-in", "{\"email\":\"" + email + "\"}", null).expectStatus()
                .isAccepted();
        return uk.mailedToken(email, before + 1);
    }

    private ResponseSpec opens(String token) {
        return uk.call(HttpMethod.POST, null, "/api/sessions", "{\"token\":\"" + token + "\"}", null);
    }

    private ResponseSpec suspend(Person operator, Person member, String reason) {
        return uk.call(HttpMethod.PUT, operator.token(), of(member), "{\"reason\":\"" + reason + "\"}", null);
    }

    private static int status(ResponseSpec response) {
        return response.returnResult(String.class).getStatus().value();
    }

    private static String of(Person member) {
        return "/api/members/" + member.id() + "/suspension";
    }

    private Map<?, ?> first() {
        return (Map<?, ?>) items(body(uk.get(olive, "/api/suspensions?limit=1"))).getFirst();
    }

    private List<String> listed() {
        return ids(body(uk.get(olive, "/api/suspensions?limit=100")));
    }

    private static List<?> items(Map<?, ?> page) {
        return (List<?>) requireNonNull(page.get("items"));
    }

    private static List<String> ids(Map<?, ?> page) {
        return items(page).stream().map(it -> String.valueOf(((Map<?, ?>) it).get("memberId"))).toList();
    }
}
