package org.meridian.http;

import org.junit.jupiter.api.Test;
import org.meridian.eventlog.decision.Refusal;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

class ProblemsTest {

    @RestController
    static class Calls {

        @GetMapping("/busy")
        ResponseEntity<Flux<String>> busy() {
            return ResponseEntity.ok().contentType(MediaType.APPLICATION_NDJSON)
                    .body(Flux.error(Refusal.of(Refusal.Kind.TOO_MANY, "busy", "Later.")));
        }

        @GetMapping("/collides")
        String collides() {
            throw new CannotAcquireLockException("deadlock detected");
        }
    }

    private final WebTestClient web = WebTestClient.bindToController(new Calls()).controllerAdvice(new Problems())
            .build();

    private ResponseSpec get(String path) {
        return web.get().uri(path).exchange();
    }

    @Test
    void whoIsRefusedForOthersSakeHearsWhenToTryAgainInAStreamToo() {
        get("/busy").expectStatus().isEqualTo(429).expectHeader().valueEquals(HttpHeaders.RETRY_AFTER, "10")
                .expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON).expectBody().jsonPath("$.type")
                .isEqualTo("/problems/busy");
    }

    @Test
    void whatCollidedTooOftenIsNobodysMistake() {
        get("/collides").expectStatus().isEqualTo(503).expectHeader().exists(HttpHeaders.RETRY_AFTER).expectBody()
                .jsonPath("$.type").isEqualTo("/problems/unavailable");
    }
}
