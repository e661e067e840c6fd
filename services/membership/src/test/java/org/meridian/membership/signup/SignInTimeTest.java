package org.meridian.membership.signup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.meridian.membership.MembershipService;
import org.meridian.testing.Shared;

/**
 * Nobody learns from how long an answer takes whether somebody has signed up. Asked are pairs, a member's address and one that
 * nobody has, one right after the other and in either order, so that whatever else the machine does slows both down alike.
 */
class SignInTimeTest {

    private static final int PAIRS = 250;
    /** Of the pairs; a fair coin leaves 0.37 to 0.63 once in 30,000 times. */
    private static final double FAIR = 0.13;

    private final MembershipService uk;
    private final Random random = new Random(1);

    SignInTimeTest(@Shared MembershipService uk) {
        this.uk = uk;
    }

    @Test
    void aMemberIsAnsweredAsFastAsNobody() {
        uk.rows()
                .update("""
                INSERT INTO membership.account (id, version, email, time_zone)
                SELECT 'uk-timed-' || n, 1, 'timed-known-' || n || '@uk.example', 'Etc/UTC' FROM generate_series(0, 999) n""");
        try {
            assertThat(slower("/api/sign-in", "{\"email\":\"timed-%s-%d@uk.example\"}")).isBetween(0.5 - FAIR,
                    0.5 + FAIR);
            assertThat(slower("/api/members", """
                    {"email":"timed-%s-%d@uk.example","displayName":"X","timeZone":"Etc/UTC"}""")).isBetween(0.5 - FAIR,
                    0.5 + FAIR);
        } finally {
            uk.rows().update("DELETE FROM membership.account WHERE id LIKE 'uk-timed-%'");
        }
    }

    /** What this test would see, if there were half a millisecond between them. */
    @Test
    void aDifferenceIsSeen() {
        RandomGenerator noise = new Random(2);
        List<Long> known = new ArrayList<>();
        List<Long> unknown = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            known.add((long) (4_000_000 + 500_000 + Math.abs(noise.nextGaussian()) * 1_000_000));
            unknown.add((long) (4_000_000 + Math.abs(noise.nextGaussian()) * 1_000_000));
        }
        assertThat(slower(known, unknown)).isGreaterThan(0.5 + FAIR);
    }

    /** The share of pairs in which the member's answer took longer. */
    private double slower(String path, String request) {
        List<Long> known = new ArrayList<>();
        List<Long> unknown = new ArrayList<>();
        for (int i = 0; i < PAIRS + 20; i++) {
            boolean knownFirst = random.nextBoolean();
            String pair = request;
            int number = i;
            String from = "2001:db8:" + Integer.toHexString(path.length()) + ":" + Integer.toHexString(i) + "::1";
            long first = nanos(path, pair.formatted(knownFirst ? "known" : "unknown", number), from);
            long second = nanos(path, pair.formatted(knownFirst ? "unknown" : "known", number), from);
            if (i >= 20) {
                known.add(knownFirst ? first : second);
                unknown.add(knownFirst ? second : first);
            }
        }
        return slower(known, unknown);
    }

    private static double slower(List<Long> known, List<Long> unknown) {
        int slower = 0;
        for (int i = 0; i < known.size(); i++) {
            slower += known.get(i) > unknown.get(i) ? 1 : 0;
        }
        return (double) slower / known.size();
    }

    private long nanos(String path, String request, String from) {
        long begun = System.nanoTime();
        uk.from(from, path, request).expectStatus().isAccepted();
        return System.nanoTime() - begun;
    }
}
