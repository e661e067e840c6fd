package org.meridian.http;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.eventlog.decision.Refusal.Kind;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** Refusals as HTTP tells them (RFC 9457), and back: the only place that knows which status a refusal has. */
public final class ProblemDetails {

    /** Full paths, so that a type is the same on every node and leads to its page on the one that is asked. */
    private static final String TYPE = "/problems/";

    /** The property that has what a person has written about it. */
    public static final String REASON = "reason";

    private ProblemDetails() {}

    static ProblemDetail of(Refusal refusal) {
        ProblemDetail problem = of(status(refusal.kind()), refusal.type(), refusal.sentence());
        if (!refusal.errors().isEmpty()) {
            problem.setProperty("errors", refusal.errors());
        }
        if (refusal.reason() != null) {
            problem.setProperty(REASON, refusal.reason());
        }
        return problem;
    }

    /** @param type becomes {@code /problems/<type>}, where it is explained */
    public static ProblemDetail of(HttpStatus status, String type, String sentence) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, sentence);
        problem.setType(URI.create(TYPE + type));
        return problem;
    }

    /** The same, with the headers that it has to have. */
    static ResponseEntity<ProblemDetail> answer(Refusal refusal) {
        ProblemDetail problem = of(refusal);
        Duration wait = refusal.retryAfter();
        return ResponseEntity.status(problem.getStatus()).headers(headers -> {
            setHeaders(headers, problem.getStatus());
            if (wait != null) {
                headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(wait.plusMillis(999).toSeconds()));
            }
        }).body(problem);
    }

    /** With the headers that an answer of this status has to have. */
    static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus()).headers(headers -> setHeaders(headers, problem.getStatus()))
                .body(problem);
    }

    static void setHeaders(HttpHeaders headers, int status) {
        if (status == HttpStatus.UNAUTHORIZED.value()) {
            headers.putIfAbsent(HttpHeaders.WWW_AUTHENTICATE, List.of("Bearer"));
        } else if (status == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            headers.set(HttpHeaders.RETRY_AFTER, "2");
        } else if (status == HttpStatus.TOO_MANY_REQUESTS.value()) {
            headers.set(HttpHeaders.RETRY_AFTER, "10");
        }
    }

    /** Passes on what another of the node's processes refuses. */
    public static Refusal refusal(ProblemDetail problem) {
        String type = String.valueOf(problem.getType());
        return Refusal.of(kind(problem.getStatus()), type.startsWith(TYPE) ? type.substring(TYPE.length()) : "refused",
                text(problem.getDetail()));
    }

    private static String text(@Nullable String detail) {
        return detail == null ? "" : detail;
    }

    private static HttpStatus status(Kind kind) {
        return switch (kind) {
            case INVALID -> HttpStatus.BAD_REQUEST;
            case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
            case MISSING -> HttpStatus.NOT_FOUND;
            case CONFLICT -> HttpStatus.CONFLICT;
            case UNPROCESSABLE -> HttpStatus.UNPROCESSABLE_CONTENT;
            case TOO_MANY -> HttpStatus.TOO_MANY_REQUESTS;
            case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
            case UNREACHABLE -> HttpStatus.BAD_GATEWAY;
        };
    }

    private static Kind kind(int status) {
        for (Kind kind : Kind.values()) {
            if (status(kind).value() == status) {
                return kind;
            }
        }
        return status < 500 ? Kind.INVALID : Kind.UNAVAILABLE;
    }
}
