package org.meridian.http;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.security.web.server.csrf.CsrfException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Writes problems where no controller is involved: before sign-in is checked, and when it fails. */
public final class ProblemWriter {

    /** RFC 6750, section 3.1. */
    private static final String TOKEN_REFUSED = "Bearer error=\"invalid_token\"";

    private final JsonMapper json;

    ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    ServerAuthenticationEntryPoint unauthenticated() {
        return (exchange, cause) -> {
            if (cause instanceof OAuth2AuthenticationException) {
                exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, TOKEN_REFUSED);
            }
            return write(exchange, ProblemDetails.of(HttpStatus.UNAUTHORIZED, "sign-in-needed",
                    "Send 'Authorization: Bearer …' with an access token of this node that has not expired; "
                            + "POST /api/sign-in starts a new session."));
        };
    }

    ServerAccessDeniedHandler forbidden() {
        return (exchange, cause) -> write(exchange, cause instanceof CsrfException
                ? ProblemDetails.of(HttpStatus.FORBIDDEN, "form-refused", "This form was not sent from a page of ours.")
                : ProblemDetails.of(HttpStatus.FORBIDDEN, "not-allowed", "Your role does not allow this call."));
    }

    public Mono<Void> write(ServerWebExchange exchange, ProblemDetail problem) {
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(HttpStatusCode.valueOf(problem.getStatus()));
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        ProblemDetails.setHeaders(response.getHeaders(), problem.getStatus());
        DataBuffer body = response.bufferFactory().wrap(json.writeValueAsBytes(problem));
        return response.writeWith(Mono.just(body));
    }
}
