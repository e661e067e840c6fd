package org.meridian.web.session;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.meridian.http.Callers;
import org.meridian.web.page.LostSession;
import org.meridian.web.page.Paths;
import org.meridian.web.page.VisitKeeper;
import org.meridian.web.settings.WebSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.ReactiveAuthorizationManager;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.csrf.CookieServerCsrfTokenRepository;
import org.springframework.security.web.server.csrf.CsrfWebFilter;
import org.springframework.security.web.server.header.ReferrerPolicyServerHttpHeadersWriter.ReferrerPolicy;
import org.springframework.security.web.server.header.XFrameOptionsServerHttpHeadersWriter.Mode;
import org.springframework.security.web.server.savedrequest.NoOpServerRequestCache;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Pages know their reader by a cookie, so that, unlike the API, they have to ask whether a form was theirs. The rules of who
 * may see what are those that every module contributes.
 */
@Configuration(proxyBeanMethods = false)
class PagesSecurity {

    private static final String POLICY = String.join("; ", "default-src 'none'", "script-src 'self'",
            "style-src 'self'", "img-src 'self'", "connect-src 'self'", "form-action 'self'", "base-uri 'none'",
            "frame-ancestors 'none'");
    /** A form that has been open over a holiday can still be sent. */
    private static final Duration CSRF_LIFE = Duration.ofDays(30);

    private final SessionCookie cookie;
    private final KeptSession kept;
    private final WebSettings settings;
    private final LostSession lost;

    PagesSecurity(SessionCookie cookie, KeptSession kept, WebSettings settings, LostSession lost) {
        this.cookie = cookie;
        this.kept = kept;
        this.lost = lost;
        this.settings = settings;
    }

    @Bean
    @Order(0) // before the one for all other addresses
    SecurityWebFilterChain pages(ServerHttpSecurity http, ReactiveAuthorizationManager<AuthorizationContext> access,
            ReactiveJwtDecoder members, ServerAccessDeniedHandler denied) {
        return http.securityMatcher(
                exchange -> Paths.isPage(exchange.getRequest()) ? MatchResult.match() : MatchResult.notMatch())
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable).logout(ServerHttpSecurity.LogoutSpec::disable)
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .requestCache(cache -> cache.requestCache(NoOpServerRequestCache.getInstance()))
                // A resource server asks nobody for it who brings a token, and here browsers bring it by themselves.
                .csrf(csrf -> csrf.requireCsrfProtectionMatcher(CsrfWebFilter.DEFAULT_CSRF_MATCHER)
                        .csrfTokenRepository(csrfCookie()).accessDeniedHandler(denied))
                .authorizeExchange(exchange -> exchange.anyExchange().access(access))
                .oauth2ResourceServer(resource -> resource.bearerTokenConverter(this::token)
                        .jwt(jwt -> jwt.jwtDecoder(members).jwtAuthenticationConverter(new Callers()))
                        .authenticationEntryPoint(this::toSignIn).accessDeniedHandler(PagesSecurity::notThere))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(this::toSignIn)
                        .accessDeniedHandler(PagesSecurity::notThere))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(POLICY))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                        .frameOptions(frame -> frame.mode(Mode.DENY)))
                .build();
    }

    /** A page that is not for the reader is answered as one that does not exist, where errors become pages. */
    private static Mono<Void> notThere(ServerWebExchange exchange, AccessDeniedException cause) {
        return VisitKeeper.keep(exchange).then(Mono.error(cause));
    }

    private CookieServerCsrfTokenRepository csrfCookie() {
        var repository = new CookieServerCsrfTokenRepository();
        repository.setCookieName(cookie.otherName("form"));
        repository.setCookieCustomizer(it -> it.httpOnly(true).secure(settings.isTls()).sameSite("Lax").path("/")
                .maxAge(CSRF_LIFE));
        return repository;
    }

    private Mono<Authentication> token(ServerWebExchange exchange) {
        return isForSigningIn(exchange.getRequest())
                ? Mono.empty()
                : kept.token(exchange).map(BearerTokenAuthenticationToken::new);
    }

    /** Where it makes no difference who one was before. */
    private static boolean isForSigningIn(ServerHttpRequest request) {
        String path = request.getPath().value();
        return path.startsWith("/sign-") || path.startsWith("/assets/");
    }

    /**
     * Cookies that are no good any more are taken away. Who wanted a page comes back to it after signing in; who sent a form keeps
     * what they wrote; who is suspended is told why, where errors become pages.
     */
    private Mono<Void> toSignIn(ServerWebExchange exchange, Exception cause) {
        kept.forget(exchange.getResponse());
        return kept.explain(exchange.getRequest()).then(Mono.defer(() -> toSignIn(exchange)));
    }

    private Mono<Void> toSignIn(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        ServerHttpResponse response = exchange.getResponse();
        if (request.getMethod().equals(HttpMethod.POST)) {
            return lost.show(exchange);
        }
        String path = Paths.of(request);
        response.setStatusCode(HttpStatus.SEE_OTHER);
        response.getHeaders().setLocation(URI.create(path.equals("/") || path.startsWith("/about")
                ? path
                : "/sign-in?then=" + URLEncoder.encode(path, StandardCharsets.UTF_8)));
        return response.setComplete();
    }
}
