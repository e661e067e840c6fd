package org.meridian.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.meridian.testing.Waiting.eventually;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RetryTest {

    private final AtomicInteger attempts = new AtomicInteger();
    private final Retry retry = new Retry("It is away", LoggerFactory.getLogger(RetryTest.class),
            IOException.class::isInstance);

    private void failsUntil(int attempt) throws IOException {
        if (attempts.incrementAndGet() < attempt) {
            throw new IOException("away");
        }
    }

    @Test
    void triesUntilItWorks() throws Exception {
        retry.untilItWorks(() -> failsUntil(3));
        assertThat(attempts).hasValue(3);
    }

    @Test
    void aMistakeIsNotTriedAgain() {
        assertThatThrownBy(() -> retry.untilItWorks(() -> {
            attempts.incrementAndGet();
            throw new IllegalArgumentException("a mistake");
        })).isInstanceOf(IllegalArgumentException.class).hasMessage("a mistake");
        assertThat(attempts).hasValue(1);
    }

    @Test
    void anInterruptEndsIt() {
        var interrupted = new AtomicBoolean();
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                retry.untilItWorks(() -> failsUntil(Integer.MAX_VALUE));
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
        });
        eventually(attempts::get, it -> it > 0);
        thread.interrupt();
        eventually(interrupted::get, it -> it);
    }
}
