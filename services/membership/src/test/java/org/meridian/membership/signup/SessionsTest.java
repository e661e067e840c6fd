package org.meridian.membership.signup;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.membership.MembershipService.body;
import static org.meridian.membership.MembershipService.problem;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.meridian.membership.MembershipService;
import org.meridian.membership.MembershipService.Person;
import org.meridian.testing.Shared;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

class SessionsTest {

    private static final String PHONE = "Mozilla/5.0 (Android 16; Mobile; rv:149.0) Gecko/149.0 Firefox/149.0";
    private static final String LATER = "UPDATE membership.session SET renewed_at = renewed_at - interval '61 seconds' WHERE id = ?";

    private final MembershipService uk;
    private final Person sam;

    /** The tokens of one session. */
    private record Tokens(String session, String access, String refresh, int expiresIn) {

        static Tokens of(Map<?, ?> answer) {
            return new Tokens(text(answer, "sessionId"), text(answer, "accessToken"), text(answer, "refreshToken"),
                    (Integer) requireNonNull(answer.get("expiresIn")));
        }
    }

    SessionsTest(@Shared MembershipService uk) {
        this.uk = uk;
        sam = uk.resident("sam@uk.example", "Sam");
    }

    @Test
    void whoAsksForNoMoreHasATokenForAWorkingDayAsBefore() {
        Map<?, ?> answer = uk.signIn("sam@uk.example", false, "curl/8");

        assertThat(answer.get("expiresIn")).isEqualTo(12 * 60 * 60);
        assertThat(answer.get("refreshToken")).isNull();
        assertThat(answer.get("memberId")).isEqualTo(sam.id());
    }

    @Test
    void aShortTokenIsRenewedAndWhatRenewedItIsUsedUp() {
        Tokens first = signIn(true);
        assertThat(first.expiresIn()).isEqualTo(300);

        Tokens second = renewed(first.refresh());
        Tokens third = renewed(second.refresh());

        assertThat(List.of(first.session(), second.session())).containsOnly(third.session());
        assertThat(List.of(first.refresh(), second.refresh(), third.refresh())).doesNotHaveDuplicates();
        letIn(third.access());
        over(first.refresh());
        refused(third.access());
    }

    @Test
    void anAnswerThatWasLostIsAskedForAgainWithinAMinute() {
        Tokens lost = signIn(true);
        Tokens never = renewed(lost.refresh());
        Tokens again = renewed(lost.refresh());

        assertThat(again.refresh()).isNotEqualTo(never.refresh());
        letIn(renewed(again.refresh()).access());
        letIn(renewed(never.refresh()).access());
    }

