package org.meridian.http;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.meridian.eventlog.EventLog;
import org.meridian.process.WritingStop;
import org.meridian.http.AccessRules.Role;
import org.meridian.process.settings.NodeSettings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.webflux.autoconfigure.WebFluxRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtReactiveAuthenticationManager;
import org.springframework.security.web.server.MatcherSecurityWebFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authentication.AuthenticationWebFilter;
import org.springframework.security.web.server.authentication.ServerAuthenticationEntryPointFailureHandler;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import org.springframework.security.web.server.authorization.AuthorizationWebFilter;
import org.springframework.security.web.server.authorization.ExceptionTranslationWebFilter;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.security.web.server.context.SecurityContextServerWebExchangeWebFilter;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.firewall.ServerWebExchangeFirewall;
import org.springframework.security.web.server.firewall.StrictServerWebExchangeFirewall;
import org.springframework.security.web.server.header.HttpHeaderWriterWebFilter;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Who may call: everyone on the paths that a service declares public, else whoever has this node's access token. */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
@ComponentScan({"org.meridian.http.log", "org.meridian.http.registry", "org.meridian.http.description",
        "org.meridian.http.problems", "org.meridian.http.edge", "org.meridian.http.sessions"})
@Import({Problems.class, ListingResolver.class})
public class HttpConfiguration {

    private static final String SCHEME = "Bearer";
    private static final Set<HttpMethod> BODY_MAY_BE_LEFT_OUT = Set.of(HttpMethod.DELETE, HttpMethod.POST);
    /** What would change something there is refused in the registry's own form. */
    private static final String[] REGISTRY = {"/schemas/**", "/subjects/**", "/config/**", "/mode/**", "/contexts/**",
            "/compatibility/**", "/associations/**"};

    @Bean
    ProblemWriter problemWriter(JsonMapper json) {
        return new ProblemWriter(json);
    }

    /** For whoever secures other paths, too. */
    @Bean
    ServerAccessDeniedHandler forbidden(ProblemWriter problems) {
        return problems.forbidden();
    }

    @Bean
    PeerTokens peerTokens(NodeSettings settings) {
        return new PeerTokens(settings, Clock.systemUTC());
    }

    /** For the decoder of a service that has members' keys from elsewhere. */
    @Bean
    OAuth2TokenValidator<Jwt> tokenTimes() {
        return TokenTimes.validator();
    }

    @Bean
    AcceptedTypes acceptedTypes() {
        return new AcceptedTypes();
    }

    @Bean
    Access access(List<AccessRules> contributed) {
        return new Access(contributed);
    }

    /**
     * Spring Security's own filters, those that somebody needs: without the cache of requests, the two further contexts and the
     * chain of matchers that ServerHttpSecurity puts between them.
     *
     * @param members reads the tokens of this node's members and operators, which are the membership service's
     */
    @Bean
    SecurityWebFilterChain security(Access access, ProblemWriter problems, PeerTokens peers,
            ReactiveJwtDecoder members) {
        var tokens = new JwtReactiveAuthenticationManager(peers.before(members));
        tokens.setJwtAuthenticationConverter(new Callers());
        var authentication = new AuthenticationWebFilter(tokens);
        authentication.setServerAuthenticationConverter(
                exchange -> access.isForEveryone(exchange.getRequest()) ? Mono.empty() : bearerToken(exchange));
        authentication.setAuthenticationFailureHandler(
                new ServerAuthenticationEntryPointFailureHandler(problems.unauthenticated()));
        var refusals = new ExceptionTranslationWebFilter();
        refusals.setAuthenticationEntryPoint(problems.unauthenticated());
        refusals.setAccessDeniedHandler(problems.forbidden());
        return new MatcherSecurityWebFilterChain(ServerWebExchangeMatchers.anyExchange(),
                List.of(new HttpHeaderWriterWebFilter(new SecurityHeaders()), authentication,
                        new SecurityContextServerWebExchangeWebFilter(), refusals, new AuthorizationWebFilter(
                                (caller, exchange) -> access.authorize(caller, new AuthorizationContext(exchange)))));
    }

