package org.meridian.web.page;

import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Keeps who sent a request and the token that forms carry, for all pages that answer it: also for those that are made after
 * Spring Security has ended. It only offers the token, and sets its cookie once somebody asks.
 */
@Component
@Order(0) // after Spring Security's
public final class VisitKeeper implements WebFilter {

    private static final String ATTRIBUTE = VisitKeeper.class.getName();

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return exchange.getRequest().getPath().value().startsWith("/assets/")
                ? chain.filter(exchange) // kept by caches for a year, which a cookie must not be
                : keep(exchange).then(chain.filter(exchange));
    }

    /** For what ends a request before it comes here. */
    public static Mono<Visit> keep(ServerWebExchange exchange) {
        Mono<CsrfToken> offered = exchange.getAttributeOrDefault(CsrfToken.class.getName(), Mono.empty());
        Mono<String> csrf = offered.map(CsrfToken::getToken).defaultIfEmpty("");
        return csrf.flatMap(token -> exchange.getPrincipal().ofType(JwtAuthenticationToken.class)
                .map(caller -> visit(exchange, token, signIn(caller)))
                .switchIfEmpty(Mono.fromSupplier(() -> visit(exchange, token, null))))
                .doOnNext(it -> exchange.getAttributes().put(ATTRIBUTE, it));
    }

    /** A visitor's, without a token, where the request ended before anybody asked. */
    static Visit kept(ServerWebExchange exchange) {
        return exchange.getAttribute(ATTRIBUTE) instanceof Visit visit ? visit : visit(exchange, "", null);
    }

    private static Visit visit(ServerWebExchange exchange, String csrf, Visit.@Nullable SignIn signIn) {
        return new Visit(Paths.of(exchange.getRequest()), csrf, signIn);
    }

    private static Visit.SignIn signIn(JwtAuthenticationToken caller) {
        Set<String> roles = caller.getAuthorities().stream().map(GrantedAuthority::getAuthority)
                .map(it -> it.replaceFirst("^ROLE_", "")).collect(Collectors.toUnmodifiableSet());
        return new Visit.SignIn(caller.getName(), caller.getToken().getTokenValue(), roles);
    }
}
