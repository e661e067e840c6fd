package org.meridian.flows.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.meridian.flows.bench.Report.Aim;
import org.meridian.flows.bench.Report.Limit;

/**
 * From the 201 in the UK until the post can be read in New Zealand. A few readers ask for the posts in their order, as soon
 * as they have been accepted; the node holds a request for what it does not know yet, and answers when it has come.
 */
final class Crossing implements Bench.Benchmark {

    private static final Pace PACE = new Pace(50, 15, 20);
    private static final int WRITERS = 8;
    private static final int READERS = 8;
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private record Accepted(String path, long at, boolean measured) {}

    private final Latencies crossing = new Latencies();
    private final Latencies present = new Latencies();
    private final BlockingQueue<Boolean> due = new LinkedBlockingQueue<>();
    private final BlockingQueue<Accepted> accepted = new LinkedBlockingQueue<>();

    @Override
    public void run(Network network, Report report) throws Exception {
        network.only("uk", "nz");
        Member author = Member.signUp(network.httpPort("uk"), "author@bench.example");
        Member reader = Member.signUp(network.httpPort("nz"), "reader@bench.example");
        String group = author.foundGroup();
        reader.join(group);

        Latencies raw;
        try (var link = new RawLink(network.kafka("uk"), network.kafka("nz"))) {
            report.say("the raw link");
            raw = link.measure(PACE);
            report.say("posts");
            cross(author, reader, "/api/groups/" + group + "/posts");
        }
        report.add("p50", crossing.millis(0.5), "ms", new Limit("raw link p50", raw.millis(0.5)), Aim.ratioUnder(2));
        report.add("p99", crossing.millis(0.99), "ms", new Limit("raw link p99", raw.millis(0.99)), Aim.under(500));
        report.add("GET of a post that is there, p50", present.millis(0.5), "ms", null, null);
        report.note(crossing.count() + " posts at " + PACE.perSecond() + "/s, only uk and nz running; " + READERS
                + " readers ask for the posts in order from their 201 on, and the node holds a request until the post is"
                + " there: the resolution is that GET");
    }

    private void cross(Member author, Member reader, String posts) throws Exception {
        List<Future<?>> clients = new ArrayList<>();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            for (int i = 0; i < WRITERS; i++) {
                clients.add(threads.submit(() -> write(author, posts)));
            }
            for (int i = 0; i < READERS; i++) {
                clients.add(threads.submit(() -> read(reader)));
            }
            PACE.run((number, measured) -> due.add(measured));
            while (crossing.count() < PACE.measuredEvents()
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
                String id = Member.id(connection.post(posts, Member.POST).with(201));
                accepted.add(new Accepted("/api/posts/" + id, System.nanoTime(), measured));
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
                }
            }
        } catch (InterruptedException finished) {
            return "finished";
        }
    }

    private static long whenReadable(HttpConnection connection, Accepted post) throws IOException {
        while (connection.get(post.path()).status() != 200) {
            if (System.nanoTime() - post.at() > PATIENCE_NANOS) {
                throw new IllegalStateException(post.path() + " cannot be read after 30 s.");
            }
        }
        return System.nanoTime();
    }
}
