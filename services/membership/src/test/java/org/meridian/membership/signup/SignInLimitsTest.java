package org.meridian.membership.signup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.meridian.membership.MembershipService.body;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.membership.MembershipService;
import org.meridian.testing.Shared;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Nobody keeps others from signing in, fills somebody's mailbox, or guesses codes for long. */
class SignInLimitsTest {

    private static final InetAddress HERE = InetAddress.ofLiteral("198.51.100.1");
    private static final InetAddress THERE = InetAddress.ofLiteral("198.51.100.2");
    private static final SignupSettings FEW = new SignupSettings(Set.of(), Set.of(), 3, 4);

    private final MembershipService uk;

    SignInLimitsTest(@Shared MembershipService uk) {
        this.uk = uk;
    }

    /** One instance of the service; others have the same database. */
    private SignInLimits instance(Instant now) {
        return new SignInLimits(uk.bean(Database.class), FEW, Clock.fixed(now, ZoneOffset.UTC));
    }

    @Test
    void aMailboxIsNotBombedBySigningUpAndInTogetherHoweverItIsWritten() {
        List<String> written = List.of("bomb@uk.example", "Bomb@uk.example", "bomb+1@uk.example", "BOMB+2@UK.example",
                "bomb+1+2@uk.example");
        for (int i = 0; i < written.size(); i++) {
            (i % 2 == 0 ? signUp("203.0.113.1", written.get(i)) : signIn("203.0.113.1", written.get(i))).expectStatus()
                    .isAccepted();
        }
        assertThat(wait(signIn("203.0.113.1", "bomb@uk.example"))).isBetween(1L, 180L);
        assertThat(wait(signUp("203.0.113.1", "bomb+9@uk.example"))).isBetween(1L, 180L);

        int fromElsewhere = 0;
        for (int i = 2; i < 20; i++) {
            fromElsewhere += signIn("203.0.113." + i, "bomb@uk.example").returnResult(String.class).getStatus()
                    .value() == 202
                            ? 1
                            : 0;
        }
        assertThat(fromElsewhere).isEqualTo(SignInLimits.PER_MAILBOX - written.size());
    }

    @Test
    void whoHasTheMailboxGetsAMailWhereverSomebodyElseBombsItFrom() {
        uk.resident("victim@uk.example", "Victim");
        int before = uk.mailsTo("victim@uk.example").size();
        IntStream.range(0, 20).forEach(i -> signUp("203.0.113.30", "victim@uk.example"));

        signIn("203.0.113.31", "victim@uk.example").expectStatus().isAccepted();

        uk.open(uk.mailedToken("victim@uk.example", before + SignInLimits.PER_MAILBOX_AND_NETWORK + 1));
    }

    @Test
    void whoSignsInHasAskedForNothingInVain() {
        uk.resident("often@uk.example", "Often");
        int mails = uk.mailsTo("often@uk.example").size();
        for (int i = 1; i <= 2 * SignInLimits.PER_MAILBOX; i++) {
            signIn("203.0.113.40", "often@uk.example").expectStatus().isAccepted();
            String token = uk.mailedToken("often@uk.example", mails + i);
            uk.from("203.0.113.40", "/api/sessions", "{\"token\":\"" + token + "\"}").expectStatus().isOk();
        }
    }

    @Test
    void aNetworkHasItsShareForAllInstancesTogetherAndNobodyElseHasLess() {
        Instant now = Instant.now();
        instance(now).ask(HERE, "a1@uk.example", true);
        instance(now).ask(HERE, "a2@uk.example", true);
        instance(now).ask(HERE, "a3@uk.example", true);

        assertRefused(() -> instance(now).ask(HERE, "a4@uk.example", true), 60 * 60 / 3);
        instance(now).ask(HERE, "a4@uk.example", false);
        instance(now).ask(THERE, "a5@uk.example", true);
        instance(now.plus(Duration.ofMinutes(21))).ask(HERE, "a6@uk.example", true);
    }

    @Test
    void wrongCodesAreCountedByNetworkSoThatOneClientDoesNotBarTheNodes() {
        String mailed = attempt(signUp("198.51.100.77", "guess@uk.example"));
        String code = uk.mailedCode("guess@uk.example", 1);
        InetAddress guesser = InetAddress.ofLiteral("198.51.100.78");
        IntStream.range(0, SignInLimits.WRONG_CODES_PER_NETWORK)
                .forEach(i -> uk.bean(SignInLimits.class).guessedWrong(guesser));

        String guess = "{\"attempt\":\"" + mailed + "\",\"code\":\"" + code + "\"}";
        assertThat(wait(uk.from("198.51.100.78", "/api/sessions", guess))).isPositive();
        uk.from("198.51.100.77", "/api/sessions", guess).expectStatus().isOk();
    }

    /** Of IPv6 everybody has as many addresses as they like. */
    @ParameterizedTest
    @ValueSource(strings = {"2001:db8:0:1::", "2001:db8:0:1:ffff::"})
    void aSixtyFourthIsOneNetwork(String other) {
        String mailbox = "six" + other.length() + "@uk.example";
        IntStream.range(0, SignInLimits.PER_MAILBOX_AND_NETWORK)
                .forEach(i -> signIn("2001:db8:0:1::" + (i + 1), mailbox).expectStatus().isAccepted());

        assertThat(wait(signIn(other + "abcd", mailbox))).isPositive();
        signIn("2001:db8:0:2::1", mailbox).expectStatus().isAccepted();
    }

    @Test
    void whatIsFullAgainIsForgotten() {
        instance(Instant.now().minus(Duration.ofDays(2))).ask(InetAddress.ofLiteral("198.51.100.9"), "gone@uk.example",
                true);
        uk.bean(SignInLimits.class).purge();

        assertThat(uk.rows().queryForObject("SELECT count(*) FROM membership.sign_in_limit WHERE expires_at < ?",
                Integer.class, System.currentTimeMillis())).isZero();
        assertThat(uk.rows().queryForList("SELECT id FROM membership.sign_in_limit", String.class))
                .allMatch(it -> it.matches("[0-9a-f]{64}"));
    }

    private static void assertRefused(Runnable request, long seconds) {
        assertThatThrownBy(request::run).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.kind()).isEqualTo(Refusal.Kind.TOO_MANY);
            assertThat(refusal.retryAfter()).isNotNull().isLessThanOrEqualTo(Duration.ofSeconds(seconds));
        });
    }

    private static long wait(ResponseSpec response) {
        return Long.parseLong(String.valueOf(response.expectStatus().isEqualTo(429).returnResult(String.class)
                .getResponseHeaders().getFirst("Retry-After")));
    }

    private static String attempt(ResponseSpec response) {
        return String.valueOf(body(response.expectStatus().isAccepted()).get("attempt"));
    }

    private ResponseSpec signUp(String from, String email) {
        return uk.from(from, "/api/members", """
                {"email":"%s","displayName":"X","timeZone":"Europe/London"}""".formatted(email));
    }

    private ResponseSpec signIn(String from, String email) {
        return uk.from(from, "/api/sign-in", "{\"email\":\"" + email + "\"}");
    }
}
