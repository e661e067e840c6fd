package org.meridian.http.edge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import org.meridian.http.ProblemDetails;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/** What those are answered whose request gets no further than the connection: a problem, or a page where a browser asks. */
final class RefusedRequests {

    private static final String PAGE = """
            <!doctype html><html lang="en"><meta name="viewport" content="width=device-width">\
            <meta name="color-scheme" content="light dark"><title>%1$s</title><h1>%1$s</h1><p>%2$s</p></html>""";
    private static final String RETRY_AFTER = "5";

    private final JsonMapper json;
    private final MeterRegistry meters;

    RefusedRequests(JsonMapper json, MeterRegistry meters) {
        this.json = json;
        this.meters = meters;
    }

    void count(ProblemDetail problem) {
        count(String.valueOf(problem.getType()).replace("/problems/", ""));
    }

    /** Why, and never whom. */
    void count(String reason) {
        Counter.builder("meridian.refused")
                .description(
                        "Requests and connections that were refused before anybody looked at them, by the reason why")
                .tag("reason", reason).register(meters).increment();
    }

    static ProblemDetail tooSlow() {
        return ProblemDetails.of(HttpStatus.REQUEST_TIMEOUT, "too-slow",
                "The request did not come to its end in time; send it again, in one go.");
    }

    static ProblemDetail tooManyConnections() {
        return ProblemDetails.of(HttpStatus.TOO_MANY_REQUESTS, "too-many-connections",
                "There are too many connections from this address; use those that are open, or close some.");
    }

    static ProblemDetail tooManyAtOnce() {
        return ProblemDetails.of(HttpStatus.TOO_MANY_REQUESTS, "too-many-at-once",
                "Too many requests were sent on this connection before their answers; wait for those.");
    }

    static ProblemDetail full() {
        return ProblemDetails.of(HttpStatus.SERVICE_UNAVAILABLE, "overloaded",
                "The node has more to do at the moment than it can take. Try again in a few seconds; nothing was done.");
    }

    static ProblemDetail tooLarge(int limit) {
        return ProblemDetails.of(HttpStatus.CONTENT_TOO_LARGE, "too-large", limit == BodyLimits.LONGEST
                ? "The request is larger than 2 MB; shorten it."
                : "The request is larger than " + limit / 1_000
                        + " kB, which is all that this call takes; shorten it.");
    }

    static ProblemDetail unmetExpectation() {
        return ProblemDetails.of(HttpStatus.EXPECTATION_FAILED, "expectation-failed",
                "The header Expect can only have 100-continue; leave it out.");
    }

    static ProblemDetail addressTooLong() {
        return ProblemDetails.of(HttpStatus.URI_TOO_LONG, "address-too-long",
                "The address is longer than 4,096 characters; shorten its query.");
    }

    static ProblemDetail headersTooLong() {
        return ProblemDetails.of(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "headers-too-long",
                "The headers are longer than 8,192 characters; leave out what is not needed.");
    }

    static ProblemDetail malformed(HttpStatus status) {
        return ProblemDetails.of(status, "malformed",
                "This is no request that can be read: send HTTP/1.1, with an address whose special characters are"
                        + " percent-encoded.");
    }

    /** @param isForBrowser whether a person reads it */
    FullHttpResponse answer(ProblemDetail problem, boolean isForBrowser) {
        count(problem);
        HttpResponseStatus status = HttpResponseStatus.valueOf(problem.getStatus());
        byte[] body = isForBrowser ? page(problem) : json.writeValueAsBytes(problem);
        var answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
        HttpHeaders headers = answer.headers();
        headers.set(HttpHeaderNames.CONTENT_TYPE, type(isForBrowser)).set(HttpHeaderNames.CONNECTION,
                HttpHeaderValues.CLOSE);
        if (status.equals(HttpResponseStatus.TOO_MANY_REQUESTS)
                || status.equals(HttpResponseStatus.SERVICE_UNAVAILABLE)) {
            headers.set(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER);
        }
        HttpUtil.setContentLength(answer, body.length);
        return answer;
    }

    private static String type(boolean isForBrowser) {
        return isForBrowser ? "text/html;charset=utf-8" : MediaType.APPLICATION_PROBLEM_JSON_VALUE;
    }

    private static byte[] page(ProblemDetail problem) {
        String title = problem.getStatus() == HttpStatus.CONTENT_TOO_LARGE.value()
                ? "That is too much at once"
                : String.valueOf(problem.getTitle());
        return PAGE.formatted(title, problem.getDetail()).getBytes(StandardCharsets.UTF_8);
    }

    /** To what the server itself answers, with a status and nothing else, a problem is added. Whatever we answer has a type. */
    FullHttpResponse explained(FullHttpResponse answer, boolean isForBrowser) {
        if (answer.status().codeClass() != HttpStatusClass.CLIENT_ERROR || answer.content().isReadable()
                || answer.headers().contains(HttpHeaderNames.CONTENT_TYPE)) {
            return answer;
        }
        ProblemDetail problem = problem(answer.status().code());
        count(problem);
        byte[] body = isForBrowser ? page(problem) : json.writeValueAsBytes(problem);
        FullHttpResponse explained = answer.replace(Unpooled.wrappedBuffer(body));
        explained.headers().set(HttpHeaderNames.CONTENT_TYPE, type(isForBrowser));
        HttpUtil.setContentLength(explained, body.length);
        answer.release();
        return explained;
    }

    private static ProblemDetail problem(int code) {
        HttpStatus status = HttpStatus.resolve(code);
        return switch (status == null ? HttpStatus.BAD_REQUEST : status) {
            case URI_TOO_LONG -> addressTooLong();
            case REQUEST_HEADER_FIELDS_TOO_LARGE -> headersTooLong();
            case CONTENT_TOO_LARGE -> tooLarge(BodyLimits.LONGEST);
            default -> malformed(status == null ? HttpStatus.BAD_REQUEST : status);
        };
    }
}
