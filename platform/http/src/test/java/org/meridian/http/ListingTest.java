package org.meridian.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.meridian.testing.TestIds.id;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.eventlog.decision.Refusal.FieldError;
import org.meridian.schemas.Ids;

class ListingTest {

    private static final Instant AT = Instant.parse("2026-11-22T10:00:00.123456Z");
    private static final String LIST = "/api/groups {} {q=[bogs]}";

    private final Listing beginning = Listing.of(LIST, null);

    @Test
    void whatAListAnsweredWithIsUnderstood() {
        for (String id : List.of(id("uk-post"), Ids.derived(id("uk-member"), id("nz-post")))) {
            assertThat(Listing.of(LIST, beginning.next(new Cursor(AT, id))).after()).isEqualTo(new Cursor(AT, id));
        }
        assertThat(beginning.after()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/groups {} {}", "/api/groups {} {q=[fens]}", "/api/notices {} {q=[bogs]}"})
    void whatAnotherListAnsweredWithIsRefused(String other) {
        String cursor = beginning.next(new Cursor(AT, id("uk-post")));

        refuses("cursor", () -> Listing.of(other, cursor));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2026-11-22T10:00:00Z", "2026-11-22T10:00:00Z nobody x", "yesterday %s x",
            "+10000-01-01T00:00:00Z %s x", "0001-01-01T00:00:00Z %s x", "2026-11-22T10:00:00Z %s",
            "2026-11-22T10:00:00Z %s x "})
    void whatIsMadeUpIsRefused(String content) {
        String text = content.formatted(id("uk-post"));

        refuses("cursor", () -> Listing.of(LIST, text));
        refuses("cursor", () -> Listing.of(LIST,
                Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void aPageHasOneToAHundredEntries() {
        assertThat(List.of(1, 50, 100)).allSatisfy(limit -> assertThat(Listing.toRead(limit)).isEqualTo(limit + 1));
        assertThat(List.of(-1, 0, 101)).allSatisfy(limit -> refuses("limit", () -> Listing.toRead(limit)));
        assertThat(Listing.toRead(Integer.parseInt(Listing.DEFAULT_LIMIT))).isPositive();
    }

    @Test
    void aPageAfterWhichMoreComesSaysWhere() {
        String last = id("uk-last");
        List<String> found = List.of(id("uk-first"), last, id("uk-more"));

        Listing.Page<String> page = beginning.page(found, 2, id -> new Cursor(AT, id));
        assertThat(page.items()).containsExactlyElementsOf(found.subList(0, 2));
        assertThat(Listing.of(LIST, page.next()).after()).isEqualTo(new Cursor(AT, last));
        assertThat(beginning.page(found, 3, id -> new Cursor(AT, id))).isEqualTo(new Listing.Page<>(found, null));
        assertThat(beginning.page(List.<String>of(), 3, id -> new Cursor(AT, id)).next()).isNull();
    }

    @Test
    void aListWithoutTwoEntriesOfOneTimeNeedsNoId() {
        assertThat(Listing.of(LIST, beginning.next(new Cursor(AT))).after()).isEqualTo(new Cursor(AT));
    }

    private static void refuses(String field, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Refusal.class,
                it -> assertThat(it.errors()).extracting(FieldError::field).containsExactly(field));
    }
}
