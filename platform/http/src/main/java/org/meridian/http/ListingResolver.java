package org.meridian.http;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.SyncHandlerMethodArgumentResolver;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import org.springframework.web.server.ServerWebExchange;

/**
 * Makes a handler's {@link Listing} of the request: two are of one list where they differ in nothing but cursor and limit. In
 * the API's description it is the parameter that is behind it.
 */
@Component
final class ListingResolver implements WebFluxConfigurer, SyncHandlerMethodArgumentResolver, OperationCustomizer {

    static final String CURSOR = "cursor";

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Listing.class);
    }

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
        filters.remove(CURSOR);
        filters.remove("limit");
        String list = exchange.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) + " "
                + exchange.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) + " " + filters;
        return Listing.of(list, query.getFirst(CURSOR));
    }

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        if (Stream.of(handler.getMethodParameters()).anyMatch(ListingResolver::isListing)) {
            operation.addParametersItem(new QueryParameter().name(CURSOR).schema(new StringSchema())
                    .description("'next' of the page before, asked for with the same filters; left out to begin."));
        }
        return operation;
    }
}
