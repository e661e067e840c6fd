package org.meridian.notifications.atonce;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meridian.calendar.Countries;
import org.meridian.calendar.Country;
import org.meridian.events.membership.MailContent;
import org.meridian.mail.message.Message;
import org.meridian.notifications.wording.Age;
import org.meridian.notifications.wording.BothTimes;
import org.meridian.text.Sentences;
import org.meridian.text.Translations;

class MessageWriterTest {

    private static final Sentences ENGLISH = Translations.of("mail-notifications").in(Locale.UK);
    private static final Instant NOW = Instant.parse("2026-03-02T18:30:00Z");
    private static final ZoneId AUCKLAND = ZoneId.of("Pacific/Auckland");
    private static final String SAM = "uk-0198c2f4-0a00-7000-8000-000000000001";
    private static final Country UK = new Country("United Kingdom", "", ZoneId.of("Europe/London"));
    private static final Country NZ = new Country("New Zealand", "", AUCKLAND);
    private static final Countries COUNTRIES = new Countries(Map.of("uk", UK, "nz", NZ));

    @ParameterizedTest
    @CsvSource({"PT-1H, less than a minute", "PT59S, less than a minute", "PT1M, 1 minute", "PT59M59S, 59 minutes",
            "PT1H59M, 1 hour", "PT3H, 3 hours", "PT24H, 1 day", "P40D, 40 days"})
    void anAgeIsInTheLargestWholeUnit(Duration age, String content) {
        assertThat(Age.inWords(NOW.minus(age), NOW, ENGLISH)).isEqualTo(content);
    }

    @Test
    void theReadersTimeHasTheAuthorsBesideItUnlessItIsTheSame() {
        assertThat(BothTimes.inWords(NOW, AUCKLAND, UK, ENGLISH))
                .isEqualTo("Tue 3 Mar, 07:30 your time, Mon 2 Mar, 18:30 in United Kingdom");
        assertThat(BothTimes.inWords(NOW, ZoneId.of("Europe/Paris"), UK, ENGLISH))
                .isEqualTo("Mon 2 Mar, 19:30 your time, 18:30 in United Kingdom");
        assertThat(BothTimes.inWords(NOW, AUCKLAND, NZ, ENGLISH)).isEqualTo("Tue 3 Mar, 07:30");
        assertThat(BothTimes.inWords(NOW, ZoneId.of("Europe/Paris"), COUNTRIES.of("us"), ENGLISH))
                .isEqualTo("Mon 2 Mar, 19:30 your time, 18:30 in UTC");
    }

    @Test
    void aTextThatWasEditedSaysSo() {
        assertThat(BothTimes.inWords(NOW, NOW.plusSeconds(3_600), AUCKLAND, NZ, ENGLISH))
                .isEqualTo("Tue 3 Mar, 07:30, edited Tue 3 Mar, 08:30");
        assertThat(BothTimes.inWords(NOW, null, AUCKLAND, NZ, ENGLISH)).isEqualTo("Tue 3 Mar, 07:30");
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
        Message message = write(item(MailContent.FULL, "1", "A\r\nBcc: <x@y>", "<script>alert(1)</script>"));

        assertThat(message.subject()).isEqualTo("A Bcc: <x@y> in Storms");
        assertThat(message.html()).contains("&lt;script&gt;").doesNotContain("<script>", "<x@y>");
    }

    @Test
    void markupIsMarkupInHtmlAndStaysReadableInText() {
        Message message = write(item(MailContent.FULL, "1", "T",
                "Ask **early**, whānau\nfirst: [guide](https://a.example/) ![map](https://b.example/m.gif)"));

        assertThat(message.html())
                .contains("Ask <strong>early</strong>, wh&#257;nau<br>\nfirst: <a class=\"act\" style=",
                        "href=\"https://a.example/\" rel=\"nofollow noopener noreferrer\">guide</a>")
                .doesNotContain("<img");
        assertThat(message.text()).contains("> Ask **early**, whānau\n> first:");
    }

    @Test
    void aRequestThatHasWaitedTooLongSaysSo() {
        Message message = write(new News.Request("uk-1", "Storms", MailContent.FULL, "Ana",
                NOW.minus(Duration.ofDays(4)), true));

        assertThat(message.subject()).isEqualTo("Ana still waits for an answer from Storms");
        assertThat(message.text()).contains("Ana still waits for an answer from Storms, asked 4 days ago.");
    }

    @Test
    void aRemovalIsSaidWithItsReason() {
        Message message = write(new News.Membership("uk-1", "Storms", MailContent.FULL,
                "You were removed from Storms.", "Named a family", true));

        assertThat(message.subject()).isEqualTo("Your membership of Storms");
        assertThat(message.text()).contains("You were removed from Storms.", "> Named a family", "/notices");
    }

    @Test
    void aFloodIsCountedAndLinesAreShort() {
        List<News> news = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            news.add(item(MailContent.FULL, String.valueOf(i), "Title " + i, "word ".repeat(100)));
        }
        Message message = write(news.toArray(News[]::new));

        assertThat(message.subject()).isEqualTo("500 new in Storms");
        assertThat(message.text()).contains("Title 19”", "And 480 more.").doesNotContain("Title 20”");
        assertThat(message.text().lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(78));
        assertThat(write(item(MailContent.COUNTS, "1", "T", "E"), item(MailContent.COUNTS, "2", "T", "E")).text())
                .contains("2 new posts.").doesNotContain("T\n", "E\n");
    }

    private static News item(MailContent mail, String id, String title, String excerpt) {
        return new News.Item("uk-1", "Storms", mail, id, id, false, SAM, "Sam", title, excerpt, NOW, null);
    }

    private static Message write(News... news) {
        return new MessageWriter("http://nz.example", COUNTRIES, ENGLISH).write(List.of(news), AUCKLAND, NOW);
    }
}
