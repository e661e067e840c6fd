package org.meridian.http;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.eventlog.decision.Refusal.FieldError;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.server.ServerWebExchange;

/**
 * Finds a request's handler and refuses query parameters of {@code /api} that it does not have, as unknown fields are refused:
 * whoever writes {@code type} for {@code types} would be answered with everything.
 */
final class KnownParameters extends RequestMappingHandlerMapping {

    private static final DefaultParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

    /** By name: whether it may be there more than once. */
    private final Map<Method, Map<String, Boolean>> known = new ConcurrentHashMap<>();

    @Override
    protected void handleMatch(RequestMappingInfo info, HandlerMethod handler, ServerWebExchange exchange) {
        super.handleMatch(info, handler, exchange);
        MultiValueMap<String, String> query = exchange.getRequest().getQueryParams();
        if (!query.isEmpty() && Access.isApi(exchange.getRequest())) {
            check(query, known.computeIfAbsent(handler.getMethod(), it -> parametersOf(handler)));
        }
    }

    private static void check(MultiValueMap<String, String> query, Map<String, Boolean> known) {
        List<FieldError> errors = query.entrySet().stream()
                .map(it -> error(it.getKey(), it.getValue().size(), known)).flatMap(Stream::ofNullable).toList();
        if (!errors.isEmpty()) {
            throw Refusal.fields(errors);
        }
    }

    private static @Nullable FieldError error(String name, int times, Map<String, Boolean> known) {
        Boolean several = known.get(name);
        if (several == null) {
            return new FieldError(name, known.isEmpty()
                    ? "There are no parameters here; leave it out."
                    : "There is no such parameter; leave it out, or give one of: " + String.join(", ", known.keySet())
                            + ".");
        }
        return several || times == 1 ? null : new FieldError(name, "Give this once.");
    }

    private static Map<String, Boolean> parametersOf(HandlerMethod handler) {
        Map<String, Boolean> parameters = new TreeMap<>();
        for (MethodParameter parameter : handler.getMethodParameters()) {
            RequestParam asked = parameter.getParameterAnnotation(RequestParam.class);
            if (asked != null) {
                parameters.put(name(parameter, asked), Collection.class.isAssignableFrom(parameter.getParameterType()));
            } else if (ListingResolver.isListing(parameter)) {
                parameters.put(Listing.CURSOR, false);
            }
        }
        return parameters;
    }

    private static String name(MethodParameter parameter, RequestParam asked) {
        parameter.initParameterNameDiscovery(NAMES);
        return asked.name().isEmpty() ? String.valueOf(parameter.getParameterName()) : asked.name();
    }
}
