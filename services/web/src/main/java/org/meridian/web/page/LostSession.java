package org.meridian.web.page;

import gg.jte.generated.precompiled.session.JtelostGenerated;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * What a form is answered with whose sender is signed out by now: what they wrote, and a button that sends it again once they
 * have signed in beside. It proved that it came from a page of ours before anybody asked whose it is.
 */
@Component
public final class LostSession {

    private final Pages pages;

    LostSession(Pages pages) {
        this.pages = pages;
    }

    public Mono<Void> show(ServerWebExchange exchange) {
        return VisitKeeper.keep(exchange).zipWith(exchange.getFormData().map(Typed::of),
                (visit, typed) -> new Html(HttpStatus.UNAUTHORIZED,
                        output -> JtelostGenerated.render(output, null, pages.withoutAsking(visit), typed)))
                .flatMap(page -> AnswerWriter.write(exchange.getResponse(), page));
    }
}
