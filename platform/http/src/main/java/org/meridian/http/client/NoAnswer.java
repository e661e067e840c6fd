package org.meridian.http.client;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;

/** What to say of a call that brought nothing to read. */
public final class NoAnswer {

    private NoAnswer() {}

    /** Why, as the end of a sentence: "it answered with status 500". */
    public static String why(RestClientException failure) {
        return switch (failure) {
            case RestClientResponseException other -> "it answered with status " + other.getStatusCode().value();
            case ResourceAccessException away when away.getCause() != null ->
                String.valueOf(away.getCause().getMessage());
            default -> "its answer cannot be read";
        };
    }

    /** What was answered instead, if that was a problem as of RFC 9457. */
    public static @Nullable ProblemDetail problem(RestClientException failure) {
        if (!(failure instanceof RestClientResponseException other)) {
            return null;
        }
        try {
            ProblemDetail problem = other.getResponseBodyAs(ProblemDetail.class);
            return problem != null && problem.getStatus() == other.getStatusCode().value() ? problem : null;
        } catch (RestClientException | IllegalStateException noProblem) {
            return null;
        }
    }
}
