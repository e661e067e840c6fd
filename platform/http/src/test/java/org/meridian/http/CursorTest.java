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

class CursorTest {

    private static final Instant AT = Instant.parse("2026-11-22T10:00:00.123456Z");

    @Test
    void whatAListAnsweredWithIsUnderstood() {
        for (String id : List.of(id("uk-post"), Ids.derived(id("uk-member"), id("nz-post")))) {
            assertThat(Cursor.parse(new Cursor(AT, id).text())).isEqualTo(new Cursor(AT, id));
        }
        assertThat(Cursor.parse(null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2026-11-22T10:00:00Z", "2026-11-22T10:00:00Z nobody", "yesterday %s",
            "+10000-01-01T00:00:00Z %s", "0001-01-01T00:00:00Z %s", "2026-11-22T10:00:00Z %s "})
    void whatIsMadeUpIsRefused(String content) {
        String text = content.formatted(id("uk-post"));

        refuses("cursor", () -> Cursor.parse(text));
        refuses("cursor", () -> Cursor.parse(
                Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void aPageHasOneToAHundredEntries() {
        assertThat(List.of(1, 50, 100)).allSatisfy(limit -> assertThat(Cursor.checkedLimit(limit)).isEqualTo(limit));
        assertThat(List.of(-1, 0, 101)).allSatisfy(limit -> refuses("limit", () -> Cursor.checkedLimit(limit)));
        assertThat(Cursor.checkedLimit(Integer.parseInt(Cursor.DEFAULT_LIMIT))).isPositive();
    }

    @Test
    void aFullPageSaysWhereTheNextOneBegins() {
        String last = id("uk-last");
        List<String> page = List.of(id("uk-first"), last);

        assertThat(Cursor.next(page, 2, id -> new Cursor(AT, id))).isEqualTo(new Cursor(AT, last).text());
        assertThat(Cursor.next(page, 3, id -> new Cursor(AT, id))).isNull();
    }

    private static void refuses(String field, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Refusal.class,
                it -> assertThat(it.errors()).extracting(FieldError::field).containsExactly(field));
    }
}
