package org.meridian.flows;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Whether two calls can be told apart by how long they take: each made many times, in turn. */
final class Timing {

    private static final int CALLS = 200;
    /** A node takes half a second to say that something is missing which may be on its way. */
    private static final int AT_ONCE = 12;
    /** More than four standard deviations of a Mann–Whitney statistic of this size, 1/√(6·{@value #CALLS}). */
    private static final double TELLING = 0.125;

    private Timing() {}

    /** In each of three rounds by itself, so that a machine's bad moment says nothing. */
    static boolean tellsApart(Runnable one, Runnable other) {
        return IntStream.range(0, 3).allMatch(round -> Math.abs(slower(one, other) - 0.5) > TELLING);
    }

    /** The probability that one takes longer than the other (the Mann–Whitney statistic over its largest value). */
    private static double slower(Runnable one, Runnable other) {
        long[] ones = new long[CALLS];
        long[] others = new long[CALLS];
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> pairs = IntStream.range(0, CALLS).<Future<?>>mapToObj(i -> threads.submit(() -> {
                boolean first = ThreadLocalRandom.current().nextBoolean();
                if (first) {
                    ones[i] = nanos(one);
                }
                others[i] = nanos(other);
                if (!first) {
                    ones[i] = nanos(one);
                }
            })).toList();
            for (Future<?> pair : pairs) {
                pair.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
        Arrays.sort(others);
        return Arrays.stream(ones).mapToDouble(it -> shareBelow(others, it)).average().orElseThrow();
    }

    private static double shareBelow(long[] sorted, long value) {
        int place = Arrays.binarySearch(sorted, value);
        return (double) (place < 0 ? -place - 1 : place) / sorted.length;
    }

    private static long nanos(Runnable call) {
        long begin = System.nanoTime();
        call.run();
        return System.nanoTime() - begin;
    }
}
