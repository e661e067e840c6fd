package org.meridian.notifications.announcements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.notifications.NotificationsService.operator;
import static org.meridian.testing.Waiting.eventually;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meridian.notifications.NotificationsService;
import org.meridian.testing.Shared;

@ResourceLock("NotificationsService")
class AnnouncementsTest {

    private static final String OLIVE = operator("nz-olive");
    private static final Map<String, String> KEY = Map.of("Idempotency-Key", "a");

    private final NotificationsService nz;

    AnnouncementsTest(@Shared NotificationsService nz) {
        this.nz = nz;
    }

    @Test
    void allMembersReadItUntilItIsOver() {
        String until = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS).toString();
        String id = make("We move house at 22:00. <b>", until);
        String second = make("And back.", until);

        nz.get("nz-anybody", "/api/announcements").expectStatus().isOk().expectBody().jsonPath("$.items[*].id")
                .isEqualTo(List.of(second, id)).jsonPath("$.items[1].text").isEqualTo("We move house at 22:00. <b>")
                .jsonPath("$.items[1].until").isEqualTo(until).jsonPath("$.items[1].announcedAt").isNotEmpty();
        nz.rebuild();
        eventually(() -> nz.get("nz-anybody", "/api/announcements").expectBody().jsonPath("$.items.length()")
                .isEqualTo(2));

        nz.delete(OLIVE, "/api/announcements/" + id).expectStatus().isNoContent();
        nz.delete(OLIVE, "/api/announcements/" + id).expectStatus().isNoContent();
        nz.rows().update("UPDATE announcement SET until = now() WHERE id = ?", second);
        nz.get("nz-anybody", "/api/announcements").expectBody().jsonPath("$.items").isEmpty();
    }

    @Test
    void oneThatIsSentTwiceUnderOneKeyIsMadeOnce() {
        String until = Instant.now().plus(1, ChronoUnit.HOURS).toString();
        String later = Instant.now().plus(2, ChronoUnit.HOURS).toString();

        String id = make("Once", until, KEY);
        assertThat(make("Once", later, KEY)).isEqualTo(id);
        nz.postWith(KEY, OLIVE, "/api/announcements", json("Another", until)).expectStatus().isEqualTo(422);
        String another = make("Once", until);
        assertThat(another).isNotEqualTo(id);
        List.of(id, another).forEach(it -> nz.delete(OLIVE, "/api/announcements/" + it).expectStatus().isNoContent());
    }

    @Test
    void onlyOperatorsMakeAndEndThem() {
        String until = Instant.now().plus(1, ChronoUnit.HOURS).toString();

        nz.post("nz-anybody", "/api/announcements", json("Mine", until)).expectStatus().isForbidden();
        nz.delete("nz-anybody", "/api/announcements/nz-1").expectStatus().isForbidden();
        nz.delete(OLIVE, "/api/announcements/nz-1").expectStatus().isNotFound();
        nz.delete(OLIVE, "/api/announcements/nz-0198c2f4-0000-7000-8000-000000000009").expectStatus().isNotFound();
        assertThat(nz.kafka.readAll("domestic.announcements")).noneMatch(it -> it.key().equals("Mine"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2020-01-01T00:00:00Z", "2100-01-01T00:00:00Z", "tomorrow", ""})
    void theirEndIsWithinAMonth(String until) {
        nz.post(OLIVE, "/api/announcements", json("x", until)).expectStatus().isBadRequest().expectBody()
                .jsonPath("$.errors[0].field").isEqualTo("until");
    }

    @Test
    void theyAreShort() {
        String until = Instant.now().plus(1, ChronoUnit.HOURS).toString();
        nz.post(OLIVE, "/api/announcements", json("x".repeat(1_001), until)).expectStatus().isBadRequest();
        nz.post(OLIVE, "/api/announcements", json(" ", until)).expectStatus().isBadRequest();
    }

    private String make(String text, String until) {
        return make(text, until, Map.of());
    }

    private String make(String text, String until, Map<String, String> headers) {
        Map<?, ?> made = Objects
                .requireNonNull(nz.postWith(headers, OLIVE, "/api/announcements", json(text, until)).expectStatus()
                        .isCreated().expectBody(Map.class).returnResult().getResponseBody());
        return String.valueOf(made.get("id"));
    }

    private static String json(String text, String until) {
        return "{\"text\":\"" + text + "\",\"until\":\"" + until + "\"}";
    }
}
