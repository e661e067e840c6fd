package org.meridian.http.registry;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.server.ServerWebInputException;

/** What goes wrong on a registry's paths, as its clients read it. */
@RestControllerAdvice(assignableTypes = {SchemaRegistryApi.class, RegistrySettingsApi.class})
@Order(0) // before the problems of all other paths
final class RegistryProblems {

    private static final int UNREADABLE = 422;

    /** @param code of five digits, whose first three are the HTTP status, or the HTTP status itself */
    record RegistryError(@JsonProperty("error_code") int code, String message) {}

    @ExceptionHandler
    ResponseEntity<RegistryError> refused(RegistryProblem problem) {
        return ResponseEntity.status(problem.status())
                .body(new RegistryError(problem.code(), String.valueOf(problem.getMessage())));
    }

    /** As Confluent's: what an id in the path is not, is not there. */
    @ExceptionHandler
    ResponseEntity<RegistryError> unreadable(ServerWebInputException ex) {
        boolean inBody = ex.getMethodParameter() != null
                && ex.getMethodParameter().hasParameterAnnotation(
                        org.springframework.web.bind.annotation.RequestBody.class);
        return inBody
                ? ResponseEntity.status(UNREADABLE)
                        .body(new RegistryError(UNREADABLE, "The body is not {\"schema\": …}."))
                : ResponseEntity.status(HttpStatus.NOT_FOUND)
                        .body(new RegistryError(HttpStatus.NOT_FOUND.value(), "HTTP 404 Not Found"));
    }
}
