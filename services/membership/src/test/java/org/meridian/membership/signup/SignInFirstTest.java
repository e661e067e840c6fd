package org.meridian.membership.signup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.meridian.membership.MembershipService;
import org.meridian.testing.Shared;

/** While the mail server takes a second for each mail. */
class SignInFirstTest {

    /** Closed with all others only: a server that closes takes the threads of all others in the process with it. */
    static final class SlowlyMailed implements AutoCloseable {

        final SlowMailServer mail = new SlowMailServer(Duration.ofSeconds(1));
        final MembershipService uk = new MembershipService(mail.port());

        @Override
        public void close() throws IOException {
            uk.close();
            mail.close();
        }
    }

    private final SlowMailServer mail;
    private final MembershipService uk;

    SignInFirstTest(@Shared SlowlyMailed slowly) {
        mail = slowly.mail;
        uk = slowly.uk;
    }

    @Test
    void membersDoNotWaitForTheMailsOfWhoeverSignsUpAHundredInventedAddresses() {
        uk.rows().update("INSERT INTO membership.member (id, version, registered_at) VALUES ('uk-1', 1, now())");
        uk.rows().update("""
                INSERT INTO membership.account (id, version, email, time_zone)
                VALUES ('uk-1', 1, 'known@uk.example', 'Etc/UTC')""");
        for (int i = 0; i < 120; i++) {
            uk.from("203.0.113.9", "/api/members", """
                    {"email":"invented%d@uk.example","displayName":"X","timeZone":"Europe/London"}""".formatted(i))
                    .expectStatus().isAccepted();
        }
        eventually(mail::recipients, it -> it.size() > 2);

        Instant asked = Instant.now();
        uk.from("203.0.113.10", "/api/sign-in", "{\"email\":\"known@uk.example\"}").expectStatus().isAccepted();
        eventually(mail::recipients, it -> it.contains("known@uk.example"));

        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(10));
        assertThat(mail.recipients()).hasSizeLessThan(100);
    }
}
