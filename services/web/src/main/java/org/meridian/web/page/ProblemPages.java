package org.meridian.web.page;

import gg.jte.generated.precompiled.problem.JteproblemGenerated;
import gg.jte.generated.precompiled.session.JtesuspendedGenerated;
import java.util.concurrent.Executors;
import org.meridian.eventlog.decision.Refusal;
import org.reactivestreams.Publisher;
import org.meridian.web.settings.WebSettings;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/**
 * Shows as pages what would be answered as problems (RFC 9457) where a page was asked for, whoever found it: a handler, the
 * API that it called, Spring Security, or the router that knows no such page.
 */
@Component
@Order(-200) // before Spring Security's filter
final class ProblemPages implements WebFilter {

    private static final Scheduler THREADS = Schedulers.fromExecutor(Executors.newVirtualThreadPerTaskExecutor());

    private final Pages pages;
    private final String help;
    private final JsonMapper json;

    ProblemPages(Pages pages, WebSettings settings, JsonMapper json) {
        this.pages = pages;
        this.help = settings.contact().help();
        this.json = json;
    }

    /** What Java says of a percent sign that stands for nothing. */
    private static final class UnreadableForm extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnreadableForm(IllegalArgumentException cause) {
            super(cause);
        }
    }

    /** A form is read before anybody else does, who would make a fault of the node's of one that cannot be decoded. */
    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return Paths.isPage(exchange.getRequest())
                ? exchange.getFormData().onErrorMap(IllegalArgumentException.class, UnreadableForm::new)
                        .then(Mono.defer(
                                () -> chain.filter(exchange.mutate().response(new Response(exchange)).build())))
                        .onErrorResume(UnreadableForm.class,
                                unreadable -> show(exchange, HttpStatus.BAD_REQUEST, Problem.UNREADABLE))
                        .onErrorResume(DataBufferLimitException.class, tooLarge -> show(exchange,
                                HttpStatus.CONTENT_TOO_LARGE, Problem.TOO_LARGE))
                        .onErrorResume(Problem::isSuspension, refused -> show(exchange, HttpStatus.FORBIDDEN,
                                Problem.suspended(((Refusal) refused).reason())))
                        // Whoever is about to be let in is asked about before there is a handler.
                        .onErrorResume(it -> it instanceof Refusal || it instanceof RestClientException,
                                away -> show(exchange, HttpStatus.SERVICE_UNAVAILABLE,
                                        Problem.away(isGet(exchange))))
                        .onErrorResume(AccessDeniedException.class,
                                denied -> show(exchange, HttpStatus.NOT_FOUND, Problem.NOT_THERE))
                : chain.filter(exchange);
    }

    private Mono<Void> show(ServerWebExchange exchange, HttpStatus status, Problem problem) {
        return page(VisitKeeper.kept(exchange), problem)
                .zipWith(problem.isReadable() ? typed(exchange) : Mono.just(Typed.NOTHING),
                        (page, typed) -> new Html(problem.isMissing() ? HttpStatus.NOT_FOUND : status,
                                template(page, problem, typed)))
                .flatMap(page -> AnswerWriter.write(exchange.getResponse(), page));
    }

    private Html.Template template(Page page, Problem problem, Typed typed) {
        return problem.isSuspension()
                ? output -> JtesuspendedGenerated.render(output, null, page, problem.detail(), help, typed)
                : output -> JteproblemGenerated.render(output, null, page, problem, typed);
    }

    private static boolean isGet(ServerWebExchange exchange) {
        return HttpMethod.GET.equals(exchange.getRequest().getMethod());
    }

    private Mono<Page> page(Visit visit, Problem problem) {
        return problem.isOfAService() || !visit.isSignedIn()
                ? Mono.fromCallable(() -> pages.withoutAsking(visit))
                : Mono.fromCallable(() -> pages.ofWhoeverCanBeTold(visit)).subscribeOn(THREADS);
    }

    private static Mono<Typed> typed(ServerWebExchange exchange) {
        return HttpMethod.POST.equals(exchange.getRequest().getMethod())
                ? exchange.getFormData().map(Typed::of)
                : Mono.just(Typed.NOTHING);
    }

    private final class Response extends ServerHttpResponseDecorator {

        private final ServerWebExchange exchange;

        Response(ServerWebExchange exchange) {
            super(exchange.getResponse());
            this.exchange = exchange;
        }

        @Override
        public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
            return MediaType.APPLICATION_PROBLEM_JSON.equalsTypeAndSubtype(getHeaders().getContentType())
                    ? DataBufferUtils.join(Flux.from(body)).flatMap(this::show)
                    : super.writeWith(body);
        }

        private Mono<Void> show(DataBuffer body) {
            ProblemDetail problem;
            try (var bytes = body.asInputStream(true)) {
                problem = json.readValue(bytes, ProblemDetail.class);
            } catch (java.io.IOException e) {
                return Mono.error(e);
            }
            return ProblemPages.this.show(exchange, HttpStatus.valueOf(problem.getStatus()), Problem.of(problem,
                    isGet(exchange)));
        }
    }
}
