package org.meridian.http;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.eventlog.outbox.StaleVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.MethodParameter;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.client.RestClientException;
import org.springframework.web.reactive.resource.NoResourceFoundException;
import org.springframework.web.reactive.result.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.MissingRequestValueException;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Turns whatever goes wrong in a request into a problem that says what to do. */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @Override
    protected Mono<ResponseEntity<Object>> handleServerWebInputException(ServerWebInputException ex,
            HttpHeaders headers, HttpStatusCode status, ServerWebExchange exchange) {
        ProblemDetail named = named(ex);
        return handleExceptionInternal(ex, named == null ? unreadable(ex) : named, headers, status, exchange);
    }

    /** What is wrong with one of the parameters; null where it is something else. */
    private static @Nullable ProblemDetail named(ServerWebInputException ex) {
        if (ex instanceof MissingRequestValueException missing) {
            return field(missing.getName(), "This has to be there.");
        }
        MethodParameter parameter = ex.getMethodParameter();
        return parameter != null && parameter.getParameterName() != null
                && ex.getCause() instanceof TypeMismatchException mismatch
                        ? field(parameter.getParameterName(), wanted(mismatch.getRequiredType()))
                        : null;
    }

    private static String wanted(@Nullable Class<?> type) {
        return type == boolean.class ? "Give true or false." : "Give a whole number.";
    }

    @Override
    protected Mono<ResponseEntity<Object>> handleResponseStatusException(ResponseStatusException ex,
            HttpHeaders headers, HttpStatusCode status, ServerWebExchange exchange) {
        ProblemDetail problem = ex instanceof NoResourceFoundException
                ? ProblemDetails.of(HttpStatus.NOT_FOUND, "no-such-call",
                        "There is no such call. GET /v3/api-docs lists those that there are.")
                : null;
        return handleExceptionInternal(ex, problem, headers, status, exchange);
    }

    @Override
    protected Mono<ResponseEntity<Object>> handleMethodNotAllowedException(MethodNotAllowedException ex,
            HttpHeaders headers, HttpStatusCode status, ServerWebExchange exchange) {
        String methods = ex.getSupportedMethods().stream().map(HttpMethod::name).sorted()
                .collect(Collectors.joining(", "));
        return handleExceptionInternal(ex, ProblemDetails.of(HttpStatus.METHOD_NOT_ALLOWED, "method-not-allowed",
                "This address has no " + ex.getHttpMethod() + "; call it with " + methods + "."), headers, status,
                exchange);
    }

    @Override
    protected Mono<ResponseEntity<Object>> handleNotAcceptableStatusException(NotAcceptableStatusException ex,
            HttpHeaders headers, HttpStatusCode status, ServerWebExchange exchange) {
        return handleExceptionInternal(ex, ProblemDetails.of(HttpStatus.NOT_ACCEPTABLE, "not-acceptable",
                "Leave the Accept header out, or accept one of: " + names(ex.getSupportedMediaTypes()) + "."), headers,
                status, exchange);
    }

    @Override
    protected Mono<ResponseEntity<Object>> handleUnsupportedMediaTypeStatusException(
            UnsupportedMediaTypeStatusException ex, HttpHeaders headers, HttpStatusCode status,
            ServerWebExchange exchange) {
        return handleExceptionInternal(ex,
                ProblemDetails.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type",
                        "Send the body as JSON, with 'Content-Type: application/json'."),
                headers, status, exchange);
    }

    private static String names(List<MediaType> types) {
        return types.stream().map(MediaType::toString).collect(Collectors.joining(", "));
    }

    private static ProblemDetail unreadable(Throwable ex) {
        for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case UnrecognizedPropertyException unknown -> {
                    return field(path(unknown), "There is no such field; leave it out.");
                }
                case MismatchedInputException mismatch when !mismatch.getPath().isEmpty() -> {
                    return field(path(mismatch), "This has another type than the field.");
                }
                case DecodingException malformed when malformed.getCause() == null
                        || !(malformed.getCause() instanceof MismatchedInputException) -> {
                    return ProblemDetails.of(HttpStatus.BAD_REQUEST, "malformed", "The body is not JSON; correct it.");
                }
                default -> {
                }
            }
        }
        return ProblemDetails.of(HttpStatus.BAD_REQUEST, "malformed",
                "The request cannot be read: send the JSON object and the parameters that the documentation names.");
    }

    private static ProblemDetail field(String name, String message) {
        return ProblemDetails.of(Refusal.fields(List.of(new Refusal.FieldError(name, message))));
    }

    private static String path(MismatchedInputException ex) {
        return ex.getPath().stream().map(part -> part.getPropertyName() == null
                ? "[" + part.getIndex() + "]"
                : part.getPropertyName()).collect(Collectors.joining("."));
    }

    @ExceptionHandler(DataBufferLimitException.class)
    ProblemDetail tooLarge() {
        return ProblemDetails.of(HttpStatus.CONTENT_TOO_LARGE, "too-large",
                "The request is larger than 2 MB; shorten it.");
    }

    @ExceptionHandler(StaleVersion.class)
    ProblemDetail stale() {
        return ProblemDetails.of(HttpStatus.CONFLICT, "changed-meanwhile",
                "Somebody else changed this at the same moment. Read it again and repeat what you did; "
                        + "if that does not help, records of it wait for the node's operator.");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(Refusal refusal) {
        return ProblemDetails.answer(refusal);
    }

    /** What the firewall finds in a header it says to whoever looks at that. */
    @ExceptionHandler
    ProblemDetail rejected(ServerExchangeRejectedException ex) {
        return ProblemDetails.of(HttpStatus.BAD_REQUEST, "malformed",
                "A header has characters that none can have; leave them out.");
    }

    /** Though it was tried again. */
    @ExceptionHandler(PessimisticLockingFailureException.class)
    ResponseEntity<ProblemDetail> collided(Exception ex) {
        LOG.warn("A request collided with others again and again: {}", ex.getMessage());
        return ProblemDetails.answer(ProblemDetails.of(HttpStatus.SERVICE_UNAVAILABLE, "unavailable",
                "Others change the same at the moment. Nothing was done of what you asked for; try again in a few"
                        + " seconds."));
    }

    @ExceptionHandler({DataAccessResourceFailureException.class, TransactionException.class})
    ResponseEntity<ProblemDetail> databaseAway(Exception ex) {
        LOG.warn("The database does not answer: {}", ex.getMessage());
        return ProblemDetails.answer(ProblemDetails.of(HttpStatus.SERVICE_UNAVAILABLE, "unavailable",
                "The node's database does not answer at the moment. Try again in a minute; nothing was lost."));
    }

    /** A service that answers with a problem is another matter: that is thrown as the refusal that it tells of. */
    @ExceptionHandler(RestClientException.class)
    ResponseEntity<ProblemDetail> serviceAway(RestClientException ex) {
        LOG.warn("A service of this node gives no answer: {}", ex.getMessage());
        return ProblemDetails.answer(ProblemDetails.of(HttpStatus.SERVICE_UNAVAILABLE, "unavailable",
                "A part of this node does not answer at the moment. Try again in a minute; nothing was lost."));
    }

    /** @throws Exception what went wrong, for the server to close a connection on which the answer has begun */
    @ExceptionHandler(Exception.class)
    ProblemDetail unexpected(Exception ex, ServerHttpResponse response) throws Exception {
        if (DisconnectedClientHelper.isClientDisconnectedException(ex)) {
            LOG.debug("A caller hung up", ex);
        } else {
            LOG.error("A request failed in a way that nobody foresaw", ex);
        }
        if (response.isCommitted()) {
            throw ex;
        }
        return ProblemDetails.of(HttpStatus.INTERNAL_SERVER_ERROR, "unexpected",
                "Something went wrong on the node and was logged. Try again; tell the operator if it stays.");
    }

    @Override
    protected Mono<ResponseEntity<Object>> handleExceptionInternal(Exception ex, @Nullable Object body,
            @Nullable HttpHeaders headers, HttpStatusCode status, ServerWebExchange exchange) {
        if (ServerHttpResponseDecorator.getNativeResponse(exchange.getResponse()) instanceof HttpServerResponse sent
                && sent.hasSentHeaders()) {
            LOG.debug("The request was no valid HTTP; the server itself has answered it", ex);
            return Mono.empty();
        }
        for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
            if (cause instanceof DataBufferLimitException) {
                return super.handleExceptionInternal(ex, tooLarge(), headers, HttpStatus.CONTENT_TOO_LARGE, exchange);
            }
        }
        return super.handleExceptionInternal(ex, body, headers, status, exchange);
    }
}
