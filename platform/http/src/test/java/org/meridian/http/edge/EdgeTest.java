package org.meridian.http.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.json.JsonMapper;

/** Whatever a connection was used for before, and however many there are: everybody is answered, and nobody takes all there is. */
class EdgeTest {

    private static final String GOOD = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String CONTROL = "GET / HTTP/1.1\r\nHost: x\r\nX: a\u0001\r\n\r\n";
    private static final String WITH_BODY = "POST / HTTP/1.1\r\nHost: x\r\nX: a\u0001\r\nContent-Length: 3\r\n\r\nabc";
    private static final String TOO_LONG = "GET / HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(9_000) + "\r\n\r\n";
    private static final String LARGE = "GET /large HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String STREAM = "GET /stream HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String LAST_CHUNK = "\r\n0\r\n\r\n";
    private static final int PIECES = 60;
    private static final String QUICK = "GET /quick HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String POST = "POST /%s HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n";
    private static final String CHUNKED = "POST /short HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final int LARGE_BYTES = 2_000_000;
    private static final int BUDGET = 8_000_000;
    /** Loopback is a network of sixteen million addresses. */
    private static final String ELSEWHERE = "127.0.0.2";

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Edge edge = new Edge(new EdgeSettings(8, 4, List.of()), address -> false,
            BodyLimits.longTexts("/long/**"), JsonMapper.shared(), meters,
            new EdgeTimes(SHORT, SHORT.multipliedBy(3), SHORT.multipliedBy(3), SHORT, Duration.ZERO), BUDGET);
    private final AtomicInteger handled = new AtomicInteger();
    private final List<Socket> clients = new ArrayList<>();

    /** Its answers have all their bytes a while before they end. */
    private final DisposableServer server = edge.customizer().apply(HttpServer.create().host("127.0.0.1").port(0))
            .handle((request, response) -> request.uri().equals("/large")
                    ? response.sendByteArray(Mono.just(new byte[LARGE_BYTES]))
                    : request.uri().equals("/stream")
                            ? response.sendString(
                                    Flux.range(0, PIECES).map(i -> "#" + i + "x".repeat(piece(i))))
                            : request.uri().equals("/quick")
                                    ? response.sendString(Mono.just("ok"))
                                    : request.receive().aggregate().asByteArray().map(it -> it.length).defaultIfEmpty(0)
                                            .doOnNext(handled::addAndGet)
                                            .thenMany(response.header("Content-Length", "2")
                                                    .sendString(Flux.concat(Mono.just("ok"),
                                                            Mono.delay(Duration.ofMillis(50)).then(Mono.empty())))))
            .bindNow();

