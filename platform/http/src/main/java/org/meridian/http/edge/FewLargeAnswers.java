package org.meridian.http.edge;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.outbox.Traceparent;
import org.springframework.http.HttpMethod;
import org.springframework.http.ProblemDetail;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Lets a few large answers be made at a time, and none while too much waits to be read. Those who wait take turns by where they
 * come from, so that whoever asks a hundred times holds up nobody else for longer than one answer takes.
 */
public final class FewLargeAnswers implements WebFilter {

    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final int MOST = 4;
    private static final int MOST_WAITING = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Edge edge;
    private final ClientAddresses clients;
    private final BiFunction<ServerWebExchange, ProblemDetail, Mono<Void>> problems;
    private final List<Line> lines;

    /** @param problems writes the answer of whoever has no turn */
    public FewLargeAnswers(Edge edge, ClientAddresses clients, List<LargeAnswers> contributed,
            BiFunction<ServerWebExchange, ProblemDetail, Mono<Void>> problems) {
        this.edge = edge;
        this.clients = clients;
        this.problems = problems;
        this.lines = contributed.stream().map(Line::new).toList();
        edge.whenRead(() -> lines.forEach(Line::advance));
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Line line = lineOf(exchange.getRequest());
        if (line == null) {
            return chain.filter(exchange);
        }
        return Mono.defer(() -> {
            Turn turn = line.join(clients.siteOf(exchange.getRequest()));
            if (turn == null) {
                return refuse(exchange, RefusedRequests.tooManyAtOnce());
            }
            exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(turn::end));
            return turn.begun.asMono().timeout(PATIENCE).thenReturn(true)
                    .onErrorResume(TimeoutException.class, late -> Mono.just(false))
                    .flatMap(mayGoOn -> mayGoOn
                            ? chain.filter(exchange)
                            : refuse(exchange, RefusedRequests.full()))
                    .doFinally(how -> turn.end());
        });
    }

    private Mono<Void> refuse(ServerWebExchange exchange, ProblemDetail problem) {
        edge.refused(problem);
        return problems.apply(exchange, problem);
    }

    /** Only what is read is large. */
    private @Nullable Line lineOf(ServerHttpRequest request) {
        if (!READS.contains(request.getMethod())) {
            return null;
        }
        PathContainer path = request.getPath().pathWithinApplication();
        for (Line line : lines) {
            if (line.answers.patterns().stream().anyMatch(it -> it.matches(path))) {
                return line;
            }
        }
        return null;
    }

    /** Somebody's place in a line, and then what lets one answer be made. */
    private static final class Turn {

        private final Line line;
        private final InetAddress client;
        private final Sinks.Empty<Void> begun = Sinks.empty();
        private final @Nullable String trace = Traceparent.current();
        private boolean hasEnded;

        Turn(Line line, InetAddress client) {
            this.line = line;
            this.client = client;
        }

        void end() {
            line.leave(this);
        }

        /** Neither on the thread nor in the trace of whoever made room. */
        void begin() {
            Thread.startVirtualThread(() -> {
                if (trace == null) {
                    begun.tryEmitEmpty();
                } else {
                    Traceparent.run(trace, begun::tryEmitEmpty);
                }
            });
        }
    }

    private final class Line {

        private final LargeAnswers answers;
        private final Map<InetAddress, Queue<Turn>> waiting = new LinkedHashMap<>();
        private int running;

        Line(LargeAnswers answers) {
            this.answers = answers;
        }

        /** Null where too many wait for the same client. */
        synchronized @Nullable Turn join(InetAddress client) {
            var turn = new Turn(this, client);
            if (waiting.isEmpty() && hasRoom()) {
                running++;
                turn.begun.tryEmitEmpty();
                return turn;
            }
            Queue<Turn> same = waiting.computeIfAbsent(client, it -> new ArrayDeque<>());
            return same.size() < MOST_WAITING && same.add(turn) ? turn : null;
        }

        private boolean hasRoom() {
            return running < MOST && edge.hasRoomForAnswers();
        }

        synchronized void leave(Turn turn) {
            if (turn.hasEnded) {
                return;
            }
            turn.hasEnded = true;
            Queue<Turn> same = waiting.get(turn.client);
            if (same == null || !same.remove(turn)) {
                running--;
            } else if (same.isEmpty()) {
                waiting.remove(turn.client);
            }
            advance();
        }

        synchronized void advance() {
            while (!waiting.isEmpty() && hasRoom()) {
                Map.Entry<InetAddress, Queue<Turn>> first = waiting.entrySet().iterator().next();
                InetAddress client = first.getKey();
                Queue<Turn> same = first.getValue();
                Turn next = same.remove();
                waiting.remove(client);
                if (!same.isEmpty()) {
                    waiting.put(client, same);
                }
                running++;
                next.begin();
            }
        }
    }
}
