package org.meridian.membership.signup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.membership.MembershipService.body;
import static org.meridian.testing.Waiting.eventually;

import com.icegreen.greenmail.util.GreenMailUtil;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meridian.events.membership.Account;
import org.meridian.events.membership.MemberRegistered;
import org.meridian.membership.MembershipService;
import org.meridian.membership.MembershipService.Person;
import org.meridian.testing.Shared;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

@ExtendWith(OutputCaptureExtension.class)
class SigningInTest {

    private final MembershipService uk;
    private final Person ada;

    SigningInTest(@Shared MembershipService uk) {
        this.uk = uk;
        ada = uk.resident("ada@uk.example", "Ada");
    }

    @Test
    void whoFollowsTheLinkIsAMember() {
        uk.get(ada, "/api/members/me").expectStatus().isOk().expectBody().jsonPath("$.email")
                .isEqualTo("ada@uk.example").jsonPath("$.timeZone").isEqualTo("Europe/London").jsonPath("$.id")
                .isEqualTo(ada.id());
        eventually(() -> uk.written("domestic.accounts", Account.class),
                accounts -> accounts.stream().anyMatch(it -> it.getId().equals(ada.id())));
        assertThat(uk.kafka.readAll("shared.profiles")).noneMatch(it -> new String(it.value(),
                java.nio.charset.StandardCharsets.UTF_8).contains("ada@uk.example"));
    }

