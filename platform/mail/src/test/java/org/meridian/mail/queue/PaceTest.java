package org.meridian.mail.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaceTest {

    @Test
    void noMoreGoInASecondHoweverManySendThem() throws Exception {
        var pace = new Pace(200);
        assertThat(timeOf(81, pace)).isGreaterThan(Duration.ofMillis(399));
    }

    @Test
    void whatWasLateMayHurryForATenthOfASecond() {
        var now = new AtomicLong();
        var pace = new Pace(200, now::get);
        now.addAndGet(Duration.ofMillis(300).toNanos());
        var last = IntStream.range(0, 60).mapToLong(i -> pace.turn()).max().orElseThrow();
        assertThat(Duration.ofNanos(last - now.get())).isGreaterThan(Duration.ofMillis(190))
                .isLessThan(Duration.ofMillis(200));
    }

    /** Of so many, for which four threads wait. */
    private static Duration timeOf(int mails, Pace pace) throws Exception {
        long begin = System.nanoTime();
        Callable<Integer> turn = () -> {
            pace.await();
            return 1;
        };
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Integer>> turns = IntStream.range(0, mails).mapToObj(i -> turn).toList();
            for (var done : threads.invokeAll(turns)) {
                done.get();
            }
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
