package org.meridian.http;

import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.webflux.autoconfigure.WebFluxRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/** What a query may say, and lists in pages. */
@Configuration(proxyBeanMethods = false)
class QueryConfiguration {

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Listing.class);
    }

    @Bean
    WebFluxRegistrations knownParameters() {
        return new WebFluxRegistrations() {
            @Override
            public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
                return new KnownParameters();
            }
        };
    }

    @Bean
    ListingResolver listings() {
        return new ListingResolver();
    }

    /** The parameter that is behind a {@link Listing}. */
    @Bean
    OperationCustomizer cursors() {
        return (operation, handler) -> {
            if (Stream.of(handler.getMethodParameters()).anyMatch(ListingResolver::isListing)) {
                operation.addParametersItem(new QueryParameter().name(ListingResolver.CURSOR).schema(new StringSchema())
                        .description("'next' of the page before, asked for with the same filters; left out to begin."));
            }
            return operation;
        };
    }
}
