package org.meridian.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What a number of connections get done, each sending its next request when it has the answer to the last.
 *
 * @param perSecond   within the measured time
 * @param clientCores processor time of this program, the client, per second: what it takes from the node
 * @param nodeMillis  processor time of the node, its PostgreSQL included, per request: the number to compare where other
 *                    programs share the machine
 */
record Load(double perSecond, double clientCores, double nodeMillis) {

    static final List<Integer> CONNECTIONS = List.of(1, 8, 32);
    static final Duration WARM_UP = Duration.ofSeconds(3);
    static final Duration MEASURED = Duration.ofSeconds(8);
    /** A JVM that was just started compiles for so long under load, with a processor that the requests then lack. */
    static final Duration UNTIL_COMPILED = Duration.ofSeconds(120);

    /** Done again and again by one thread over its own connection. */
    interface Work {
        void once() throws Exception;
    }

    /** Opens a connection and says what to do with it. */
    interface Opening {
        Work open(List<AutoCloseable> closeAfterwards) throws Exception;
    }

    static Load run(ProcessHandle node, int connections, Duration warmUp, Duration measured, Opening opening)
            throws Exception {
        var done = new LongAdder();
        var running = new AtomicBoolean(true);
        var failure = new AtomicReference<@Nullable Exception>();
        List<AutoCloseable> closeAfterwards = new ArrayList<>();
        List<Work> works = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        try {
            for (int i = 0; i < connections; i++) {
                works.add(opening.open(closeAfterwards));
            }
            for (Work work : works) {
                threads.add(Thread.ofPlatform().start(() -> repeat(work, running, done, failure)));
            }
            Thread.sleep(warmUp);
            return measure(node, done, measured);
        } finally {
            running.set(false);
            for (Thread thread : threads) {
                thread.join();
            }
            for (AutoCloseable connection : closeAfterwards) {
                connection.close();
            }
            Exception failed = failure.get();
            if (failed != null) {
                throw new IllegalStateException("The load failed", failed);
            }
        }
    }

    private static void repeat(Work work, AtomicBoolean running, LongAdder done,
            AtomicReference<@Nullable Exception> failure) {
        try {
            while (running.get()) {
                work.once();
                done.increment();
            }
        } catch (Exception e) {
            failure.compareAndSet(null, e);
            running.set(false);
        }
    }

    private static Load measure(ProcessHandle node, LongAdder done, Duration measured) throws InterruptedException {
        long doneBefore = done.sum();
        double clientBefore = Footprint.processorSeconds(ProcessHandle.current());
        double nodeBefore = Footprint.processorSecondsOfAll(node);
        long begin = System.nanoTime();
        Thread.sleep(measured);
        double seconds = (System.nanoTime() - begin) / 1e9;
        double requests = done.sum() - doneBefore;
        return new Load(requests / seconds,
                (Footprint.processorSeconds(ProcessHandle.current()) - clientBefore) / seconds,
                (Footprint.processorSecondsOfAll(node) - nodeBefore) * 1000 / requests);
    }

    /** For a note: what a connection count's loads took of the machine. */
    static String costs(int connections, Load load, Load nothing, Load rows) {
        return String.format(Locale.ROOT,
                "%d connections: %.2f ms of the node's processor time each (nothing: %.2f, JDBC: %.2f); the client took %.2f cores (nothing: %.2f, JDBC: %.2f)",
                connections, load.nodeMillis(), nothing.nodeMillis(), rows.nodeMillis(), load.clientCores(),
                nothing.clientCores(), rows.clientCores());
    }
}
