package org.meridian.membership.addresses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.membership.MembershipService.body;
import static org.meridian.membership.MembershipService.problem;
import static org.meridian.testing.Waiting.eventually;

import com.icegreen.greenmail.util.GreenMailUtil;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meridian.events.membership.Account;
import org.meridian.membership.MembershipService;
import org.meridian.membership.MembershipService.Person;
import org.meridian.testing.Shared;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Nobody's address changes by one mailbox, or by a session, alone. */
class ChangingAddressTest {

    private final MembershipService uk;

    ChangingAddressTest(@Shared MembershipService uk) {
        this.uk = uk;
    }

    @Test
    void whoLeavesTheCouncilKeepsTheirAccountWithProofAtBothAddresses() {
        Person kim = uk.signUp("kim@council.example", "Kim");
        change(kim, "kim@home.example").expectStatus().isAccepted();
        String atNew = token("kim@home.example", 1);
        String atOld = token("kim@council.example", 2);

        proved(atNew, false);
        assertThat(email(kim)).isEqualTo("kim@council.example");
        uk.get(kim, "/api/members/me/email").expectBody().jsonPath("$.change.email").isEqualTo("kim@home.example")
                .jsonPath("$.change.provedAtNew").isEqualTo(true).jsonPath("$.change.provedAtKnown").isEqualTo(false);
        proved(atOld, true);

        assertThat(email(kim)).isEqualTo("kim@home.example");
        uk.get(kim, "/api/members/me/email").expectBody().jsonPath("$.change").isEqualTo(null);
        eventually(() -> uk.written("domestic.accounts", Account.class),
                all -> all.stream().anyMatch(it -> it.getId().equals(kim.id())
                        && it.getEmail().equals("kim@home.example") && it.getVersion() == 2));
        assertThat(text("kim@council.example", 3)).contains("has changed", "kim@home.example now");
        assertThat(memberOf(uk.signIn("kim@home.example", false, "x"))).isEqualTo(kim.id());
        signIn("kim@council.example");
        assertThat(text("kim@council.example", 4)).contains("nobody has signed up");
    }

    @Test
    void neitherMailboxIsEnoughHoweverOftenItSaysSo() {
        Person lee = uk.signUp("lee@council.example", "Lee");
        change(lee, "lee@home.example").expectStatus().isAccepted();

        proved(token("lee@home.example", 1), false);
        proved(token("lee@home.example", 1), false);
        assertThat(email(lee)).isEqualTo("lee@council.example");

        change(lee, "lee@elsewhere.example").expectStatus().isAccepted();
        proved(token("lee@council.example", 3), false);
        proved(token("lee@council.example", 3), false);
        assertThat(email(lee)).isEqualTo("lee@council.example");
    }

    @Test
    void bothSaySoAtOnceAndItIsDoneOnce() throws Exception {
        Person jo = uk.signUp("jo@council.example", "Jo");
        change(jo, "jo@home.example").expectStatus().isAccepted();
        String atNew = token("jo@home.example", 1);
        String atOld = token("jo@council.example", 2);
        Callable<Object> first = () -> body(prove(atNew)).get("done");
        Callable<Object> second = () -> body(prove(atOld)).get("done");

        try (var threads = Executors.newFixedThreadPool(2)) {
            assertThat(threads.invokeAll(List.of(first, second)).stream().map(it -> it.resultNow()))
                    .containsExactlyInAnyOrder(true, false);
        }
        prove(atNew).expectStatus().isUnauthorized().expectBody().jsonPath("$.type")
                .isEqualTo("/problems/address-link-not-valid");
    }

    @Test
    void theSecondAddressStandsInForTheLostFirst() {
        Person ray = uk.signUp("ray@council.example", "Ray");
        second(ray, "ray@home.example").expectStatus().isAccepted();
        proved(token("ray@home.example", 1), false);
        proved(token("ray@council.example", 2), true);
        assertThat(text("ray@council.example", 3)).contains("one can sign in as you with ray@home.example");

        assertThat(memberOf(uk.signIn("ray@home.example", false, "x"))).isEqualTo(ray.id());
        change(ray, "ray@new.example").expectStatus().isAccepted();
        proved(token("ray@new.example", 1), false);
        proved(token("ray@home.example", 3), true);

        uk.get(ray, "/api/members/me/email").expectBody().jsonPath("$.first").isEqualTo("ray@new.example")
                .jsonPath("$.second").isEqualTo("ray@home.example");
    }

    @Test
    void theSecondAddressBecomesTheFirstByItself() {
        Person flo = uk.signUp("flo@council.example", "Flo");
        second(flo, "flo@home.example").expectStatus().isAccepted();
        proved(token("flo@council.example", 2), false);
        proved(token("flo@home.example", 1), true);

        change(flo, "FLO@home.example").expectStatus().isAccepted();
        proved(token("FLO@home.example", 1), true);

        uk.get(flo, "/api/members/me/email").expectBody().jsonPath("$.first").isEqualTo("FLO@home.example")
                .jsonPath("$.second").isEqualTo(null);
    }

    @Test
    void aSecondAddressIsTakenAwayAndSignsInNoMore() {
        Person gus = uk.signUp("gus@council.example", "Gus");
        uk.delete(gus, "/api/members/me/second-email").expectStatus().isNotFound();
        second(gus, "gus@home.example").expectStatus().isAccepted();
        proved(token("gus@council.example", 2), false);
        proved(token("gus@home.example", 1), true);

        uk.delete(gus, "/api/members/me/second-email").expectStatus().isNoContent();

        signIn("gus@home.example");
        assertThat(text("gus@home.example", 2)).contains("nobody has signed up");
    }

