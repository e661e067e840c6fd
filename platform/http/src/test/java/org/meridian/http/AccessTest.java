package org.meridian.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meridian.http.AccessRules.Role;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import reactor.core.publisher.Mono;

class AccessTest {

    private final Access access = new Access(List.of(
            AccessRules.everyone(HttpMethod.POST, "/api/members", "/unsubscribe/*"),
            new HttpConfiguration().commonPaths(),
            AccessRules.only(Set.of(Role.OPERATOR, Role.PEER), "/api/agreement")
                    .then(AccessRules.only(Set.of(Role.OPERATOR), "/api/node/**", "/api/links/**", "/api/parked/**")),
            AccessRules.only(Set.of(Role.ANALYST), "/api/replay")));

    private static MockServerHttpRequest request(String method, String path) {
        return MockServerHttpRequest.method(HttpMethod.valueOf(method), path).build();
    }

    private boolean mayCall(String method, String path, Mono<Authentication> caller) {
        AuthorizationResult result = access
                .authorize(caller, new AuthorizationContext(MockServerWebExchange.from(request(method, path))))
                .block();
        return result != null && result.isGranted();
    }

    private static Mono<Authentication> caller(String roles) {
        return Mono.just(new TestingAuthenticationToken("uk-ada", "",
                Stream.of(roles.split(" ")).map(role -> "ROLE_" + role).toArray(String[]::new)));
    }

    @ParameterizedTest
    @CsvSource({"POST, /api/members", "POST, /unsubscribe/x", "GET, /subjects", "HEAD, /subjects"})
    void whatIsPublicAsksForNoToken(String method, String path) {
        assertThat(mayCall(method, path, Mono.empty())).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"GET, /api/members", "POST, /api/members/me", "POST, /unsubscribe/x/y", "GET, /api/feed", "GET, /new",
            "HEAD, /api/members", "HEAD, /unsubscribe/x", "HEAD, /api/feed"})
    void allElseIsForMembers(String method, String path) {
        assertThat(mayCall(method, path, Mono.empty())).isFalse();
        assertThat(mayCall(method, path, caller("peer"))).isFalse();
        assertThat(mayCall(method, path, caller("member"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"GET, /api/node, operator", "POST, /api/links/nz/pause, operator", "GET, /api/parked, operator",
            "POST, /api/log/posts/parked/1/retry, operator", "GET, /actuator/prometheus, operator",
            "GET, /api/agreement, operator", "GET, /api/agreement, peer", "GET, /api/log/posts/agreement, peer",
            "GET, /api/replay, analyst"})
    void whatNeedsARoleIsForNobodyElse(String method, String path, String role) {
        assertThat(mayCall(method, path, Mono.empty())).isFalse();
        assertThat(mayCall(method, path, caller("member"))).isFalse();
        assertThat(mayCall(method, path, caller("member " + role))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"/api/node, false", "/api/links/nz/pause, false", "/api/log/posts, false", "/actuator/health, false",
            "/api/log/posts/agreement, true", "/api/agreement, true", "/api/replay, true", "/api/feed, true",
            "/api/members, true", "/%61pi/feed, true", "/api;x=1/feed, true"})
    void beforeANodeIsOpenItAnswersOperatorsOnly(String path, boolean waits) {
        var request = MockServerHttpRequest.method(HttpMethod.GET, URI.create(path)).build();
        assertThat(access.waitsForOpening(request)).isEqualTo(waits);
    }

    @ParameterizedTest
    @CsvSource({"POST, /api/groups, true", "PATCH, /api/posts/x, true", "DELETE, /api/posts/x, true",
            "PUT, /api/preferences, true", "GET, /api/feed, false", "HEAD, /api/feed, false",
            "POST, /api/sign-in, false", "POST, /api/sessions, false", "POST, /api/sessions/current/renewal, false",
            "POST, /api/links/nz/pause, false", "POST, /unsubscribe/x, false", "POST, /groups/x/write, false"})
    void whereThereIsNoRoomPeopleReadAndSignIn(String method, String path, boolean refused) {
        assertThat(access.writes(request(method, path))).isEqualTo(refused);
    }
}
