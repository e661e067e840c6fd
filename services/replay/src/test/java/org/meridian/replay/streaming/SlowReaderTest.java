package org.meridian.replay.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meridian.replay.Log;
import org.meridian.replay.facts.FactSources;
import org.meridian.replay.output.JsonLines;
import org.meridian.replay.privacy.PseudonymKey;
import org.meridian.replay.privacy.Pseudonyms;
import org.meridian.replay.source.Announcements;
import org.meridian.replay.source.Cluster;
import org.meridian.replay.source.Facts;
import org.meridian.replay.source.Plan;
import org.meridian.replay.source.Selection;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Whoever reads a stream slowly makes the node read slowly. */
@Tag("long")
class SlowReaderTest {

    private static final int FACTS = 60_000;
    private static final int LATE = 50;

    @EnableWebFlux
    static class Web {}

    @TempDir
    static Path folder;

    private static Log log;
    private static Cluster cluster;
    private static AnnotationConfigApplicationContext context;
    private static DisposableServer server;

    @BeforeAll
    static void write() {
        log = new Log();
        String group = log.group("uk", 5);
        String post = log.post(group, log.id("uk"), Log.START);
        log.arrive(null);
        for (int i = 0; i < FACTS; i++) {
            log.reply(group, post, log.id(i % 2 == 0 ? "uk" : "nz"), Log.START.plusSeconds(20 + i));
        }
        log.arrive(null);
        for (int i = 0; i < LATE; i++) {
            log.reply(group, post, log.id("nz"), Log.START.plusSeconds(20 + 700 * i));
        }
        log.arrive(new Random(3));
        Map<String, Object> client = new HashMap<>(log.kafka.kafkaClient());
        client.put("interceptor.classes", Polled.class.getName());
        cluster = new Cluster("uk", client);
        context = new AnnotationConfigApplicationContext();
        context.registerBean(ReplayApi.class, () -> new ReplayApi(cluster));
        context.register(Web.class);
        context.refresh();
        server = HttpServer.create().host("127.0.0.1").port(0)
                .handle(new ReactorHttpHandlerAdapter(WebHttpHandlerBuilder.applicationContext(context).build()))
                .bindNow();
    }

    @AfterAll
    static void close() {
        server.disposeNow();
        context.close();
        log.close();
    }

    @Test
    void aClientThatStopsReadingStopsTheNodesReading() throws Exception {
        long before = Polled.RECORDS.get();
        try (Socket socket = asked()) {
            BufferedReader lines = answered(socket);
            // Read through once for what is late, with the memberships and some of the facts again; and then no more.
            long stopped = eventually(SlowReaderTest::polledInASecond, polled -> polled[0] == polled[1])[1];
            assertThat(stopped - before).isBetween((long) FACTS, FACTS + FACTS / 2L);

            long facts = lines.lines().filter(line -> line.contains("\"specversion\"")).count();
            assertThat(facts).isEqualTo(1 + FACTS + LATE);
            assertThat(Polled.RECORDS.get() - before).isGreaterThanOrEqualTo(2L * FACTS);
        }
    }

    @Test
    void aClientThatGoesAwayMakesRoomForTheNext() {
        for (int i = 0; i < 4; i++) {
            eventually(() -> {
                try (Socket socket = asked()) {
                    return answered(socket).readLine();
                }
            }, line -> line != null);
        }
    }

    @Test
    void aClientThatDoesNotWaitForTheFirstLineMakesRoomToo() throws Exception {
        for (int i = 0; i < 4; i++) {
            Socket impatient = asked();
            TimeUnit.MILLISECONDS.sleep(30);
            impatient.close();
        }
        aClientThatGoesAwayMakesRoomForTheNext();
    }

    private static Socket asked() throws IOException {
        Socket socket = new Socket();
        socket.setOption(StandardSocketOptions.SO_RCVBUF, 1 << 16);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        socket.getOutputStream().write("""
                GET /api/replay?topics=shared.posts HTTP/1.1\r
                Host: uk\r
                Connection: close\r
                \r
                """.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static BufferedReader answered(Socket socket) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        assertThat(lines.readLine()).isEqualTo("HTTP/1.1 200 OK");
        return lines;
    }

    private static long[] polledInASecond() throws InterruptedException {
        long before = Polled.RECORDS.get();
        TimeUnit.SECONDS.sleep(1);
        return new long[]{before, Polled.RECORDS.get()};
    }

    @Test
    void theOrderIsThatOfAnExport() throws Exception {
        PseudonymKey key = PseudonymKey.fresh();
        byte[] sorted = lines(key, facts -> facts.readAll(cluster));
        byte[] onDemand = lines(key, facts -> facts.readOnDemand(cluster));

        assertThat(onDemand).isEqualTo(sorted);
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    private static byte[] lines(PseudonymKey key, Consumer<Facts> read) {
        Plan plan = Plan.of(cluster, Selection.everything());
        FactSources headings = new FactSources(Announcements.read(cluster));
        var all = new ByteArrayOutputStream();
        try (Facts facts = new Facts(plan.facts(), Selection.everything(), headings,
                new Pseudonyms(key, Set.of(), Set.of()), 1 << 20, folder)) {
            read.accept(facts);
            JsonLines lines = new JsonLines(headings.columns(), 100_000);
            while (facts.next(lines.sink())) {
                if (lines.length() > 100_000) {
                    add(lines.take(), all);
                }
            }
            add(lines.take(), all);
        }
        return all.toByteArray();
    }

    private static void add(ByteBuffer lines, ByteArrayOutputStream all) {
        all.write(lines.array(), 0, lines.limit());
    }
}
