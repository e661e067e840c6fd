package org.meridian.web.page;

import gg.jte.generated.precompiled.session.JtelostGenerated;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.server.csrf.CsrfToken;
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
        Mono<CsrfToken> csrf = exchange.getAttributeOrDefault(CsrfToken.class.getName(), Mono.empty());
        return csrf.doOnNext(it -> exchange.getAttributes().put(CsrfForPages.ATTRIBUTE, it))
                .then(exchange.getFormData()).flatMap(sent -> show(exchange, sent));
    }

    private Mono<Void> show(ServerWebExchange exchange, Map<String, List<String>> sent) {
        Page page = pages.withoutAsking(Visits.of(exchange, null));
        var fields = sent.entrySet().stream().filter(it -> !it.getKey().equals("_csrf"))
                .flatMap(it -> it.getValue().stream().map(value -> Map.entry(it.getKey(), value))).toList();
        return AnswerWriter.write(exchange.getResponse(), new Html(HttpStatus.UNAUTHORIZED,
                output -> JtelostGenerated.render(output, null, page, fields)));
    }
}
