package org.meridian.http;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.accept.HeaderContentTypeResolver;
import org.springframework.web.reactive.accept.RequestedContentTypeResolver;
import org.springframework.web.reactive.accept.RequestedContentTypeResolverBuilder;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * What a caller accepts, except under {@code /api} and where an operator's tools ask: there every call has one form of answer,
 * whatever is accepted (RFC 9110, 12.5.1). Spring looks at that when the answer is written, so that a post was there, or a
 * sign-in link used up, whose caller was told 406.
 */
final class AcceptedTypes implements WebFluxConfigurer, RequestedContentTypeResolver, WebFilter {

    private static final PathPattern DESCRIPTION = PathPatternParser.defaultInstance.parse("/v3/**");
    private static final PathPattern ACTUATOR = PathPatternParser.defaultInstance.parse("/actuator/**");

    private final HeaderContentTypeResolver header = new HeaderContentTypeResolver();

    @Override
    public void configureContentTypeResolver(RequestedContentTypeResolverBuilder builder) {
        builder.resolver(this);
    }

    @Override
    public List<MediaType> resolveMediaTypes(ServerWebExchange exchange) {
        if (Access.isApi(exchange.getRequest()) || isAt(DESCRIPTION, exchange)) {
            return MEDIA_TYPE_ALL_LIST;
        }
        try {
            return header.resolveMediaTypes(exchange);
        } catch (NotAcceptableStatusException unreadable) {
            return MEDIA_TYPE_ALL_LIST; // the problem that says so could not be written either
        }
    }

    /** What Spring Boot answers there, it chooses by the header itself: what fits it, and else what there is. */
    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return chain.filter(isAt(ACTUATOR, exchange) ? acceptingAll(exchange) : exchange);
    }

    private ServerWebExchange acceptingAll(ServerWebExchange exchange) {
        List<MediaType> types = Stream.concat(resolveMediaTypes(exchange).stream(), MEDIA_TYPE_ALL_LIST.stream())
                .toList();
        return exchange.mutate().request(it -> it.header(HttpHeaders.ACCEPT, MediaType.toString(types))).build();
    }

    private static boolean isAt(PathPattern pattern, ServerWebExchange exchange) {
        return pattern.matches(exchange.getRequest().getPath().pathWithinApplication());
    }
}