    @Test
    void allTabsOfABrowserRenewAtOnceAndGoOn() throws Exception {
        Tokens first = signIn(true);
        Callable<Tokens> tab = () -> renewed(first.refresh());

        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Tokens> tabs = threads.invokeAll(List.of(tab, tab, tab, tab)).stream().map(it -> it.resultNow())
                    .toList();
            assertThat(tabs.stream().map(Tokens::refresh)).doesNotHaveDuplicates();
            tabs.forEach(it -> letIn(renewed(it.refresh()).access()));
        }
    }

    @Test
    void whatIsUsedAgainLaterIsInTwoHandsAndEndsTheSessionForBoth() {
        Tokens stolen = signIn(true);
        Tokens owners = renewed(stolen.refresh());
        uk.rows().update(LATER, stolen.session());

        over(stolen.refresh());

        refused(owners.access());
        over(owners.refresh());
    }

    @Test
    void anAccessTokenThatIsNotShortRenewsItsSessionItselfOnce() {
        Tokens first = signIn(false);

        Tokens second = Tokens.of(body(byToken(first.access()).expectStatus().isOk()));

        assertThat(second.session()).isEqualTo(first.session());
        letIn(second.access());
        uk.rows().update(LATER, first.session());
        byToken(first.access()).expectStatus().isUnauthorized();
        refused(second.access());
    }

    @Test
    void whoHasNoBodyToSendNeedNotSayOfWhichType() {
        Tokens first = signIn(false);

        uk.withoutBody(first.access(), "/api/sessions/current/renewal").expectStatus().isOk();
    }

    @Test
    void aShortAccessTokenRenewsNothing() {
        Tokens tokens = signIn(true);

        byToken(tokens.access()).expectStatus().isUnauthorized();

        letIn(tokens.access());
        renewed(tokens.refresh());
    }

    @Test
    void whoStaysAwayTooLongSignsInAgain() {
        Tokens tokens = signIn(true);
        uk.rows().update("UPDATE membership.session SET until = now() - interval '1 second' WHERE id = ?",
                tokens.session());

        over(tokens.refresh());
        assertThat(ids(sam.token())).doesNotContain(tokens.session());
        uk.bean(Sessions.class).purge();
        assertThat(uk.rows().queryForObject("SELECT count(*) FROM membership.session_renewal WHERE session_id = ?",
                Integer.class, tokens.session())).isZero();
    }

    @Test
    void noSessionGoesOnForMoreThanAMonth() {
        Tokens tokens = signIn(true);
        uk.rows().update("UPDATE membership.session SET begun_at = now() - interval '29 days 23 hours' WHERE id = ?",
                tokens.session());

        Map<?, ?> answer = body(renewal("{\"refreshToken\":\"" + tokens.refresh() + "\"}").expectStatus().isOk());

        assertThat((Integer) answer.get("refreshExpiresIn")).isBetween(3_500, 3_600);
    }

    @Test
    void sessionsAreListedInPlainWordsWithWhatThisOneIs() {
        Person lin = uk.signUp("lin@uk.example", "Lin");
        Tokens phone = Tokens.of(uk.signIn("lin@uk.example", true, PHONE));

        uk.call(HttpMethod.GET, phone.access(), "/api/sessions", null, null).expectBody().jsonPath("$.items.length()")
                .isEqualTo(2).jsonPath("$.items[0].id").isEqualTo(phone.session()).jsonPath("$.items[0].device")
                .isEqualTo("phone").jsonPath("$.items[0].browser").isEqualTo("Firefox").jsonPath("$.items[0].system")
                .isEqualTo("Android").jsonPath("$.items[0].current").isEqualTo(true).jsonPath("$.items[1].current")
                .isEqualTo(false).jsonPath("$.items[1].lastUsedAt").isNotEmpty().jsonPath("$.next").isEqualTo(null);
        Map<?, ?> first = body(uk.get(lin, "/api/sessions?limit=1"));
        assertThat(first.get("next")).isNotNull();
        uk.get(lin, "/api/sessions?limit=1&cursor=" + first.get("next")).expectBody().jsonPath("$.items.length()")
                .isEqualTo(1).jsonPath("$.items[0].current").isEqualTo(true);
    }

    @Test
    void oneIsEndedAndItsTokensAreRefused() {
        Tokens tokens = signIn(true);

        end(sam.token(), tokens.session()).expectStatus().isNoContent();

        refused(tokens.access());
        over(tokens.refresh());
        letIn(sam.token());
        end(sam.token(), tokens.session()).expectStatus().isNotFound();
        assertThat(ids(sam.token())).doesNotContain(tokens.session());
    }

    @Test
    void whoSignsOutEndsTheSessionOfTheRequest() {
        Tokens tokens = signIn(false);

        end(tokens.access(), "current").expectStatus().isNoContent();

        refused(tokens.access());
    }

    @Test
    void allOthersAreEndedAtOnce() {
        Person mo = uk.signUp("mo@uk.example", "Mo");
        Tokens first = Tokens.of(uk.signIn("mo@uk.example", true, PHONE));
        Tokens second = Tokens.of(uk.signIn("mo@uk.example", true, PHONE));

        end(second.access(), "others").expectStatus().isNoContent();

        refused(mo.token());
        refused(first.access());
        assertThat(ids(second.access())).containsExactly(second.session());
        letIn(sam.token());
    }

    @Test
    void anothersSessionIsRefusedInTheWordsOfNone() {
        Person eve = uk.resident("eve2@uk.example", "Eve");
        Tokens tokens = signIn(true);

        String others = problem(end(eve.token(), tokens.session()).expectStatus().isNotFound());
        String none = problem(end(eve.token(), "uk-0198c2f4-0000-7000-8000-000000000000").expectStatus().isNotFound());

        assertThat(withoutPath(others)).isEqualTo(withoutPath(none));
        for (String id : List.of("Others", "x", "%20", "uk-1")) {
            end(eve.token(), id).expectStatus().isNotFound();
        }
        letIn(tokens.access());
    }

    @Test
    void theOtherPartsOfTheNodeAreToldWhichSessionsEnded() {
        Tokens tokens = signIn(false);
        Instant before = Instant.now();
        end(sam.token(), tokens.session()).expectStatus().isNoContent();

        Map<?, ?> told = body(uk.call(HttpMethod.GET, null, "/.well-known/ended-sessions?since=" + before, null, null)
                .expectStatus().isOk());

        assertThat(String.valueOf(told.get("items"))).contains(tokens.session());
        String later = Instant.now().plusSeconds(120).toString();
        uk.call(HttpMethod.GET, null, "/.well-known/ended-sessions?since=" + later, null, null).expectBody()
                .jsonPath("$.items.length()").isEqualTo(0);
        uk.call(HttpMethod.GET, null, "/.well-known/ended-sessions?since=yesterday", null, null).expectStatus()
                .isBadRequest();
    }

    @Test
    void whatAnotherInstanceEndedIsRefusedHereToo() {
        Tokens tokens = signIn(false);
        letIn(tokens.access());

        uk.rows().update("UPDATE membership.session SET ended_at = now() WHERE id = ?", tokens.session());
        uk.bean(EndedHere.class).look();

        refused(tokens.access());
    }

    @Test
    void whoSignsInTooOftenIsSignedOutWhereTheyWereLeastLately() {
        Person often = uk.signUp("often2@uk.example", "Often");
        Sessions sessions = uk.bean(Sessions.class);
        IntStream.range(0, Sessions.MOST).forEach(i -> sessions.begin(often.id(), Device.of(null), true, false));
        uk.bean(EndedHere.class).look();

        refused(often.token());
        assertThat(sessions.of(often.id(), null, 1_000)).hasSize(Sessions.MOST);
    }

    @Test
    void neitherWhatRenewsNorWhatSignedInIsKeptInWords() {
        Tokens tokens = Tokens.of(uk.signIn("sam@uk.example", true, PHONE));

        for (String table : List.of("session", "session_renewal")) {
            assertThat(uk.rows().queryForList("SELECT t::text FROM membership." + table + " t", String.class))
                    .isNotEmpty().noneMatch(it -> it.contains(tokens.refresh()) || it.contains(tokens.access())
                            || it.contains("Mozilla") || it.contains("Gecko") || it.contains("127.0.0.1"));
        }
    }

    @Test
    void garbageRenewsNothing() {
        renewal("{}").expectStatus().isBadRequest().expectBody().jsonPath("$.errors[0].field")
                .isEqualTo("refreshToken");
        renewal("{\"refreshToken\":\"" + "x".repeat(2_001) + "\"}").expectStatus().isBadRequest();
        over("x");
        byToken("a.b.c").expectStatus().isUnauthorized();
        uk.call(HttpMethod.POST, null, "/api/sessions/current/renewal", null, null).expectStatus().isBadRequest();
    }

    private Tokens signIn(boolean renewable) {
        return Tokens.of(uk.signIn("sam@uk.example", renewable, PHONE));
    }

    private Tokens renewed(String refresh) {
        return Tokens.of(body(renewal("{\"refreshToken\":\"" + refresh + "\"}").expectStatus().isOk()));
    }

    private void over(String refresh) {
        renewal("{\"refreshToken\":\"" + refresh + "\"}").expectStatus().isUnauthorized().expectBody()
                .jsonPath("$.type").isEqualTo("/problems/session-ended");
    }

    private ResponseSpec renewal(String json) {
        return uk.call(HttpMethod.POST, null, "/api/sessions/current/renewal", json, null);
    }

    private ResponseSpec byToken(String access) {
        return uk.call(HttpMethod.POST, access, "/api/sessions/current/renewal", null, null);
    }

    private ResponseSpec end(String access, String id) {
        return uk.call(HttpMethod.DELETE, access, "/api/sessions/" + id, null, null);
    }

    private List<String> ids(String access) {
        return requireNonNull(uk.call(HttpMethod.GET, access, "/api/sessions?limit=100", null, null).expectBody(
                String.class).returnResult().getResponseBody()).lines()
                .flatMap(it -> Pattern.compile("\"id\":\"([^\"]+)\"").matcher(it).results())
                .map(it -> it.group(1)).toList();
    }

    private void letIn(String access) {
        uk.call(HttpMethod.GET, access, "/api/members/me", null, null).expectStatus().isOk();
    }

    private void refused(String access) {
        uk.call(HttpMethod.GET, access, "/api/members/me", null, null).expectStatus().isUnauthorized().expectBody()
                .jsonPath("$.type").isEqualTo("/problems/sign-in-needed");
    }

    private static String withoutPath(String problem) {
        return problem.replaceAll("uk-[0-9a-f-]{36}", "");
    }

    private static String text(Map<?, ?> answer, String field) {
        return String.valueOf(answer.get(field));
    }
}
