package org.meridian.flows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Many clients of a node at once, from many addresses, who stay as long as it lets them. */
final class SlowClients {

    private static final int ADDRESSES = 25;
    private static final int PATIENCE_MILLIS = 30_000;
    private static final long LEAST_SECONDS = 5;
    private static final long MOST_SECONDS = 20;

    /** One of them. */
    @FunctionalInterface
    interface Client {
        void run(RawHttp connection, int number) throws IOException;
    }

    /**
     * What was meanwhile.
     *
     * @param memory the most that the node had
     * @param millis what others waited for each answer, in order
     */
    record Meanwhile(long memory, List<Long> millis) {

        long percentile(int percent) {
            return millis.get((millis.size() - 1) * percent / 100);
        }
    }

    private final Http node;
    private final LongSupplier memory;

    SlowClients(Http node, LongSupplier memory) {
        this.node = node;
        this.memory = memory;
    }

    /**
     * @param receiveBuffer of each, in bytes; 0 for what is usual
     * @param other         what somebody else asks all the time
     */
    Meanwhile attack(int clients, int receiveBuffer, Client client, Runnable other) throws Exception {
        Queue<RawHttp> open = new ConcurrentLinkedQueue<>();
        List<Long> millis = new ArrayList<>();
        long most = memory.getAsLong();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                int number = i;
                all.add(threads.submit(() -> run(client, number, receiveBuffer, open)));
            }
            long begun = System.nanoTime();
            while (seconds(begun) < LEAST_SECONDS
                    || seconds(begun) < MOST_SECONDS && !all.stream().allMatch(Future::isDone)) {
                long asked = System.nanoTime();
                other.run();
                millis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - asked));
                most = Math.max(most, memory.getAsLong());
                TimeUnit.MILLISECONDS.sleep(50);
            }
            for (RawHttp connection : open) {
                connection.close();
            }
        }
        millis.sort(null);
        return new Meanwhile(most, millis);
    }

    private void run(Client client, int number, int receiveBuffer, Queue<RawHttp> open) {
        try {
            var connection = new RawHttp(node, "127.0.1." + (1 + number % ADDRESSES), receiveBuffer, PATIENCE_MILLIS);
            open.add(connection);
            client.run(connection, number);
        } catch (IOException refused) {
            // as it may be
        }
    }

    private static long seconds(long since) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since);
    }
}