    @Test
    void aLinkWorksOnceHoweverManyFollowItAtOnce() throws Exception {
        signUp("once@uk.example");
        String token = uk.mailedToken("once@uk.example", 1);
        Callable<Integer> follow = () -> session(token).expectBody().returnResult().getStatus().value();

        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Integer> statuses = threads.invokeAll(List.of(follow, follow, follow, follow)).stream()
                    .map(it -> it.resultNow()).sorted().toList();
            assertThat(statuses).containsExactly(200, 401, 401, 401);
        }
    }

    @Test
    void twoPendingSignUpsMakeOneMember() {
        signUp("twin@uk.example");
        String first = uk.mailedToken("twin@uk.example", 1);
        signUp("Twin@UK.example");
        String second = uk.mailedToken("Twin@uk.example", 1);

        String member = uk.open(first).id();

        assertThat(uk.open(second).id()).isEqualTo(member);
        eventually(() -> uk.written("shared.membership", MemberRegistered.class),
                it -> it.stream().filter(fact -> fact.getId().equals(member)).count() == 1);
    }

    @Test
    void aDomainInAnyScriptIsWrittenAsItIsSpoken() {
        signUp("ana@Māori.nz").expectStatus().isAccepted();

        Person ana = uk.open(uk.mailedToken("ana@xn--mori-qsa.nz", 1));

        uk.get(ana, "/api/members/me").expectBody().jsonPath("$.email").isEqualTo("ana@māori.nz");
    }

    /** Capitals before the @ may be somebody else's at their mail server. */
    @Test
    void theMailGoesToTheAddressThatWasProvedHoweverItIsWrittenNow() {
        signUp("tui@māori.nz");
        Person tui = uk.open(uk.mailedToken("tui@xn--mori-qsa.nz", 1));

        ask("/api/sign-in", "TUI@xn--mori-qsa.nz").expectStatus().isAccepted();

        assertThat(uk.open(uk.mailedToken("tui@xn--mori-qsa.nz", 2)).id()).isEqualTo(tui.id());
        assertThat(uk.mailsTo("TUI@xn--mori-qsa.nz")).isEmpty();
    }

    @Test
    void theAnswerIsTheSameWhetherAnAddressIsKnownOrNot() {
        assertThat(answer(signUp("ada@uk.example"))).isEqualTo(answer(signUp("new@uk.example")))
                .isEqualTo(answer(ask("/api/sign-in", "nobody@uk.example")));
    }

    /** But for the attempt, which is another one each time. */
    private static String answer(ResponseSpec response) {
        return body(response.expectStatus().isAccepted()).toString().replaceAll("attempt=[0-9a-f-]{36}", "attempt");
    }

    @Test
    void whoHasNotSignedUpIsLedThereByTheMail() {
        ask("/api/sign-in", "stranger@uk.example");

        MimeMessage mail = eventually(() -> uk.mailsTo("stranger@uk.example"), found -> !found.isEmpty()).getFirst();
        assertThat(GreenMailUtil.getBody(mail)).contains("https://uk.example/sign-up").doesNotContain("token=");
    }

    @Test
    void anAddressIsNotFloodedWithMail() {
        for (int i = 0; i < 5; i++) {
            signUp("flood@uk.example").expectStatus().isAccepted();
        }
        signUp("flood@uk.example").expectStatus().isEqualTo(429).expectHeader().exists("Retry-After");
        signUp("after@uk.example");
        uk.mailedToken("after@uk.example", 1);

        assertThat(uk.mailsTo("flood@uk.example")).hasSize(5);
    }

    @Test
    void anExpiredLinkIsRefused() {
        signUp("late@uk.example");
        String token = uk.mailedToken("late@uk.example", 1);
        uk.rows().update("UPDATE membership.sign_in_link SET expires_at = now() WHERE email = 'late@uk.example'");

        session(token).expectStatus().isUnauthorized().expectBody().jsonPath("$.type")
                .isEqualTo("/problems/link-not-valid");
    }

    @Test
    void aSignInMailIsMadeAndMarkedAsAllOthersAre() throws Exception {
        signUp("headers@uk.example");
        uk.mailedToken("headers@uk.example", 1);
        MimeMessage mail = uk.mailsTo("headers@uk.example").getFirst();

        assertThat(mail.getMessageID()).matches("<[0-9a-f]{32}@uk\\.example>");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getFrom()).containsExactly(new InternetAddress("meridian@uk.example", "Meridian"));
        assertThat(mail.getSubject()).matches("Welcome to Meridian: \\d{3} \\d{3} is your code");
        assertThat(mail.getContentType()).startsWith("multipart/alternative");
        MimeMultipart parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
        assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
        for (int i = 0; i < parts.getCount(); i++) {
            assertThat((String) parts.getBodyPart(i).getContent()).contains("https://uk.example/sign-in?token=",
                    "within 15 minutes", "because somebody asked Meridian for it");
        }
        assertThat(mail.getHeader("List-Unsubscribe")).isNull();
        assertThat(mail.getHeader("Precedence")).isNull();
    }

    @Test
    void mailWaitsForItsServer(CapturedOutput output) {
        uk.mail.stop();
        signUp("patient@uk.example").expectStatus().isAccepted();
        eventually(output::toString, it -> it.contains("The mail server takes no mail"));
        uk.mail.start();

        uk.open(uk.mailedToken("patient@uk.example", 1));
        assertThat(output.toString()).doesNotContain("patient@uk.example");
    }

    /** As after a crash between the mail server's answer and the commit: whichever mail is opened, its link is good. */
    @Test
    void aLinkThatWasMailedTwiceIsGoodInBothMails() {
        signUp("twice@uk.example");
        String first = uk.mailedToken("twice@uk.example", 1);
        // It is noted after the mail server has it.
        eventually(() -> uk.rows().update("UPDATE membership.mailing SET state = 'waiting' WHERE state = 'sent'"
                + " AND recipient_id = (SELECT id FROM membership.sign_in_link WHERE email = ?)",
                "twice@uk.example"), noted -> noted == 1);
        String second = uk.mailedToken("twice@uk.example", 2);

        assertThat(second).isNotEqualTo(first);
        uk.open(first);
        session(second).expectStatus().isUnauthorized();
    }

    @Test
    void whatHasLongExpiredIsForgottenWithItsMail() {
        signUp("old@uk.example");
        uk.mailedToken("old@uk.example", 1);
        String id = String.valueOf(uk.rows().queryForObject("UPDATE membership.sign_in_link"
                + " SET expires_at = now() - interval '25 hours' WHERE email = 'old@uk.example' RETURNING id",
                String.class));

        uk.bean(SignInLinks.class).purge();

        assertThat(uk.rows().queryForList("""
                SELECT id FROM membership.sign_in_link WHERE id = ? UNION ALL
                SELECT link_id FROM membership.sign_in_token WHERE link_id = ? UNION ALL
                SELECT recipient_id FROM membership.mailing WHERE recipient_id = ?""", String.class, id, id, id))
                .isEmpty();
    }

    @Test
    void rolesAreByConfiguration() throws ParseException {
        String token = uk.signUp("olive@uk.example", "Olive").token();

        assertThat(SignedJWT.parse(token).getJWTClaimsSet().getStringListClaim("roles")).containsExactly("member",
                "operator");
        assertThat(SignedJWT.parse(ada.token()).getJWTClaimsSet().getStringListClaim("roles"))
                .containsExactly("member");
    }

    @Test
    void thePublicKeyVerifiesTokensAndTheSecretPartStaysHere() throws Exception {
        Map<?, ?> keys = body(uk.call(HttpMethod.GET, null, "/.well-known/jwks.json", null, null));

        assertThat(keys.toString()).contains("kty=RSA", "use=sig", "alg=RS256").doesNotContain(" d=", "{d=");
    }

    @ParameterizedTest
    @CsvSource({"urn:meridian:nz, meridian-uk, 60", "urn:meridian:uk, meridian-nz, 60",
            "urn:meridian:uk, meridian-uk, -3600"})
    void aTokenOfAnotherCountryOrTimeIsRefused(String issuer, String audience, long seconds) throws Exception {
        refused(token(key(), issuer, audience, seconds));
    }

    @Test
    void aTokenThatAnotherKeySignedIsRefused() throws Exception {
        RSAKey other = new RSAKeyGenerator(2048).generate();

        refused(token(other, "urn:meridian:uk", "meridian-uk", 60));
        uk.call(HttpMethod.GET, token(key(), "urn:meridian:uk", "meridian-uk", 60), "/api/groups", null, null)
                .expectStatus().isOk();
    }

    @Test
    void aTokenThatNeverEndsIsRefused() throws Exception {
        refused(token(key(), new JWTClaimsSet.Builder().issuer("urn:meridian:uk").audience("meridian-uk")
                .subject(ada.id()).claim("roles", List.of("member")).issueTime(Date.from(Instant.now())).build()));
    }

    @Test
    void whoSendsNoTokenIsToldApartFromWhoseTokenIsNoGood() {
        uk.call(HttpMethod.GET, null, "/api/members/me", null, null).expectStatus().isUnauthorized().expectHeader()
                .valueEquals("WWW-Authenticate", "Bearer");
        uk.call(HttpMethod.GET, "a.b.c", "/api/members/me", null, null).expectStatus().isUnauthorized().expectHeader()
                .valueEquals("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1ay0xIn0."})
    void garbageIsRefused(String token) {
        refused(token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "a.b.c", "not a token", "expired"})
    void whoHasAnOldTokenSignsInAllTheSame(String what) throws Exception {
        String old = what.equals("expired") ? token(key(), "urn:meridian:uk", "meridian-uk", -3600) : what;

        uk.call(HttpMethod.POST, old, "/api/sign-in", "{\"email\":\"nobody@uk.example\"}", null).expectStatus()
                .isAccepted();
        for (String path : List.of("/.well-known/jwks.json", "/subjects", "/actuator/health")) {
            uk.call(HttpMethod.GET, old, path, null, null).expectStatus().isOk();
            uk.call(HttpMethod.HEAD, null, path, null, null).expectStatus().isOk();
        }
    }

    @Test
    void aProfileIsChangedAndOthersSeeIt() {
        Person eve = uk.signUp("eve@uk.example", "Eve");
        uk.patch(eve, "/api/members/me", """
                {"displayName":"Eve R.","profession":"Social worker","expertise":["kinship","care"],
                 "timeZone":"Europe/Paris"}""").expectStatus().isOk().expectBody().jsonPath("$.timeZone")
                .isEqualTo("Europe/Paris");
        uk.patch(eve, "/api/members/me", "{\"profession\":\"\"}").expectStatus().isOk();

        uk.get(ada, "/api/members/" + eve.id()).expectBody().jsonPath("$.displayName").isEqualTo("Eve R.")
                .jsonPath("$.expertise[1]").isEqualTo("care").jsonPath("$.profession").isEqualTo(null)
                .jsonPath("$.email").doesNotExist();
    }

    @Test
    void aLanguageIsChosenInItsUsualSpellingAndGivenUpAgain() {
        Person lea = uk.signUp("lea@uk.example", "Lea");
        uk.get(lea, "/api/members/me").expectBody().jsonPath("$.language").isEqualTo(null);

        uk.patch(lea, "/api/members/me", "{\"language\":\"CY-gb\"}").expectStatus().isOk().expectBody()
                .jsonPath("$.language").isEqualTo("cy-GB").jsonPath("$.timeZone").isEqualTo("Europe/London");
        eventually(() -> uk.written("domestic.accounts", Account.class),
                accounts -> accounts.stream().anyMatch(it -> "cy-GB".equals(it.getLocale())));
        uk.patch(lea, "/api/members/me", "{\"timeZone\":\"Europe/Paris\"}").expectBody().jsonPath("$.language")
                .isEqualTo("cy-GB");
        uk.patch(lea, "/api/members/me", "{\"language\":\"\"}").expectStatus().isOk().expectBody()
                .jsonPath("$.language").isEqualTo(null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"klingon", "zz", "e", "en_NZ", "en-NZ-x-aaaaaaaa-bbbbbbbb-cccccccc-dddddddd", "12", " ",
            "und"})
    void aLanguageIsOneThatThereIs(String language) {
        uk.patch(ada, "/api/members/me", "{\"language\":\"" + language + "\"}").expectStatus().isBadRequest()
                .expectBody().jsonPath("$.errors[0].field").isEqualTo("language");
    }

    private void refused(String token) {
        uk.call(HttpMethod.GET, token, "/api/members/me", null, null).expectStatus().isUnauthorized().expectHeader()
                .contentType("application/problem+json");
    }

    private RSAKey key() throws ParseException {
        return RSAKey.parse(String.valueOf(uk.rows().queryForObject("SELECT jwk FROM membership.signing_key",
                String.class)));
    }

    private String token(RSAKey key, String issuer, String audience, long seconds) throws JOSEException {
        Instant now = Instant.now();
        return token(key, new JWTClaimsSet.Builder().issuer(issuer).audience(audience).subject(ada.id())
                .claim("roles", List.of("member")).issueTime(Date.from(now.minus(Duration.ofHours(2))))
                .expirationTime(Date.from(now.plusSeconds(seconds))).build());
    }

    private static String token(RSAKey key, JWTClaimsSet claims) throws JOSEException {
        var token = new SignedJWT(new JWSHeader(JWSAlgorithm.RS256), claims);
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    private ResponseSpec session(String token) {
        return uk.call(HttpMethod.POST, null, "/api/sessions", "{\"token\":\"" + token + "\"}", null);
    }

    private ResponseSpec ask(String path, String email) {
        return uk.call(HttpMethod.POST, null, path, "{\"email\":\"" + email + "\"}", null);
    }

    private ResponseSpec signUp(String email) {
        return uk.call(HttpMethod.POST, null, "/api/members", """
                {"email":"%s","displayName":"X","timeZone":"Europe/London"}""".formatted(email), null);
    }
}