    @Test
    void whetherSomebodyHasAnAddressIsToldToItsMailboxAlone() {
        uk.resident("known@uk.example", "Known");
        int before = uk.mailsTo("known@uk.example").size();
        Person nosy = uk.signUp("nosy@uk.example", "Nosy");

        String known = problem(change(nosy, "known@uk.example").expectStatus().isAccepted());
        assertThat(text("known@uk.example", before + 1)).contains("you sign in with it already")
                .doesNotContain("token=", "nosy");
        String pending = problem(uk.get(nosy, "/api/members/me/email"));
        String unknown = problem(change(nosy, "unknown@uk.example").expectStatus().isAccepted());

        assertThat(known).isEqualTo(unknown);
        assertThat(pending.replaceAll("known@|\"expiresAt\":\"[^\"]+\"", ""))
                .isEqualTo(problem(uk.get(nosy, "/api/members/me/email"))
                        .replaceAll("unknown@|\"expiresAt\":\"[^\"]+\"", ""));
        proved(token("nosy@uk.example", 3), false);
        assertThat(email(nosy)).isEqualTo("nosy@uk.example");
    }

    @Test
    void anAddressThatSomebodySignedUpWithMeanwhileIsTheirs() {
        Person ann = uk.signUp("ann2@uk.example", "Ann");
        change(ann, "meanwhile@uk.example").expectStatus().isAccepted();
        String atNew = token("meanwhile@uk.example", 1);
        String atOld = token("ann2@uk.example", 2);
        proved(atNew, false);
        uk.call(HttpMethod.POST, null, "/api/members", """
                {"email":"meanwhile@uk.example","displayName":"Late","timeZone":"Europe/London"}""", null)
                .expectStatus()
                .isAccepted();
        uk.open(uk.mailedToken("meanwhile@uk.example", 2));

        prove(atOld).expectStatus().isEqualTo(409).expectBody().jsonPath("$.type").isEqualTo("/problems/address-taken");

        assertThat(email(ann)).isEqualTo("ann2@uk.example");
    }

    @Test
    void aLinkIsGoodForADay() {
        Person old = uk.signUp("old@council.example", "Old");
        change(old, "old@home.example").expectStatus().isAccepted();
        String atNew = token("old@home.example", 1);
        uk.rows().update(
                "UPDATE membership.address_change SET expires_at = now() - interval '2 days' WHERE member_id = ?",
                old.id());

        prove(atNew).expectStatus().isUnauthorized();

        uk.bean(AddressChanges.class).purge();
        assertThat(uk.rows().queryForObject("SELECT count(*) FROM membership.address_proof WHERE email = ?",
                Integer.class, "old@home.example")).isZero();
        assertThat(uk.rows().queryForList("SELECT token_hash FROM membership.address_proof_token", String.class))
                .allMatch(it -> it.matches("[0-9a-f]{64}"));
    }

    @Test
    void nobodyFillsMailboxesByIt() {
        Person pest = uk.signUp("pest@uk.example", "Pest");
        IntStream.range(0, 5).forEach(i -> change(pest, "victim" + i + "@uk.example").expectStatus().isAccepted());

        change(pest, "victim5@uk.example").expectStatus().isEqualTo(429).expectHeader().exists("Retry-After");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a@b", "ada lovelace@uk.example", "pia@uk.example", "PIA@UK.example"})
    void whatIsNoNewAddressIsRefused(String email) {
        Person pia = uk.resident("pia@uk.example", "Pia");

        change(pia, email).expectStatus().isBadRequest().expectBody().jsonPath("$.errors[0].field").isEqualTo("email");
        second(pia, email).expectStatus().isBadRequest();
        uk.call(HttpMethod.POST, null, "/api/members/me/email", "{\"email\":\"a@uk.example\"}", null).expectStatus()
                .isUnauthorized();
        prove(email).expectStatus().is4xxClientError();
    }

    private ResponseSpec change(Person who, String email) {
        return uk.post(who, "/api/members/me/email", "{\"email\":\"" + email + "\"}");
    }

    private ResponseSpec second(Person who, String email) {
        return uk.post(who, "/api/members/me/second-email", "{\"email\":\"" + email + "\"}");
    }

    private ResponseSpec prove(String token) {
        return uk.call(HttpMethod.POST, null, "/api/address-proofs", "{\"token\":\"" + token + "\"}", null);
    }

    private void proved(String token, boolean done) {
        prove(token).expectStatus().isOk().expectBody().jsonPath("$.done").isEqualTo(done);
    }

    private void signIn(String email) {
        uk.call(HttpMethod.POST, null, "/api/sign-in", "{\"email\":\"" + email + "\"}", null).expectStatus()
                .isAccepted();
    }

    private String token(String email, int mails) {
        return uk.mailedToken(email, mails);
    }

    private String text(String email, int mails) {
        var sent = eventually(() -> uk.mailsTo(email), found -> found.size() >= mails);
        String whole = new String(GreenMailUtil.getBody(sent.get(mails - 1)).getBytes(StandardCharsets.US_ASCII),
                StandardCharsets.US_ASCII);
        return whole.replace("=\r\n", "").replace("=\n", "").replaceAll("\\s+", " ");
    }

    private String email(Person who) {
        return String.valueOf(body(uk.get(who, "/api/members/me")).get("email"));
    }

    private static String memberOf(Map<?, ?> session) {
        return String.valueOf(session.get("memberId"));
    }
}
