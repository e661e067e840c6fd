package org.meridian.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.header.HttpHeaderWriterWebFilter;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;

class SecurityHeadersTest {

    @ParameterizedTest
    @ValueSource(strings = {"http://here/", "https://here/"})
    void anAnswerHasTheHeadersThatSpringSecurityGivesIt(String address) {
        WebFilter springs = requireNonNull(ServerHttpSecurity.http().build().getWebFilters()
                .filter(HttpHeaderWriterWebFilter.class::isInstance).blockFirst());

        assertThat(headers(address, new HttpHeaderWriterWebFilter(new SecurityHeaders())))
                .isEqualTo(headers(address, springs)).isNotEqualTo(new HttpHeaders());
    }

    private static HttpHeaders headers(String address, WebFilter filter) {
        var exchange = MockServerWebExchange.from(MockServerHttpRequest.get(address));
        filter.filter(exchange, it -> Mono.empty()).then(Mono.defer(exchange.getResponse()::setComplete)).block();
        return exchange.getResponse().getHeaders();
    }
}
