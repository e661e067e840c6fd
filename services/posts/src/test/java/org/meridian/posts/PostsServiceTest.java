package org.meridian.posts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.meridian.posts.PostsService.id;
import static org.meridian.testing.Waiting.eventually;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.meridian.schemas.Ids;
import org.meridian.testing.Shared;

/** What holds for the service as a whole. */
class PostsServiceTest {

    private final PostsService uk;
    private final String ada = Ids.create("uk");

    PostsServiceTest(@Shared PostsService uk) {
        this.uk = uk;
    }

    @Test
    void aClientCanBeGeneratedFromTheDescription() {
        uk.get(ada, "/v3/api-docs").expectStatus().isOk().expectBody().jsonPath("$.info.title").isEqualTo("Meridian")
                .jsonPath("$.components.securitySchemes.accessToken.scheme").isEqualTo("bearer")
                .jsonPath("$.security[0].accessToken").isArray().jsonPath("$.servers[0].url").isEqualTo("/")
                .jsonPath("$.paths['/api/posts/{postId}'].get.security").doesNotExist()
                .jsonPath("$.paths['/schemas/ids/{id}'].get.security").isEmpty()
                .jsonPath("$.paths['/api/log/{service}']").doesNotExist();
    }

    @Test
    void whatTheDatabaseRefusesIsNotQuotedInItsMessage() {
        assertThatThrownBy(
                () -> uk.rows().update("INSERT INTO profile (member_id, version, display_name) VALUES (?, NULL, ?)",
                        ada, "What she wrote"))
                .hasMessageContaining("author").hasMessageNotContaining("What she wrote");
    }

    @Test
    void connectionsThatAreKeptAreAnsweredEachTime() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uk.address("/actuator/health/liveness"))
                .version(HttpClient.Version.HTTP_1_1).timeout(Duration.ofSeconds(10)).build();
        try (HttpClient client = HttpClient.newHttpClient(); var readers = Executors.newFixedThreadPool(8)) {
            List<Future<Boolean>> all = readers.invokeAll(Collections.nCopies(8, () -> {
                boolean well = true;
                for (int i = 0; i < 1_000; i++) {
                    well &= client.send(request, BodyHandlers.ofString()).statusCode() == 200;
                }
                return well;
            }));
            for (Future<Boolean> answered : all) {
                assertThat(answered.get()).isTrue();
            }
        }
    }

    @Test
    void theTraceOfARequestGoesWithWhatItWritesAndNothingElse() {
        String path = "/api/groups/" + uk.international(ada) + "/posts";
        Map<String, String> traces = new ConcurrentHashMap<>();
        IntStream.range(0, 40).parallel().forEach(i -> {
            String trace = switch (i % 4) {
                case 0 -> "";
                case 1 -> "nonsense";
                default -> "00-0af7651916cd43dd8448eb211c8031%02d-b7ad6b7169203331-01".formatted(i);
            };
            String id = id(uk.postWith(trace.isEmpty() ? Map.of() : Map.of("traceparent", trace), ada, path,
                    "{\"kind\":\"update\",\"body\":\"" + i + "\"}"));
            traces.put(id, trace.startsWith("00-") ? trace : "none");
        });

        assertThat(traces).hasSize(40);
        for (String topic : List.of("shared.posts", "shared.content")) {
            eventually(() -> assertThat(tracesInKafka(topic)).containsAllEntriesOf(traces));
        }
    }

    private Map<String, String> tracesInKafka(String topic) {
        return uk.kafka.readAll(topic).stream().collect(Collectors.toMap(ConsumerRecord::key, record -> {
            Header trace = record.headers().lastHeader("traceparent");
            return trace == null ? "none" : new String(trace.value(), StandardCharsets.US_ASCII);
        }, (first, later) -> first));
    }

    @Test
    void ofItsOwnFactsWhoseRowsAreThereOnlyTheOffsetsMoveAndNotForEach() {
        String group = uk.international(ada);
        eventually(() -> uk.log().isSettled(), settled -> settled);
        var batches = new AtomicInteger();
        uk.log().afterEachBatch(batches::incrementAndGet);
        long begin = System.nanoTime();
        for (int i = 0; i < 60; i++) {
            uk.publish(ada, group, "{\"kind\":\"update\",\"body\":\"" + i + "\"}");
        }
        eventually(() -> uk.log().isSettled(), settled -> settled);

        long quarters = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin) / 250;
        assertThat(batches.get()).isPositive().isLessThanOrEqualTo((int) quarters + 1);
    }
}