    /** RFC 6750, in the header only. The default one matches a regular expression with every token. */
    private static Mono<Authentication> bearerToken(ServerWebExchange exchange) {
        String header = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Mono.empty();
        }
        return header.startsWith(" ", SCHEME.length()) && isToken(header, SCHEME.length() + 1)
                ? Mono.just(new BearerTokenAuthenticationToken(header.substring(SCHEME.length() + 1)))
                : Mono.error(new InvalidBearerTokenException("The bearer token is malformed"));
    }

    /** Letters, digits and a few signs, with = only at the end. */
    private static boolean isToken(String header, int begin) {
        int end = header.length();
        while (end > begin && header.charAt(end - 1) == '=') {
            end--;
        }
        for (int i = begin; i < end; i++) {
            char c = header.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-._~+/".indexOf(c) >= 0)) {
                return false;
            }
        }
        return end > begin;
    }

    /** The default one matches a regular expression with every header and its name, however plain. */
    @Bean
    ServerWebExchangeFirewall firewall() {
        var firewall = new StrictServerWebExchangeFirewall();
        firewall.setAllowedHeaderNames(plainOr(StrictServerWebExchangeFirewall.ALLOWED_HEADER_NAMES));
        firewall.setAllowedHeaderValues(plainOr(StrictServerWebExchangeFirewall.ALLOWED_HEADER_VALUES));
        return new Utf8Firewall(firewall);
    }

    /** @param strict is asked of null, too: where there is no such header */
    private static Predicate<String> plainOr(Predicate<String> strict) {
        return text -> text != null && isPrintableAscii(text) || strict.test(text);
    }

    private static boolean isPrintableAscii(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /** Nobody looks at the timing of every security filter of every request. */
    @Bean
    SecurityObservationSettings unobservedFilters() {
        return SecurityObservationSettings.noObservations();
    }

    /** What the firewall stops (an encoded slash or NUL in a path) names nothing that we have. */
    @Bean
    ServerExchangeRejectedHandler rejected(ProblemWriter problems) {
        return (exchange, cause) -> problems.write(exchange, ProblemDetails.of(HttpStatus.BAD_REQUEST, "malformed",
                "The address or a header has characters that none of ours has; correct it."));
    }

    /** What the platform itself answers. */
    @Bean
    AccessRules commonPaths() {
        return AccessRules
                .everyone(HttpMethod.GET, "/actuator/health/**", "/v3/api-docs/**", "/v3/api-docs.yaml", "/problems/**")
                .then(AccessRules.everyone(HttpMethod.GET, REGISTRY))
                .then(AccessRules.everyone(HttpMethod.POST, REGISTRY))
                .then(AccessRules.everyone(HttpMethod.PUT, REGISTRY))
                .then(AccessRules.everyone(HttpMethod.DELETE, REGISTRY))
                .then(AccessRules.only(Set.of(Role.OPERATOR, Role.PEER), "/api/log/*/agreement"))
                .then(AccessRules.only(Set.of(Role.OPERATOR), "/api/log/**", "/actuator/prometheus"));
    }

    @Bean
    WebFluxRegistrations handlers() {
        return new WebFluxRegistrations() {
            @Override
            public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
                return new KnownParameters();
            }
        };
    }

    /** Spring asks even a DELETE or a POST that has no body for its type, where a body may be there. */
    @Bean
    WebFilter withoutABody() {
        return (exchange, chain) -> {
            HttpHeaders headers = exchange.getRequest().getHeaders();
            boolean hasNone = BODY_MAY_BE_LEFT_OUT.contains(exchange.getRequest().getMethod())
                    && !headers.containsHeader(HttpHeaders.CONTENT_TYPE) && headers.getContentLength() <= 0
                    && !headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
            return chain.filter(hasNone
                    ? exchange.mutate().request(it -> it.header(HttpHeaders.CONTENT_TYPE, "application/json")).build()
                    : exchange);
        };
    }

    @Bean
    WebFilter trace() {
        return new TraceFilter();
    }

    /** Until the logs are open, a node answers only those who look after it. */
    @Bean
    WebFilter opening(ObjectProvider<EventLog> logs, Access access, ProblemWriter problems) {
        SingletonSupplier<List<EventLog>> all = SingletonSupplier.of(() -> logs.stream().toList());
        return (exchange, chain) -> {
            boolean waits = !all.obtain().stream().allMatch(EventLog::isOpen)
                    && access.waitsForOpening(exchange.getRequest());
            return waits
                    ? problems.write(exchange, ProblemDetails.of(HttpStatus.SERVICE_UNAVAILABLE, "catching-up",
                            "This node is catching up with its own log. Try again in a few seconds."))
                    : chain.filter(exchange);
        };
    }

    /** Where there is no room, people read on, and sign in: those who look after the node too. */
    @Bean
    WebFilter writingStop(ObjectProvider<WritingStop> stops, Access access, ProblemWriter problems) {
        SingletonSupplier<List<WritingStop>> all = SingletonSupplier.of(() -> stops.stream().toList());
        return (exchange, chain) -> {
            Optional<String> reason = access.writes(exchange.getRequest())
                    ? all.obtain().stream().flatMap(stop -> stop.reason().stream()).findFirst()
                    : Optional.empty();
            return reason.isPresent()
                    ? problems.write(exchange,
                            ProblemDetails.of(HttpStatus.SERVICE_UNAVAILABLE, "disk-full", reason.get()))
                    : chain.filter(exchange);
        };
    }
}
