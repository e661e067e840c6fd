package org.meridian.http;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.meridian.http.AccessRules.Role;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.ReactiveAuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * Who may call what: the first rule that fits decides, and members may call what no rule names. Plain code over a list, since
 * every request passes here: Spring Security's own matchers are a reactive chain each.
 */
public final class Access implements ReactiveAuthorizationManager<AuthorizationContext> {

    /** As requests are routed: decoded. */
    private static final PathPattern API = PathPatternParser.defaultInstance.parse("/api/**");
    private static final List<PathPattern> SIGNING_IN = Stream.of("/api/sign-in/**", "/api/sessions/**")
            .map(PathPatternParser.defaultInstance::parse).toList();
    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final Set<String> EVERYONE = Set.of();
    private static final Set<String> MEMBERS = authorities(Set.of(Role.MEMBER));
    private static final Set<String> OPERATORS = authorities(Set.of(Role.OPERATOR));

    /** @param authorities one of which the caller has to have; none for everyone */
    private record Parsed(@Nullable HttpMethod method, PathPattern path, Set<Role> roles, Set<String> authorities) {

        static Parsed of(AccessRules.Rule rule) {
            return new Parsed(rule.method(), PathPatternParser.defaultInstance.parse(rule.pattern()), rule.roles(),
                    Access.authorities(rule.roles()));
        }

        boolean fits(HttpMethod called, PathContainer at) {
            HttpMethod asked = called.equals(HttpMethod.HEAD) ? HttpMethod.GET : called;
            return (method == null || method.equals(asked)) && path.matches(at);
        }
    }

    private final List<Parsed> rules;

    Access(List<AccessRules> contributed) {
        this.rules = contributed.stream().flatMap(it -> it.rules().stream()).map(Parsed::of).toList();
    }

    private static Set<String> authorities(Set<Role> roles) {
        return roles.stream().map(Role::authority).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Mono<AuthorizationResult> authorize(Mono<Authentication> caller, AuthorizationContext context) {
        Set<String> roles = rolesFor(context.getExchange().getRequest());
        return roles.equals(EVERYONE)
                ? Mono.just(new AuthorizationDecision(true))
                : caller.map(it -> decision(it, roles)).defaultIfEmpty(new AuthorizationDecision(false));
    }

    /** Whether it makes no difference who calls, so that a token that has expired is no reason to refuse. */
    boolean isForEveryone(ServerHttpRequest request) {
        return rolesFor(request).equals(EVERYONE);
    }

    /** Whether it is answered only once the node is open: all of the API but what nobody else than operators may call. */
    boolean waitsForOpening(ServerHttpRequest request) {
        return isApi(request) && !rolesFor(request).equals(OPERATORS);
    }

    /** Whether it changes something, other than who is signed in, and is not an operator's. */
    boolean writes(ServerHttpRequest request) {
        return waitsForOpening(request) && writes(request.getMethod(), request.getPath().pathWithinApplication());
    }

    /** The same, by the path of a call that is not an operator's alone. */
    public boolean writes(HttpMethod method, String path) {
        return writes(method, PathContainer.parsePath(path));
    }

    private static boolean writes(HttpMethod method, PathContainer path) {
        return !READS.contains(method) && SIGNING_IN.stream().noneMatch(it -> it.matches(path));
    }

    static boolean isApi(ServerHttpRequest request) {
        return API.matches(request.getPath().pathWithinApplication());
    }

    private Set<String> rolesFor(ServerHttpRequest request) {
        Parsed rule = rule(request.getMethod(), request.getPath().pathWithinApplication());
        return rule == null ? MEMBERS : rule.authorities();
    }

    /**
     * One of which the caller has to have; none for everyone.
     *
     * @param path may have parts in braces
     */
    public Set<Role> rolesFor(HttpMethod method, String path) {
        Parsed rule = rule(method, PathContainer.parsePath(path));
        return rule == null ? Set.of(Role.MEMBER) : rule.roles();
    }

    private @Nullable Parsed rule(HttpMethod method, PathContainer path) {
        for (Parsed rule : rules) {
            if (rule.fits(method, path)) {
                return rule;
            }
        }
        return null;
    }

    private static AuthorizationResult decision(Authentication caller, Set<String> roles) {
        return new AuthorizationDecision(caller.isAuthenticated() && caller.getAuthorities().stream()
                .anyMatch(it -> roles.contains(it.getAuthority())));
    }
}
