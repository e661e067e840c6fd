package org.meridian.web.page;

import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Gives handlers the {@link Visit}. */
final class Visits implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Visit.class;
    }

    @Override
    public Mono<Object> resolveArgument(MethodParameter parameter, BindingContext context, ServerWebExchange exchange) {
        return exchange.getPrincipal().filter(JwtAuthenticationToken.class::isInstance)
                .cast(JwtAuthenticationToken.class).map(Visits::signIn).map(it -> of(exchange, it))
                .defaultIfEmpty(of(exchange, null)).cast(Object.class);
    }

    static Visit of(ServerWebExchange exchange, Visit.@Nullable SignIn signIn) {
        return new Visit(Paths.of(exchange.getRequest()), csrf(exchange), signIn);
    }

    /** Empty where the request never came to the filter that knows it. */
    private static String csrf(ServerWebExchange exchange) {
        return exchange.getAttribute(CsrfForPages.ATTRIBUTE) instanceof CsrfToken token ? token.getToken() : "";
    }

    private static Visit.SignIn signIn(JwtAuthenticationToken caller) {
        Set<String> roles = caller.getAuthorities().stream().map(GrantedAuthority::getAuthority)
                .map(it -> it.replaceFirst("^ROLE_", "")).collect(Collectors.toUnmodifiableSet());
        return new Visit.SignIn(caller.getName(), caller.getToken().getTokenValue(), roles);
    }
}
