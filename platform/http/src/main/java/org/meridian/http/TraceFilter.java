package org.meridian.http;

import org.meridian.eventlog.outbox.Traceparent;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The trace that a request names follows it to the thread of its handler, and so to the outbox. A handler's thread is asked
 * for where the request is first looked at, or where the last of its body arrives. (Reactor's own propagation of contexts
 * would do it for every operator of every request, which takes a third of what a request costs.)
 */
final class TraceFilter implements WebFilter {

    /** From now on, the trace of whoever hands a task to another thread is the task's too. */
    TraceFilter() {
        Schedulers.onScheduleHook(Traceparent.HEADER, task -> {
            String trace = Traceparent.current();
            return trace == null ? task : () -> Traceparent.run(trace, task);
        });
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return Traceparent.of(exchange.getRequest().getHeaders().getOrEmpty(Traceparent.HEADER))
                .map(trace -> traced(trace, exchange, chain))
                .orElseGet(() -> chain.filter(exchange));
    }

    private static Mono<Void> traced(String trace, ServerWebExchange exchange, WebFilterChain chain) {
        Mono<Void> handled = chain
                .filter(exchange.mutate().request(new TracedBody(exchange.getRequest(), trace)).build());
        return Mono.fromDirect(subscriber -> Traceparent.run(trace, () -> handled.subscribe(subscriber)));
    }

    private static final class TracedBody extends ServerHttpRequestDecorator {

        private final String trace;

        TracedBody(ServerHttpRequest request, String trace) {
            super(request);
            this.trace = trace;
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return super.getBody().doOnComplete(() -> Traceparent.begin(trace)).doAfterTerminate(Traceparent::end);
        }
    }
}
