package org.meridian.membership.issuers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.membership.MembershipService.body;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.Test;
import org.meridian.membership.MembershipService;
import org.meridian.membership.MembershipService.Person;
import org.meridian.testing.FreePorts;
import org.meridian.testing.Shared;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** A real issuer: what it signs is verified by the keys that it serves. */
class IssuersTest {

    private static final String CLIENT = "meridian";

    /** Closed with all others only: a server that closes takes the threads of all others in the process with it. */
    static final class WithIssuers implements AutoCloseable {

        final MockOAuth2Server issuer = new MockOAuth2Server();
        final MembershipService uk;

        WithIssuers() {
            issuer.start();
            uk = new MembershipService(Map.of("meridian.issuers.council.url", issuer.issuerUrl("council").toString(),
                    "meridian.issuers.council.name", "Westshire Council", "meridian.issuers.council.client-id", CLIENT,
                    "meridian.issuers.away.url", "http://127.0.0.1:" + FreePorts.next(), "meridian.issuers.away.name",
                    "Away", "meridian.issuers.away.client-id", CLIENT));
        }

        @Override
        public void close() {
            uk.close();
            issuer.shutdown();
        }
    }

    private final MockOAuth2Server issuer;
    private final MembershipService uk;

    IssuersTest(@Shared WithIssuers with) {
        issuer = with.issuer;
        uk = with.uk;
    }

    private String url() {
        return issuer.issuerUrl("council").toString();
    }

    @Test
    void issuersAreListedForEverybodyWithoutWhatIsSecret() {
        uk.call(HttpMethod.GET, null, "/api/sign-in/issuers", null, null).expectStatus().isOk().expectBody()
                .jsonPath("$.items[1].id").isEqualTo("council").jsonPath("$.items[1].name")
                .isEqualTo("Westshire Council").jsonPath("$.items[1].issuer").isEqualTo(url())
                .jsonPath("$.items[1].clientId").isEqualTo(CLIENT).jsonPath("$.items[1].secret").doesNotExist();
    }

    @Test
    void aMemberLinksTheCouncilsAccountAndSignsInByEither() {
        Person ivy = uk.signUp("ivy@council.example", "Ivy");
        link(ivy, token("ivy", "n1"), "n1").expectStatus().isNoContent();

        Map<?, ?> session = body(signIn(token("ivy", "n2"), "n2").expectStatus().isOk());

        assertThat(session.get("memberId")).isEqualTo(ivy.id());
        assertThat(session.get("refreshToken")).isNotNull();
        assertThat(uk.signIn("ivy@council.example", false, "x").get("memberId")).isEqualTo(ivy.id());
        uk.get(ivy, "/api/members/me/issuers").expectBody().jsonPath("$.items[0].id").isEqualTo("council");
        assertThat(uk.rows().queryForList("SELECT t::text FROM membership.issuer_link t", String.class))
                .noneMatch(it -> it.contains("ivy"));
    }

    @Test
    void whoLeavesTheCouncilKeepsTheirAccount() {
        Person rob = uk.signUp("rob@home.example", "Rob");
        link(rob, token("rob", "n"), "n").expectStatus().isNoContent();

        uk.delete(rob, "/api/members/me/issuers/council").expectStatus().isNoContent();

        signIn(token("rob", "n"), "n").expectStatus().isUnauthorized().expectBody().jsonPath("$.type")
                .isEqualTo("/problems/issuer-not-linked");
        assertThat(uk.signIn("rob@home.example", false, "x").get("memberId")).isEqualTo(rob.id());
        uk.delete(rob, "/api/members/me/issuers/council").expectStatus().isNotFound();
    }

    @Test
    void theIssuerMakesNobodyAMember() {
        signIn(token("stranger", "n"), "n").expectStatus().isUnauthorized().expectBody().jsonPath("$.type")
                .isEqualTo("/problems/issuer-not-linked");
    }

    @Test
    void anIdTokenIsGoodOnceHoweverManySendItAtOnce() throws Exception {
        Person una = uk.signUp("una@council.example", "Una");
        link(una, token("una", "n"), "n").expectStatus().isNoContent();
        String token = token("una", "once");
        Callable<Integer> send = () -> signIn(token, "once").expectBody().returnResult().getStatus().value();

        try (var threads = Executors.newFixedThreadPool(4)) {
            assertThat(threads.invokeAll(List.of(send, send, send, send)).stream().map(it -> it.resultNow()).sorted())
                    .containsExactly(200, 401, 401, 401);
        }
    }

