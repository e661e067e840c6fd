package org.meridian.membership.signup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.membership.MembershipService.body;
import static org.meridian.testing.Waiting.eventually;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meridian.membership.MembershipService;
import org.meridian.membership.MembershipService.Person;
import org.meridian.testing.Shared;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

class SignInCodesTest {

    private final MembershipService uk;

    SignInCodesTest(@Shared MembershipService uk) {
        this.uk = uk;
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", " %s ", "-%s"})
    void aMailedCodeSignsInWhereItWasAskedFor(String typed) {
        Person carl = uk.resident("carl@uk.example", "Carl");
        int before = uk.mailsTo("carl@uk.example").size();
        String attempt = ask("carl@uk.example");
        String code = uk.mailedCode("carl@uk.example", before + 1);

        session(attempt, typed.formatted(code.replace(' ', typed.contains("-") ? '-' : ' '))).expectStatus().isOk()
                .expectBody().jsonPath("$.memberId").isEqualTo(carl.id()).jsonPath("$.accessToken").isNotEmpty();
        session(attempt, code).expectStatus().isUnauthorized().expectBody().jsonPath("$.type")
                .isEqualTo("/problems/code-not-valid");
    }

    @Test
    void theCodeOfASignUpMakesAMember() {
        String attempt = attempt(signUp("coda@uk.example"));

        session(attempt, uk.mailedCode("coda@uk.example", 1)).expectStatus().isOk();

        assertThat(uk.rows().queryForObject("SELECT count(*) FROM membership.account WHERE email = 'coda@uk.example'",
                Integer.class)).isOne();
    }

    @Test
    void whatOneOfLinkAndCodeHasDoneTheOtherCannotDoAgain() {
        String byLink = attempt(signUp("either@uk.example"));
        String code = uk.mailedCode("either@uk.example", 1);
        uk.open(uk.mailedToken("either@uk.example", 1));
        session(byLink, code).expectStatus().isUnauthorized();

        String byCode = ask("either@uk.example");
        session(byCode, uk.mailedCode("either@uk.example", 2)).expectStatus().isOk();
        token(uk.mailedToken("either@uk.example", 2)).expectStatus().isUnauthorized();
    }

    @Test
    void aCodeIsGoodWithItsAttemptOnly() {
        signUp("pair@uk.example");
        String code = uk.mailedCode("pair@uk.example", 1);
        String another = attempt(signUp("pair@uk.example"));
        if (uk.mailedCode("pair@uk.example", 2).equals(code)) {
            return; // one time in a million
        }

        session(another, code).expectStatus().isUnauthorized().expectBody().jsonPath("$.type")
                .isEqualTo("/problems/code-wrong").jsonPath("$.detail").value(String.class,
                        detail -> assertThat(detail).contains("4 tries are left"));
    }

    @Test
    void fiveWrongCodesEndAnAttemptAndTheLinkIsStillGood() throws Exception {
        String attempt = attempt(signUp("five@uk.example"));
        String code = uk.mailedCode("five@uk.example", 1);
        Callable<String> guess = () -> type(session(attempt, other(code)));

        try (var threads = Executors.newFixedThreadPool(4)) {
            List<String> answers = threads.invokeAll(Stream.generate(() -> guess).limit(8).toList()).stream()
                    .map(it -> it.resultNow()).sorted().toList();
            assertThat(answers).startsWith("code-not-valid", "code-not-valid", "code-not-valid", "code-not-valid")
                    .endsWith("code-wrong", "code-wrong", "code-wrong", "code-wrong");
        }
        session(attempt, code).expectStatus().isUnauthorized();
        uk.open(uk.mailedToken("five@uk.example", 1));
    }

    /** Whether somebody has the address or not: the same answers, in the same order. */
    @ParameterizedTest
    @ValueSource(strings = {"guessed@uk.example", "nobody-guessed@uk.example"})
    void newAttemptsGiveNoMoreThanTenGuessesADay(String email) {
        if (email.startsWith("guessed")) {
            uk.resident(email, "Guessed");
        }
        String wrong = "000000";
        for (int i = 0; i < SignInCodes.WRONG_PER_ADDRESS / SignInCodes.TRIES; i++) {
            String attempt = ask(email);
            List<String> answers = Stream.generate(() -> type(session(attempt, wrong))).limit(6).toList();
            assertThat(answers).containsExactly("code-wrong", "code-wrong", "code-wrong", "code-wrong",
                    "code-not-valid",
                    "code-not-valid");
        }

        String attempt = ask(email);
        session(attempt, wrong).expectStatus().isEqualTo(429).expectBody().jsonPath("$.type")
                .isEqualTo("/problems/too-many-codes");

        if (email.startsWith("guessed")) {
            session(attempt, uk.mailedCode(email, 4)).expectStatus().isEqualTo(429);
            token(uk.mailedToken(email, 4)).expectStatus().isOk();
        }
    }

    @Test
    void guessesAtManyAddressesAreBoundedToo() {
        String attempt = attempt(signUp("bounded@uk.example"));
        String code = uk.mailedCode("bounded@uk.example", 1);
        uk.rows().update("""
                INSERT INTO membership.sign_in_link (id, email, asked_at, expires_at, wrong_codes)
                VALUES ('many', 'many@uk.example', now() - interval '23 hours', now() - interval '22 hours', ?)""",
                SignInCodes.WRONG_PER_NODE);
        try {
            session(attempt, code).expectStatus().isEqualTo(429);
        } finally {
            uk.rows().update("DELETE FROM membership.sign_in_link WHERE id = 'many'");
        }
        session(attempt, code).expectStatus().isOk();
    }

    @Test
    void aCodeIsKeptAsAHashAndExpiresWithItsLink() {
        String attempt = attempt(signUp("kept@uk.example"));
        String code = uk.mailedCode("kept@uk.example", 1);
        assertThat(eventually(() -> uk.rows().queryForList("SELECT code_hash FROM membership.sign_in_token"
                + " WHERE link_id = ?", String.class, attempt), it -> !it.isEmpty())).allMatch(it -> it.length() == 64);
        uk.rows().update("UPDATE membership.sign_in_link SET expires_at = now() WHERE id = ?", attempt);

        session(attempt, code).expectStatus().isUnauthorized();
    }

    private static String other(String code) {
        return code.charAt(0) == '0' ? "1" + code.substring(1) : "0" + code.substring(1);
    }

    private static String type(ResponseSpec response) {
        return String.valueOf(body(response).get("type")).replace("/problems/", "");
    }

    private static String attempt(ResponseSpec response) {
        return String.valueOf(body(response.expectStatus().isAccepted()).get("attempt"));
    }

    private String ask(String email) {
        return attempt(uk.call(HttpMethod.POST, null, "/api/sign-in", "{\"email\":\"" + email + "\"}", null));
    }

    private ResponseSpec signUp(String email) {
        return uk.call(HttpMethod.POST, null, "/api/members", """
                {"email":"%s","displayName":"X","timeZone":"Europe/London"}""".formatted(email), null);
    }

    private ResponseSpec session(String attempt, String code) {
        return uk.call(HttpMethod.POST, null, "/api/sessions",
                "{\"attempt\":\"" + attempt + "\",\"code\":\"" + code + "\"}", null);
    }

    private ResponseSpec token(String token) {
        return uk.call(HttpMethod.POST, null, "/api/sessions", "{\"token\":\"" + token + "\"}", null);
    }
}
