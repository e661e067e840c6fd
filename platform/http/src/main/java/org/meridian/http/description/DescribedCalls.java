package org.meridian.http.description;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.swagger.v3.oas.models.media.JsonSchema;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.meridian.http.Listing;
import org.meridian.http.Refuses;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/** What a call's description has from the method that answers it: the parameters behind a {@link Listing}, and its refusals. */
@SuppressWarnings({"rawtypes", "unchecked"}) // as the library's models are
@Component
final class DescribedCalls implements OperationCustomizer {

    /** Left for {@link ApiDescription}, which knows the call's address too. */
    static final String REFUSES = "x-refuses";

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Listing.class);
    }

    @Override
    public Operation customize(Operation call, HandlerMethod handler) {
        if (Stream.of(handler.getMethodParameters()).anyMatch(DescribedCalls::isListing)) {
            call.addParametersItem(new QueryParameter().name(Listing.CURSOR)
                    .schema(new JsonSchema().typesItem("string"))
                    .description("'next' of the page before, asked for with the same filters; left out to begin."));
            call.getParameters().stream().filter(it -> it.getName().equals("limit")).forEach(DescribedCalls::limit);
        }
        Refuses refuses = handler.getMethodAnnotation(Refuses.class);
        call.addExtension(REFUSES, refuses == null ? List.of() : List.of(refuses.value()));
        return call;
    }

    private static boolean isListing(MethodParameter parameter) {
        return parameter.getParameterType().equals(Listing.class);
    }

    private static void limit(Parameter limit) {
        limit.getSchema().minimum(BigDecimal.ONE).maximum(BigDecimal.valueOf(Listing.MAX_LIMIT));
    }
}
