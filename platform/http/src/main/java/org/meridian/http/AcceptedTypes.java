package org.meridian.http;

import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.accept.HeaderContentTypeResolver;
import org.springframework.web.reactive.accept.RequestedContentTypeResolver;
import org.springframework.web.reactive.accept.RequestedContentTypeResolverBuilder;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ServerWebExchange;

/**
 * What a caller accepts, except under {@code /api}: there every call has one form of answer. Spring looks at what is accepted
 * when the answer is written, so that a post was there, or a sign-in link used up, whose caller was told 406.
 */
final class AcceptedTypes implements WebFluxConfigurer, RequestedContentTypeResolver {

    private final HeaderContentTypeResolver header = new HeaderContentTypeResolver();

    @Override
    public void configureContentTypeResolver(RequestedContentTypeResolverBuilder builder) {
        builder.resolver(this);
    }

    @Override
    public List<MediaType> resolveMediaTypes(ServerWebExchange exchange) {
        if (Access.isApi(exchange.getRequest())) {
            return MEDIA_TYPE_ALL_LIST;
        }
        try {
            return header.resolveMediaTypes(exchange);
        } catch (NotAcceptableStatusException unreadable) {
            // As RFC 9110, 12.5.1 allows: the problem that says so could not be written either.
            return MEDIA_TYPE_ALL_LIST;
        }
    }
}