    @Test
    void whatTheIssuerHasNotSaidForThisNodeAndThisNonceIsRefused() throws Exception {
        Person max = uk.signUp("max@council.example", "Max");
        link(max, token("max", "n"), "n").expectStatus().isNoContent();

        notValid(token("max", "n3"), "another");
        notValid(token("council", "max", "another-client", 60, Map.of("nonce", "n4")), "n4");
        notValid(token("council", "max", CLIENT, -600, Map.of("nonce", "n5")), "n5");
        notValid(token("council", "max", CLIENT, 60, Map.of()), "n6");
        notValid(token("another-issuer", "max", CLIENT, 60, Map.of("nonce", "n7")), "n7");
        notValid("a.b.c", "n8");
        var symmetric = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), new JWTClaimsSet.Builder().issuer(url())
                .subject("max").audience(CLIENT).claim("nonce", "n9").issueTime(new Date())
                .expirationTime(Date.from(Instant.now().plusSeconds(60))).build());
        symmetric.sign(new MACSigner(new byte[32]));
        notValid(symmetric.serialize(), "n9");
        String unsigned = token("max", "n10");
        notValid(unsigned.substring(0, unsigned.lastIndexOf('.') + 1), "n10");
        signIn(token("max", "n11"), "n11").expectStatus().isOk();
    }

    @Test
    void whoFindsAnOpenSessionAddsNoKeyOfTheirOwn() {
        Person sue = uk.signUp("sue@council.example", "Sue");
        uk.rows().update("UPDATE membership.session SET begun_at = now() - interval '61 minutes' WHERE member_id = ?",
                sue.id());
        link(sue, token("thief", "n"), "n").expectStatus().isForbidden().expectBody().jsonPath("$.type")
                .isEqualTo("/problems/sign-in-again");

        Map<?, ?> fresh = uk.signIn("sue@council.example", false, "x");
        link(new Person(sue.id(), String.valueOf(fresh.get("accessToken"))), token("sue", "n"), "n").expectStatus()
                .isNoContent();
        Map<?, ?> byIssuer = body(signIn(token("sue", "m"), "m").expectStatus().isOk());
        uk.delete(sue, "/api/members/me/issuers/council").expectStatus().isNoContent();
        link(new Person(sue.id(), String.valueOf(byIssuer.get("accessToken"))), token("sue", "o"), "o").expectStatus()
                .isForbidden();
    }

    @Test
    void oneAccountAtTheIssuerIsOneMembers() {
        Person first = uk.signUp("first@council.example", "First");
        Person second = uk.signUp("second@council.example", "Second");
        link(first, token("shared", "n"), "n").expectStatus().isNoContent();
        link(first, token("shared", "m"), "m").expectStatus().isNoContent();

        link(second, token("shared", "o"), "o").expectStatus().isEqualTo(409);
        link(first, token("other", "p"), "p").expectStatus().isEqualTo(409);

        signIn(token("other", "q"), "q").expectStatus().isUnauthorized();
    }

    @Test
    void anIssuerThatIsAwayIsSaidToBe() {
        session("away", token("x", "n"), "n").expectStatus().isEqualTo(503).expectHeader().exists("Retry-After");
    }

    @Test
    void anIssuerThatIsNotConfiguredIsNone() {
        session("nobody", token("x", "n"), "n").expectStatus().isBadRequest().expectBody()
                .jsonPath("$.errors[0].field").isEqualTo("issuer");
        session("council", "", "").expectStatus().isBadRequest();
        Person pam = uk.signUp("pam@council.example", "Pam");
        uk.call(HttpMethod.PUT, pam.token(), "/api/members/me/issuers/nobody", "{\"idToken\":\"x\",\"nonce\":\"n\"}",
                null).expectStatus().isNotFound();
        uk.call(HttpMethod.PUT, null, "/api/members/me/issuers/council", "{\"idToken\":\"x\",\"nonce\":\"n\"}", null)
                .expectStatus().isUnauthorized();
    }

    private void notValid(String token, String nonce) {
        signIn(token, nonce).expectStatus().isUnauthorized().expectBody().jsonPath("$.type")
                .isEqualTo("/problems/id-token-not-valid");
    }

    private ResponseSpec link(Person who, String token, String nonce) {
        return uk.call(HttpMethod.PUT, who.token(), "/api/members/me/issuers/council",
                "{\"idToken\":\"%s\",\"nonce\":\"%s\"}".formatted(token, nonce), null);
    }

    private ResponseSpec signIn(String token, String nonce) {
        return session("council", token, nonce);
    }

    private ResponseSpec session(String id, String token, String nonce) {
        return uk.call(HttpMethod.POST, null, "/api/sessions",
                "{\"issuer\":\"%s\",\"idToken\":\"%s\",\"nonce\":\"%s\",\"renewable\":true}".formatted(id, token,
                        nonce),
                null);
    }

    private String token(String subject, String nonce) {
        return token("council", subject, CLIENT, 60, Map.of("nonce", nonce));
    }

    private String token(String who, String subject, String client, long seconds, Map<String, Object> claims) {
        return issuer.issueToken(who, client,
                new DefaultOAuth2TokenCallback(who, subject, "JWT", List.of(client), claims, seconds)).serialize();
    }
}
