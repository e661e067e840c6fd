package org.meridian.replay.exporting;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Says once a second how far some work is, at what rate, and how long it will still take. */
public final class Progress {

    /**
     * How far it is.
     *
     * @param what {@code read} or {@code wrote}
     * @param rate facts a second
     */
    public record Step(String what, long done, long all, double rate) {

        /** For people. */
        public String line() {
            String left = rate < 1 ? "" : ", " + Math.max(0, Math.round((all - done) / rate)) + " s left";
            return String.format(Locale.ROOT, "%s %,d of %,d (%d %%), %,.0f/s%s", what, done, all,
                    all == 0 ? 100 : Math.min(100, done * 100 / all), rate, left);
        }
    }

    private Progress() {}

    /** Runs the work and says how far it is. */
    static void during(String what, LongSupplier done, long all, Consumer<Step> listener, Runnable work) {
        Thread thread = Thread.ofVirtual().start(() -> say(what, done, all, listener));
        try {
            work.run();
        } finally {
            thread.interrupt();
        }
    }

    private static void say(String what, LongSupplier done, long all, Consumer<Step> listener) {
        long begin = System.nanoTime();
        long before = done.getAsLong();
        try {
            while (true) {
                TimeUnit.SECONDS.sleep(1);
                long now = done.getAsLong();
                double rate = (now - before) * 1e9 / (System.nanoTime() - begin);
                listener.accept(new Step(what, now, all, rate));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
