package org.meridian.web.page;

import org.springframework.core.annotation.Order;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Asks for the token that forms carry: Spring Security only offers it, and sets its cookie once somebody asks. */
@Component
@Order(0) // after Spring Security's
final class CsrfForPages implements WebFilter {

    static final String ATTRIBUTE = CsrfForPages.class.getName();

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (exchange.getRequest().getPath().value().startsWith("/assets/")) {
            return chain.filter(exchange); // kept by caches for a year, which a cookie must not be
        }
        Mono<CsrfToken> offered = exchange.getAttributeOrDefault(CsrfToken.class.getName(), Mono.empty());
        return offered.doOnNext(it -> exchange.getAttributes().put(ATTRIBUTE, it)).then(chain.filter(exchange));
    }
}
