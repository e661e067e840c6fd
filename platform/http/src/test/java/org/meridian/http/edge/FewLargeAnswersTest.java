package org.meridian.http.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.json.JsonMapper;

class FewLargeAnswersTest {

    private static final EdgeSettings SETTINGS = new EdgeSettings(10, 5, List.of());
    private static final int BUDGET = 1_000;

    /** One who asks; {@code made} is what ends the making of their answer. */
    private record Asker(MockServerWebExchange exchange, Sinks.Empty<Void> made) {}

    private final Edge edge = new Edge(SETTINGS, address -> false, new BodyLimits(List.of()), JsonMapper.shared(),
            new SimpleMeterRegistry(), EdgeTimes.USUAL, BUDGET);
    private final FewLargeAnswers filter = new FewLargeAnswers(edge, new ClientAddresses(SETTINGS, "key"),
            List.of(LargeAnswers.of("posts", "/api/posts/*")), (exchange, problem) -> {
                exchange.getResponse().setStatusCode(HttpStatusCode.valueOf(problem.getStatus()));
                return Mono.empty();
            });
    private final List<Asker> begun = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        edge.close();
    }

    private Asker asks(String from, String path) {
        return asks(from, HttpMethod.GET, path);
    }

    private Asker asks(String from, HttpMethod method, String path) {
        var asker = new Asker(MockServerWebExchange.from(MockServerHttpRequest.method(method, path)
                .remoteAddress(new InetSocketAddress(InetAddress.ofLiteral(from), 1))), Sinks.empty());
        filter.filter(asker.exchange(), it -> {
            begun.add(asker);
            return asker.made().asMono();
        }).subscribe();
        return asker;
    }

    private Asker asks(String from) {
        return asks(from, "/api/posts/uk-1");
    }

    private void waitsUntilBegun(Asker asker) {
        eventually(() -> begun.contains(asker), it -> it);
    }

    @Test
    void fourAreMadeAtATimeAndWhateverIsSmallAtOnce() {
        List<Asker> four = IntStream.range(0, 4).mapToObj(i -> asks("192.0.2.1")).toList();
        Asker fifth = asks("192.0.2.1");
        Asker small = asks("192.0.2.1", "/api/groups/uk-1");
        Asker withdrawing = asks("192.0.2.1", HttpMethod.DELETE, "/api/posts/uk-1");

        assertThat(begun).containsAll(four).contains(small, withdrawing).doesNotContain(fifth);
        four.getFirst().made().tryEmitEmpty();
        waitsUntilBegun(fifth);
    }

    @Test
    void whoComesFromElsewhereWaitsForOneAndNotForAHundred() {
        List<Asker> all = IntStream.range(0, 15).mapToObj(i -> asks("192.0.2.1")).toList();
        Asker other = asks("192.0.2.2");

        all.get(0).made().tryEmitEmpty();
        all.get(1).made().tryEmitEmpty();

        waitsUntilBegun(other);
        assertThat(begun).hasSizeLessThan(8);
    }

    @Test
    void whoAsksForTooManyIsRefused() {
        IntStream.range(0, 20).forEach(i -> asks("192.0.2.1"));

        assertThat(asks("192.0.2.1").exchange().getResponse().getStatusCode()).isEqualTo(HttpStatusCode.valueOf(429));
    }

    @Test
    void noneIsMadeWhileTooMuchIsUnread() {
        edge.unread(BUDGET);
        Asker waiting = asks("192.0.2.1");
        assertThat(begun).isEmpty();

        edge.unread(-1);
        waitsUntilBegun(waiting);
    }

    @Test
    void whoWaitsForLongIsToldToComeBack() {
        edge.unread(BUDGET);
        Asker waiting = asks("192.0.2.1");

        eventually(() -> waiting.exchange().getResponse().getStatusCode(), it -> it.value() == 503);
        edge.unread(-BUDGET);
        IntStream.range(0, 4).mapToObj(i -> asks("192.0.2.1")).forEach(this::waitsUntilBegun);
    }
}
