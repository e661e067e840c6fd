package org.meridian.notifications.atonce;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meridian.events.membership.MailContent;
import org.meridian.notifications.delivery.Message;

class MessageWriterTest {

    private static final Instant NOW = Instant.parse("2026-03-02T18:30:00Z");
    private static final ZoneId AUCKLAND = ZoneId.of("Pacific/Auckland");
    private static final String SAM = "uk-0198c2f4-0a00-7000-8000-000000000001";
    private static final String BEN = "nz-0198c2f4-0a00-7000-8000-000000000002";
    private static final BothTimes TIMES = new BothTimes(Map.of("uk", ZoneId.of("Europe/London"), "nz", AUCKLAND));

    @ParameterizedTest
    @CsvSource({"PT-1H, less than a minute", "PT59S, less than a minute", "PT1M, 1 minute", "PT59M59S, 59 minutes",
            "PT1H59M, 1 hour", "PT3H, 3 hours", "PT24H, 1 day", "P40D, 40 days"})
    void anAgeIsInTheLargestWholeUnit(Duration age, String content) {
        assertThat(Age.content(NOW.minus(age), NOW)).isEqualTo(content);
    }

    @Test
    void theReadersTimeHasTheAuthorsBesideItUnlessItIsTheSame() {
        assertThat(TIMES.content(NOW, AUCKLAND, SAM)).isEqualTo("Tue 3 Mar, 07:30 your time, Mon 2 Mar, 18:30 in uk");
        assertThat(TIMES.content(NOW, ZoneId.of("Europe/Paris"), SAM))
                .isEqualTo("Mon 2 Mar, 19:30 your time, 18:30 in uk");
        assertThat(TIMES.content(NOW, AUCKLAND, BEN)).isEqualTo("Tue 3 Mar, 07:30");
        assertThat(TIMES.content(NOW, ZoneId.of("Europe/Paris"), "us-1"))
                .isEqualTo("Mon 2 Mar, 19:30 your time, 18:30 in UTC");
    }

    @ParameterizedTest
    @CsvSource({"1000, 0, true", "1000, -1, true", "1000, 1, false", "300, 0, true", "299, 0, false"})
    void aMailGoesFiveMinutesAfterTheLastAndNotInQuietHours(long sinceLast, long quietLeft, boolean due) {
        assertThat(AtOnceDecider.isDue(NOW, NOW.minusSeconds(sinceLast), NOW, NOW.plusSeconds(quietLeft)))
                .isEqualTo(due);
        assertThat(AtOnceDecider.isDue(NOW, null, NOW, NOW.plusSeconds(quietLeft))).isEqualTo(quietLeft <= 0);
    }

    @Test
    void whatPeopleWroteCannotBreakTheMail() {
        Message letter = write(item(MailContent.FULL, "1", "A\r\nBcc: <x@y>", "<script>alert(1)</script>"));

        assertThat(letter.subject()).isEqualTo("A Bcc: <x@y> in Storms");
        assertThat(letter.html()).contains("&lt;script&gt;").doesNotContain("<script>", "<x@y>");
    }

    @Test
    void aFloodIsCountedAndLinesAreShort() {
        List<News> news = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            news.add(item(MailContent.FULL, String.valueOf(i), "Title " + i, "word ".repeat(100)));
        }
        Message letter = write(news.toArray(News[]::new));

        assertThat(letter.subject()).isEqualTo("500 new in Storms");
        assertThat(letter.text()).contains("Title 19”", "And 480 more.").doesNotContain("Title 20”");
        assertThat(letter.text().lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(78));
        assertThat(write(item(MailContent.COUNTS, "1", "T", "E"), item(MailContent.COUNTS, "2", "T", "E")).text())
                .contains("2 new posts.").doesNotContain("T\n", "E\n");
    }

    private static News item(MailContent mail, String id, String title, String excerpt) {
        return new News.Item("uk-1", "Storms", mail, id, id, false, SAM, "Sam", title, excerpt, NOW);
    }

    private static Message write(News... news) {
        return new MessageWriter("http://nz.example", TIMES).write(List.of(news), AUCKLAND, NOW);
    }
}
