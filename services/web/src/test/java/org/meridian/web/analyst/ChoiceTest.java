package org.meridian.web.analyst;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.meridian.web.calls.ReplayCalls.NewReplay;

class ChoiceTest {

    private static final ZoneId AUCKLAND = ZoneId.of("Pacific/Auckland");

    private static NewReplay chosen(String others, String from, String until) {
        return new Choice("key", List.of(), List.of(), List.of("uk-1"), others, from, until, "csv", false)
                .replay(AUCKLAND);
    }

    @Test
    void daysBeginAndEndWhereTheReaderIs() {
        NewReplay summer = chosen("", "2026-11-24", "2026-11-25");
        assertThat(summer.from()).isEqualTo(Instant.parse("2026-11-23T11:00:00Z"));
        assertThat(summer.until()).isEqualTo(Instant.parse("2026-11-25T11:00:00Z"));
        assertThat(chosen("", "", "")).extracting(NewReplay::from, NewReplay::until).containsOnlyNulls();
    }

    @Test
    void aGroupIsNamedByItsIdOrTheAddressOfItsPage() {
        assertThat(chosen("nz-2\r\n\n https://nz.example/groups/nz-3/members?page=2\nuk-1", "", "").groups())
                .containsExactly("uk-1", "nz-2", "nz-3");
    }

    @Test
    void everyTypeHasItsWords() throws IOException {
        var sentences = new Properties();
        try (var file = Files.newBufferedReader(Path.of("src/main/resources/messages/web/analyst.properties"),
                StandardCharsets.UTF_8)) {
            sentences.load(file);
        }
        assertThat(Choice.TYPES).contains("PostPublished").allMatch(it -> sentences.containsKey("type." + it));
    }
}
