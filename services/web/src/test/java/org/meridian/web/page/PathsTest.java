package org.meridian.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class PathsTest {

    @ParameterizedTest
    @CsvSource({"/, true", "/groups, true", "/groups/uk-1/write, true", "/apiary, true", "/no-such-page, true",
            "/api, false", "/api/groups, false", "/%61pi/groups, false", "/schemas/ids/1, false",
            "/actuator/health, false", "/.well-known/jwks.json, false", "/demo/mail, false", "/unsubscribe/x, false",
            "/v3/api-docs, false", "/mode, false", "/contexts, false", "/compatibility/subjects/a/versions, false",
            "/problems/not-found, false"})
    void whatProgramsCallIsNoPage(String path, boolean isPage) {
        assertThat(Paths.isPage(MockServerHttpRequest.get("http://node{path}", "").build().mutate()
                .path(path).build())).isEqualTo(isPage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/groups?q=a", "/posts/uk-1#uk-2"})
    void anAddressOfThisNodeIsGoneTo(String wish) {
        assertThat(Paths.local(wish)).isEqualTo(wish);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)",
            "/a\r\nSet-Cookie: a=b", "/sign-in?then=/", "/sign-out", "/é", "/%", "/{", "/a|b", "/\"", "/%2"})
    void noOtherIs(String wish) {
        assertThat(Paths.local(wish)).isEqualTo("/");
    }
}
