package org.meridian.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerTest {

    private final AtomicInteger rounds = new AtomicInteger();
    private Worker worker = new Worker("worker", Duration.ofHours(1), rounds::incrementAndGet);

    @AfterEach
    void stop() {
        worker.stop();
    }

    @Test
    void doesNothingBeforeItsLogIsOpenHoweverOftenItIsWoken() {
        worker.wake();

        assertThat(rounds).hasValue(0);
    }

    @Test
    void goesRoundWhenItStartsAndWhenItIsWoken() {
        worker.start();
        eventually(rounds::get, it -> it == 1);

        worker.wake();

        eventually(rounds::get, it -> it == 2);
    }

    @Test
    void goesRoundUnwokenToo() {
        worker = new Worker("worker", Duration.ofMillis(5), rounds::incrementAndGet);
        worker.start();

        eventually(rounds::get, it -> it > 3);
    }

    @Test
    void looksLessOftenWhereNothingHasHappenedForLong() {
        Duration second = Duration.ofSeconds(1);

        assertThat(Worker.rest(second, Duration.ofSeconds(59))).isEqualTo(second);
        assertThat(Worker.rest(second, Duration.ofMinutes(1))).isEqualTo(Duration.ofSeconds(5));
        assertThat(Worker.rest(Duration.ofSeconds(5), Duration.ofHours(1))).isEqualTo(Duration.ofSeconds(10));
        assertThat(Worker.rest(Duration.ofHours(1), Duration.ofDays(1))).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void triesAgainAfterARoundThatFailed() {
        worker = new Worker("worker", Duration.ofMillis(5), () -> {
            if (rounds.incrementAndGet() < 3) {
                throw new IllegalStateException("on purpose");
            }
        });
        worker.start();

        eventually(rounds::get, it -> it > 3);
    }

    @Test
    void letsTheStepUnderWayFinishBeforeItStops() {
        worker = new Worker("worker", Duration.ofHours(1), () -> {
            rounds.incrementAndGet();
            eventually(worker::isRunning, running -> !running);
            rounds.incrementAndGet();
        });
        worker.start();
        eventually(rounds::get, it -> it == 1);

        worker.stop();

        assertThat(rounds).hasValue(2);
    }
}
