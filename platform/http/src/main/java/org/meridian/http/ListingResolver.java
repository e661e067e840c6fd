package org.meridian.http;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.SyncHandlerMethodArgumentResolver;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import org.springframework.web.server.ServerWebExchange;

/** Makes a handler's {@link Listing} of the request: two are of one list where they differ in nothing but cursor and limit. */
@Component
final class ListingResolver implements WebFluxConfigurer, SyncHandlerMethodArgumentResolver {

    @Override
    public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
        configurer.addCustomResolver(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return isListing(parameter);
    }

    static boolean isListing(MethodParameter parameter) {
        return parameter.getParameterType().equals(Listing.class);
    }

    @Override
    public Listing resolveArgumentValue(MethodParameter parameter, BindingContext bindingContext,
            ServerWebExchange exchange) {
        MultiValueMap<String, String> query = exchange.getRequest().getQueryParams();
        Map<String, Object> filters = new TreeMap<>(query);
        filters.remove(Listing.CURSOR);
        filters.remove("limit");
        String list = exchange.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) + " "
                + exchange.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) + " " + filters;
        return Listing.of(list, query.getFirst(Listing.CURSOR));
    }
}