    @AfterEach
    void stop() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        server.disposeNow();
        edge.close();
    }

    private static String request(String kind) {
        return switch (kind) {
            case "control" -> CONTROL;
            case "with a body" -> WITH_BODY;
            case "too long" -> TOO_LONG;
            case "no chunk" -> CHUNKED + "xyz\r\n\r\n";
            case "another version" -> GOOD.replace("HTTP/1.1", "HTTP/9.9");
            case "expecting" -> GOOD.replace("Host", "Expect: a miracle\r\nHost");
            default -> "\u0016\u0003\u0001 is no HTTP\r\n\r\n";
        };
    }

    // What cannot be read.

    @ParameterizedTest
    @CsvSource({"control, 400", "with a body, 400", "too long, 431", "no HTTP, 400", "no chunk, 400", "expecting, 417",
            "another version, 400"})
    void theFirstRequestIsAnsweredAndTheConnectionClosed(String kind, int status) throws IOException {
        assertThat(answerTo(request(kind))).startsWith("HTTP/1.1 " + status).contains("/problems/");
    }

    @ParameterizedTest
    @CsvSource({"control, 400", "with a body, 400", "too long, 431", "no HTTP, 400", "no chunk, 400", "expecting, 417",
            "another version, 400"})
    void oneThatComesBeforeTheLastAnswerHasEndedIsAnsweredAfterIt(String kind, int status) throws IOException {
        Socket client = client();
        send(client, GOOD);
        String first = untilOk(client.getInputStream());
        send(client, request(kind));

        assertThat(first).startsWith("HTTP/1.1 200");
        assertThat(rest(client)).startsWith("HTTP/1.1 " + status).contains("/problems/");
    }

    @Test
    void thoseBeforeItAreAnsweredFirst() throws IOException {
        assertThat(answerTo(GOOD + GOOD + WITH_BODY)).matches("(?s)HTTP/1.1 200.*ok(HTTP/1.1 200.*)okHTTP/1.1 400.*");
    }

    /** Who closes with something unread takes from the other side what it has not read yet. */
    @Test
    void whoSendsOnIsToldAllTheSame() throws IOException {
        for (int i = 0; i < 50; i++) {
            Socket client = client();
            send(client, CONTROL + "x".repeat(300_000));
            assertThat(rest(client)).startsWith("HTTP/1.1 400").contains("/problems/malformed");
            client.close();
        }
    }

    @Test
    void aHundredRequestsAtOnceAreTooMany() throws IOException {
        String answer = answerTo(GOOD.repeat(100));

        assertThat(answer.split("HTTP/1.1 200", -1)).hasSize(33);
        assertThat(answer).contains("HTTP/1.1 429").contains("/problems/too-many-at-once");
    }

    // What is too long, or never ends.

    @Test
    void aBodyIsHandledOnceItIsThere() throws IOException {
        Socket client = client();
        send(client, CHUNKED + "3\r\nabc\r\n");
        send(client, "2\r\nde\r\n0\r\n\r\n");

        assertThat(untilOk(client.getInputStream())).startsWith("HTTP/1.1 200");
        assertThat(handled).hasValue(5);
    }

    @Test
    void whoWaitsForALeaveToSendABodyGetsOne() throws IOException {
        Socket client = client();
        send(client, POST.formatted("", 3).replace("Host", "Expect: 100-continue\r\nHost"));
        String leave = new String(client.getInputStream().readNBytes(25), StandardCharsets.US_ASCII);
        send(client, "abc");

        assertThat(leave).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
        assertThat(untilOk(client.getInputStream())).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @CsvSource({"short, 256000, 200", "short, 256001, 413", "long/text, 2000000, 200", "long/text, 2000001, 413"})
    void aBodyIsAsLongAsItsPathTakes(String path, int bytes, int status) throws IOException {
        Socket client = client();
        send(client, POST.formatted(path, bytes) + "x".repeat(bytes));
        client.shutdownOutput();
        String answer = rest(client);

        assertThat(answer).startsWith("HTTP/1.1 " + status);
        assertThat(answer.contains("/problems/too-large")).isEqualTo(status == 413);
    }

    @Test
    void whatIsTooLongIsRefusedBeforeItIsSent() throws IOException {
        assertThat(answerTo(POST.formatted("short", 1_000_000_000))).startsWith("HTTP/1.1 413").contains("256 kB");
    }

    @Test
    void whatIsRefusedIsCountedByTheReasonWhy() throws IOException {
        answerTo(POST.formatted("short", 1_000_000_000));
        answerTo(CONTROL);
        answerTo(TOO_LONG);
        answerTo(GOOD);
        answerTo("GET /ha");
        Socket client = client();
        client.setReceiveBufferSize(4_096);
        send(client, LARGE);

        for (String reason : List.of("too-large", "malformed", "headers-too-long", "too-slow", "unread")) {
            eventually(() -> meters.counter("meridian.refused", "reason", reason).count(), it -> it == 1);
        }
        assertThat(meters.getMeters()).hasSize(5)
                .allSatisfy(it -> assertThat(it.getId().getTags()).hasSize(1));
    }

    @Test
    void aPersonIsToldByAPage() throws IOException {
        assertThat(answerTo(POST.formatted("short", 300_000).replace("Host", "Accept: text/html\r\nHost")))
                .startsWith("HTTP/1.1 413").contains("text/html", "That is too much at once");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"GET / HTTP/1.1|", "POST / HTTP/1.1\\Content-Length: 9\\\\abc|",
            "POST / HTTP/1.1\\Transfer-Encoding: chunked\\\\5\\abc|"})
    void whatDoesNotEndIsRefusedAfterAWhile(String sent) throws IOException {
        assertThat(answerTo(sent.replace("\\", "\r\n"))).contains("HTTP/1.1 408", "/problems/too-slow");
    }

    @Test
    void halfARequestOnAUsedConnectionIsRefusedToo() throws IOException {
        Socket client = client();
        send(client, GOOD);
        untilOk(client.getInputStream());
        send(client, "GET /ha");

        assertThat(rest(client)).contains("HTTP/1.1 408", "/problems/too-slow");
    }

    @Test
    void anIdleConnectionIsClosed() throws IOException {
        assertThat(answerTo("")).isEmpty();
        assertThat(answerTo(GOOD)).startsWith("HTTP/1.1 200").endsWith("ok");
    }

    @Test
    void unfinishedBodiesMakeRoomForOthers() throws IOException {
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            slow.add(client());
            send(slow.getLast(), POST.formatted("long/text", LARGE_BYTES) + "x".repeat(LARGE_BYTES - 1));
        }
        Socket other = clientFrom(ELSEWHERE);
        send(other, POST.formatted("short", 3) + "abc");

        assertThat(untilOk(other.getInputStream())).startsWith("HTTP/1.1 200");
        assertThat(rest(slow.getFirst())).startsWith("HTTP/1.1 408");
    }

    // Who does not read.

    @Test
    void aLargeAnswerIsReadWhole() throws IOException {
        Socket client = client();
        send(client, LARGE + GOOD);
        String answer = untilOk(client.getInputStream());

        assertThat(answer.length()).isGreaterThan(LARGE_BYTES);
        assertThat(answer.split("HTTP/1.1 200", -1)).hasSize(3);
    }

    /** Pieces of all sizes, each as soon as there is room for it. */
    @Test
    void aStreamComesWholeAndInOrderHoweverSlowlyItIsRead() throws Exception {
        Socket client = client();
        client.setReceiveBufferSize(65_536);
        send(client, STREAM);
        InputStream in = client.getInputStream();
        var read = new StringBuilder();
        while (read.length() < LAST_CHUNK.length()
                || !read.substring(read.length() - LAST_CHUNK.length()).equals(LAST_CHUNK)) {
            read.append(new String(in.readNBytes(Math.clamp(in.available(), 1, 200_000)), StandardCharsets.US_ASCII));
            Thread.sleep(2);
        }

        String text = read.toString().replaceAll("(?s)^.*?\r\n\r\n", "")
                .replaceAll("[0-9a-f]+\r\n([#x][^\r]*)\r\n", "$1");
        assertThat(text).startsWith("#0x").contains("#59x");
        for (int i = 0; i < PIECES; i++) {
            assertThat(text).contains("#" + i + "x".repeat(piece(i)));
        }
    }

    private static int piece(int number) {
        return number % 3 == 0 ? 150_000 : number % 3 == 1 ? 30_000 : 10;
    }

    @Test
    void whoReadsNothingIsCutOff() throws IOException {
        Socket client = client();
        client.setReceiveBufferSize(4_096);
        send(client, LARGE);

        eventually(edge::hasRoomForAnswers, it -> it);
        assertThat(eventually(() -> edge.unread(), it -> it == 0)).isZero();
    }

    // How many there are.

    @Test
    void tooManyFromOneAddressAreRefusedAndOthersAreNot() throws IOException {
        for (int i = 0; i < 4; i++) {
            Socket busy = clientFrom(ELSEWHERE);
            send(busy, POST.formatted("", 3).replace("Host", "Expect: 100-continue\r\nHost"));
            busy.getInputStream().readNBytes(25);
        }

        assertThat(rest(clientFrom(ELSEWHERE))).startsWith("HTTP/1.1 429").contains("/problems/too-many-connections");
        Socket other = clientFrom("127.0.0.3");
        send(other, GOOD);
        assertThat(untilOk(other.getInputStream())).startsWith("HTTP/1.1 200");
    }

    @Test
    void anIdleConnectionMakesRoomForAnotherOfItsAddress() throws IOException {
        Socket first = clientFrom(ELSEWHERE);
        for (int i = 0; i < 6; i++) {
            Socket next = clientFrom(ELSEWHERE);
            send(next, QUICK);
            assertThat(untilOk(next.getInputStream())).startsWith("HTTP/1.1 200");
        }
        assertThat(rest(first)).isEmpty();
    }

    @Test
    void whereAllAreTakenTheSlowestOfTheMostMakesRoom() throws IOException {
        for (int i = 0; i < 4; i++) {
            send(clientFrom(ELSEWHERE), "GET /");
            send(clientFrom("127.0.0.3"), "GET /");
        }
        Socket other = clientFrom("127.0.0.4");
        send(other, GOOD);

        assertThat(untilOk(other.getInputStream())).startsWith("HTTP/1.1 200");
    }

    // The clients.

    private Socket client() throws IOException {
        return clientFrom("127.0.0.1");
    }

    private Socket clientFrom(String address) throws IOException {
        Socket client = new Socket();
        clients.add(client);
        client.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
        client.connect(server.address());
        client.setSoTimeout(5_000);
        return client;
    }

    private String answerTo(String request) throws IOException {
        Socket client = client();
        send(client, request);
        return rest(client);
    }

    private static void send(Socket client, String request) throws IOException {
        client.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String untilOk(InputStream in) throws IOException {
        var read = new StringBuilder();
        while (read.length() < 2 || !read.substring(read.length() - 2).equals("ok")) {
            byte[] some = in.readNBytes(Math.max(1, Math.min(in.available(), 100_000)));
            if (some.length == 0) {
                return read.toString();
            }
            read.append(new String(some, StandardCharsets.UTF_8));
        }
        return read.toString();
    }

    /** Until the server closes. */
    private static String rest(Socket client) throws IOException {
        return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
