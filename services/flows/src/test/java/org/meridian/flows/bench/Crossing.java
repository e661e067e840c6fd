package org.meridian.flows.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.meridian.flows.bench.Report.Aim;
import org.meridian.flows.bench.Report.Limit;

/**
 * From the 201 in the UK until the post can be read in New Zealand. It is asked for as soon as it has been accepted; the
 * node holds a request for what it does not know yet, and answers when it has come.
 */
final class Crossing implements Bench.Benchmark {

    private static final Pace PACE = new Pace(50, 10, 20);
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private final Latencies crossing = new Latencies();
    private final Latencies present = new Latencies();

    @Override
    public void run(Network network, Report report) throws Exception {
        network.only("uk", "nz");
        Member author = Member.signUp(network.httpPort("uk"), "author@bench.example");
        Member reader = Member.signUp(network.httpPort("nz"), "reader@bench.example");
        String group = author.foundGroup();
        reader.join(group);

        report.say("the raw link");
        Latencies raw = RawLink.measure(network.kafka("uk"), network.kafka("nz"), PACE);
        report.say("posts");
        cross(author, reader, "/api/groups/" + group + "/posts");

        report.add("p50", crossing.millis(0.5), "ms", new Limit("raw link p50", raw.millis(0.5)), Aim.ratioUnder(2));
        report.add("p99", crossing.millis(0.99), "ms", new Limit("raw link p99", raw.millis(0.99)), Aim.under(500));
        report.add("GET of a post that is there, p50", present.millis(0.5), "ms", null, null);
        report.note(crossing.count() + " posts at " + PACE.perSecond() + "/s, only uk and nz running; a post is asked for"
                + " from its 201 on, and the node holds the request until the post is there: the resolution is that GET");
    }

    private void cross(Member author, Member reader, String posts) throws Exception {
        List<Future<?>> clients = new ArrayList<>();
        try (var uk = new Connections(author); var nz = new Connections(reader);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            PACE.run((number, measured) -> clients.add(threads.submit(() -> {
                String id = uk.use(it -> Member.id(it.post(posts, Member.POST).with(201)));
                long accepted = System.nanoTime();
                long readable = nz.use(it -> whenReadable(it, "/api/posts/" + id, accepted));
                nz.use(it -> it.get("/api/posts/" + id).with(200));
                if (measured) {
                    crossing.add(readable - accepted);
                    present.add(System.nanoTime() - readable);
                }
                return id;
            })));
            for (Future<?> client : clients) {
                client.get();
            }
        }
    }

    private static long whenReadable(HttpConnection connection, String path, long since) throws IOException {
        while (connection.get(path).status() != 200) {
            if (System.nanoTime() - since > PATIENCE_NANOS) {
                throw new IllegalStateException(path + " cannot be read after 30 s.");
            }
        }
        return System.nanoTime();
    }

    /** As many keep-alive connections of one member as are in use at a time. */
    private record Connections(Member member, ConcurrentLinkedQueue<HttpConnection> idle) implements AutoCloseable {

        interface Use<T> {
            T of(HttpConnection connection) throws IOException;
        }

        Connections(Member member) {
            this(member, new ConcurrentLinkedQueue<>());
        }

        <T> T use(Use<T> use) throws IOException {
            HttpConnection free = idle.poll();
            HttpConnection connection = free == null ? member.connect() : free;
            T result = use.of(connection);
            idle.add(connection);
            return result;
        }

        @Override
        public void close() throws IOException {
            for (HttpConnection connection : idle) {
                connection.close();
            }
        }
    }
}
