package org.meridian.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Posts from their 201 in one country until they can be read in another. A few readers ask for them in their order, as soon
 * as they have been accepted; the node holds a request for what it does not know yet, and answers when it has come.
 */
final class Posts {

    static final int READERS = 8;
    private static final int WRITERS = 8;
    private static final long TIMEOUT_NANOS = 30_000_000_000L;

    private record Accepted(String id, long sent, long at, boolean measured) {

        String path() {
            return "/api/posts/" + id;
        }
    }

    /** When its POST was sent and answered, and when it could be read; by {@link System#nanoTime}. */
    record Crossed(String id, long sent, long accepted, long readable) {}

    private final Pace pace;
    private final Collection<Crossed> crossed = new ConcurrentLinkedQueue<>();
    private final Latencies crossing = new Latencies();
    private final Latencies present = new Latencies();
    private final BlockingQueue<Boolean> due = new LinkedBlockingQueue<>();
    private final BlockingQueue<Accepted> accepted = new LinkedBlockingQueue<>();

    Posts(Pace pace) {
        this.pace = pace;
    }

    Latencies crossing() {
        return crossing;
    }

    List<Crossed> crossed() {
        return List.copyOf(crossed);
    }

    /** GETs of posts that are there. */
    Latencies present() {
        return present;
    }

    /** In a group of both. */
    void cross(Member author, Member reader, String group) throws Exception {
        String posts = "/api/groups/" + group + "/posts";
        List<Future<?>> clients = new ArrayList<>();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            for (int i = 0; i < WRITERS; i++) {
                clients.add(threads.submit(() -> write(author, posts)));
            }
            for (int i = 0; i < READERS; i++) {
                clients.add(threads.submit(() -> read(reader)));
            }
            pace.run((number, measured) -> due.add(measured));
            while (crossing.count() < pace.measuredEvents()
                    && clients.stream().noneMatch(client -> client.state() == Future.State.FAILED)) {
                Thread.sleep(100);
            }
            threads.shutdownNow();
        }
        for (Future<?> client : clients) {
            if (client.state() == Future.State.FAILED) {
                throw new IllegalStateException("A client failed", client.exceptionNow());
            }
        }
    }

    private Object write(Member author, String posts) throws IOException {
        try (var connection = author.connect()) {
            while (true) {
                boolean measured = due.take();
                long sent = System.nanoTime();
                var answer = connection.post(posts, Member.POST).with(201);
                long answered = System.nanoTime();
                accepted.add(new Accepted(Member.id(answer), sent, answered, measured));
            }
        } catch (InterruptedException finished) {
            return "finished";
        }
    }

    private Object read(Member reader) throws IOException {
        try (var connection = reader.connect()) {
            while (true) {
                Accepted post = accepted.take();
                long readable = whenReadable(connection, post);
                connection.get(post.path()).with(200);
                if (post.measured()) {
                    present.add(System.nanoTime() - readable);
                    crossing.add(readable - post.at());
                    crossed.add(new Crossed(post.id(), post.sent(), post.at(), readable));
                }
            }
        } catch (InterruptedException finished) {
            return "finished";
        }
    }

    private static long whenReadable(HttpConnection connection, Accepted post) throws IOException {
        while (connection.get(post.path()).status() != 200) {
            if (System.nanoTime() - post.at() > TIMEOUT_NANOS) {
                throw new IllegalStateException(post.path() + " cannot be read after 30 s.");
            }
        }
        return System.nanoTime();
    }
}
