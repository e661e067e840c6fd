package org.meridian.http;

import java.net.URI;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A request that is refused, as an RFC 9457 problem whose detail says what to do. */
public final class Refusal extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    /** What is wrong with one field of the request. */
    public record FieldError(String field, String message) {}

    private Refusal(HttpStatus status, ProblemDetail problem) {
        super(status, problem, null);
    }

    /** @param type the problem's kind, for example {@code not-a-member}; it becomes {@code urn:meridian:not-a-member} */
    public static Refusal of(HttpStatus status, String type, String detail) {
        return new Refusal(status, problem(status, type, detail));
    }

    /** Passes on what another of the node's processes refuses. */
    public static Refusal of(ProblemDetail problem) {
        return new Refusal(HttpStatus.valueOf(problem.getStatus()), problem);
    }

    /** What is missing and what is secret are refused by the same content. */
    public static Refusal notFound(String what) {
        return of(HttpStatus.NOT_FOUND, "not-found", "There is no such " + what + ", or it is not for you to see.");
    }

    public static Refusal fields(List<FieldError> errors) {
        ProblemDetail problem = problem(HttpStatus.BAD_REQUEST, "invalid-fields",
                "Correct the fields named in errors and send the request again.");
        problem.setProperty("errors", errors);
        return new Refusal(HttpStatus.BAD_REQUEST, problem);
    }

    public static ProblemDetail problem(HttpStatus status, String type, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:meridian:" + type));
        return problem;
    }
}
