package org.meridian.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.meridian.testing.TestIds.id;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.testing.RealServers;

class IdempotencyKeysTest {

    private static final Database DATABASE = new Database("keys", RealServers.database().pool("keys", 2));
    private static final Instant NOW = Instant.now();
    private static final String ADA = id("uk-ada");

    private final IdempotencyKeys keys = at(NOW);

    @BeforeAll
    static void makeTheTables() {
        DATABASE.start();
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    private static IdempotencyKeys at(Instant now) {
        return new IdempotencyKeys(DATABASE, Clock.fixed(now, ZoneOffset.UTC));
    }

    private String use(String key, String request, String result) {
        return keys.once(ADA, key, request, () -> result,
                (id, alongside) -> List.of(alongside).forEach(IdempotencyKeysTest::run));
    }

    private static void run(BulkStatement statement) {
        statement.run(DATABASE.jdbc());
    }

    @Test
    void aKeyGivesItsFirstResultAgain() {
        assertThat(use("again", "request", "first")).isEqualTo("first");
        assertThat(use("again", "request", "second")).isEqualTo("first");
    }

    @Test
    void anotherRequestUnderAUsedKeyIsRefused() {
        use("reused", "request", "result");
        assertThatThrownBy(() -> use("reused", "another", "result")).isInstanceOfSatisfying(Refusal.class,
                refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.UNPROCESSABLE));
    }

    @Test
    void aKeyIsKnownForAWeek() {
        use("week", "request", "result");

        at(NOW.plus(Duration.ofDays(6))).forgetOld();
        assertThat(keys.given(ADA, "week", "request")).contains("result");

        at(NOW.plus(Duration.ofDays(8))).forgetOld();
        assertThat(keys.given(ADA, "week", "request")).isEqualTo(Optional.empty());
    }
}
