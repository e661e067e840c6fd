package org.meridian.node.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.meridian.node.FreePorts;
import org.meridian.node.broker.BrokerSettings;
import org.meridian.node.broker.PeerAccess;
import org.meridian.node.broker.TestBroker;
import reactor.netty.http.server.HttpServer;

/** What answers at a peer's address without being Kafka. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaProbeTest {
    private static final String SECRET = "the pair's secret";
    static final byte[] HTTP = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    /** As long as an answer of Kafka's may be, but to something else: no client of Kafka's comes to harm by it. */
    private static final byte[] HARMLESS = ByteBuffer.allocate(24).putInt(20).putInt(-7).array();
    static final List<Byte> GREETING = List.of((byte) 0, (byte) 0, (byte) 0, (byte) 10, (byte) 0, (byte) 18,
            (byte) 0, (byte) 0);

    private Path directory;
    private TestBroker nz;
    private TestBroker au;

    @BeforeAll
    void startBrokers(@TempDir Path directory) throws Exception {
        this.directory = directory;
        nz = TestBroker.start("nz", directory.resolve("nz"));
        au = running(TestBroker.settings("au", directory.resolve("au")));
    }

    @AfterAll
    void stopBrokers() {
        nz.close();
        au.close();
    }

    @Test
    void isGreetedOnlyAndItsLinkStartsOnceKafkaIsThere() throws Exception {
        var settings = TestBroker.settings("uk", directory.resolve("uk"));
        var server = new Server(settings.peerPort(), HTTP);
        try (server; var links = links("first", settings, au.settings())) {
            eventually(() -> links.list().getLast(), LinkStatusIs::through);
            var down = eventually(() -> links.list().getFirst(), link -> link.state().equals("down"));
            assertThat(down.problem()).isEqualTo("127.0.0.1:" + settings.peerPort() + " answers, but not as Kafka"
                    + " does: meridian.peers.uk.bootstrap is to be where its Kafka listens to other countries");
            links.pause("uk");
            links.resume("uk");
            eventually(() -> assertThat(server.heard).hasSizeGreaterThan(3));
            assertThat(server.heard).allMatch(GREETING::equals);
            assertThat(links.list().getLast()).matches(LinkStatusIs::through);
            server.close();
            try (var uk = running(settings)) {
                eventually(() -> links.list().getFirst(), LinkStatusIs::through);
                assertThat(nz.readAll("uk.shared.posts")).hasSize(1);
                var greetings = server.heard.size();
                uk.send(new ProducerRecord<>("shared.posts", "uk-2", "later"));
                eventually(() -> nz.readAll("uk.shared.posts"), all -> all.size() == 2);
                assertThat(server.heard).hasSize(greetings);
            }
        }
    }

    @Test
    void endsTheConnectorOfALinkThatRanUntilKafkaIsBack() throws Exception {
        var settings = TestBroker.settings("us", directory.resolve("us"));
        var us = running(settings);
        try (var links = links("second", settings)) {
            eventually(() -> links.list().getFirst(), LinkStatusIs::through);
            us.close();
            try (var server = new Server(settings.peerPort(), HARMLESS)) {
                eventually(() -> links.list().getFirst(),
                        link -> String.valueOf(link.problem()).contains("answers, but"));
                var before = server.heard.size();
                eventually(() -> assertThat(server.heard).hasSizeGreaterThan(before + 2));
                assertThat(server.heard.subList(before, before + 2)).allMatch(GREETING::equals);
            }
            us = TestBroker.start(settings);
            us.send(new ProducerRecord<>("shared.posts", "us-2", "later"));
            eventually(() -> nz.readAll("us.shared.posts"), all -> all.size() == 2);
            eventually(() -> links.list().getFirst(), LinkStatusIs::through);
        } finally {
            us.close();
        }
    }

    @Test
    void isTheFirstThatAnswers() throws Exception {
        var nobody = "127.0.0.1:" + FreePorts.next();
        var web = HttpServer.create().host("127.0.0.1").port(0).bindNow();
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var page = "127.0.0.1:" + web.port();
            assertThat(KafkaProbe.outsider(page)).isEqualTo(page);
            assertThat(KafkaProbe.outsider(nobody + ", " + page)).isEqualTo(page);
            assertThat(KafkaProbe.outsider(au.peerAddress() + "," + page)).isNull();
            assertThat(KafkaProbe.outsider("127.0.0.1:" + silent.getLocalPort())).isNull();
            assertThat(KafkaProbe.outsider(nobody)).isNull();
            assertThat(KafkaProbe.outsider("no.such.host.invalid:9092,not an address")).isNull();
        } finally {
            web.disposeNow();
        }
    }

    private static final class LinkStatusIs {
        static boolean through(LinkStatus link) {
            return link.state().equals("running") && Long.valueOf(0).equals(link.lagRecords());
        }
    }

    private static TestBroker running(BrokerSettings settings) throws Exception {
        var broker = TestBroker.start(settings);
        broker.grantAccess(Map.of("nz", SECRET));
        broker.createTopic("shared.posts", 1, Map.of());
        broker.send(new ProducerRecord<>("shared.posts", settings.alias() + "-1", "first"));
        return broker;
    }

    private Links links(String name, BrokerSettings... from) {
        var peers = Arrays.stream(from).map(
                it -> new Peer(it.alias(), "127.0.0.1:" + it.peerPort(), PeerAccess.user("nz"), SECRET)).toList();
        return Links.start(directory.resolve(name), "nz", nz.broker().clientConfig(), peers,
                "shared\\..*|to-nz\\..*");
    }

    /** Answers whatever comes with the same bytes, and notes how each connection began. */
    static final class Server implements AutoCloseable {
        final List<List<Byte>> heard = new CopyOnWriteArrayList<>();
        private final ServerSocket socket = new ServerSocket();
        private final byte[] answer;
        private final Thread thread;

        Server(int port, byte[] answer) throws IOException {
            this.answer = answer;
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress("127.0.0.1", port));
            thread = Thread.ofPlatform().daemon().start(this::serve);
        }

        private void serve() {
            while (!socket.isClosed()) {
                try (var connection = socket.accept()) {
                    connection.setSoTimeout(1_000);
                    var first = connection.getInputStream().readNBytes(8);
                    heard.add(Arrays.asList(box(first)));
                    connection.getOutputStream().write(answer);
                } catch (IOException nextOne) {
                    // or closed
                }
            }
        }

        private static Byte[] box(byte[] bytes) {
            var boxed = new Byte[bytes.length];
            Arrays.setAll(boxed, at -> bytes[at]);
            return boxed;
        }

        /** The port is free when the thread has let go of it. */
        @Override
        public void close() throws IOException {
            socket.close();
            try {
                thread.join(10_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
