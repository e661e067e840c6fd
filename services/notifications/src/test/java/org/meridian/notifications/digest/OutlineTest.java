package org.meridian.notifications.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.meridian.calendar.Country;
import org.meridian.events.posts.Kind;
import org.meridian.notifications.digest.Shown.Count;
import org.meridian.notifications.digest.Shown.Group;
import org.meridian.notifications.digest.Shown.Item;
import org.meridian.notifications.digest.Shown.Mail;
import org.meridian.notifications.digest.Shown.Why;
import org.meridian.text.Sentences;
import org.meridian.text.Translations;

class OutlineTest {

    private static final Sentences ENGLISH = Translations.of("mail-notifications").in(Locale.UK);
    private static final Group FULL = new Group("uk-1", "Floods & fires", Mail.FULL);
    private static final Group TITLES = new Group("uk-2", "Titles only", Mail.TITLES);
    private static final Group COUNTS = new Group("uk-3", "Case work", Mail.COUNTS);
    private static final Instant AT = Instant.parse("2026-11-23T07:15:00Z");

    private static Item item(Section section, Group group, @Nullable String title, @Nullable Kind kind,
            String excerpt) {
        return item(section, group, title, kind, excerpt, Why.of("digest.why-new"));
    }

    private static Item item(Section section, Group group, @Nullable String title, @Nullable Kind kind,
            String excerpt, Why why) {
        return new Item("uk-" + title, section, group, title, kind, excerpt, "uk-9", "Sam <b>Hill</b>", "uk",
                new Country("United Kingdom", "GB-ENG", ZoneId.of("Europe/London")), AT, null, AT.plusSeconds(10), null,
                why);
    }

    private static Item update(String title, Why why) {
        return item(Section.THREADS, FULL, title, Kind.UPDATE, "About it.", why);
    }

    private static Outline outline(List<Item> items, List<Count> counted) {
        return Outline.of(new Shown(items, counted), LocalDate.of(2026, 11, 24), AT.minusSeconds(86_400),
                AT, ZoneId.of("Pacific/Auckland"), "New Zealand", "http://nz.example", ENGLISH);
    }

    @Test
    void saysInTheSubjectHowMuchThereIsAndInTheTextWhenItWasWrittenHereAndThere() {
        Outline outline = outline(List.of(item(Section.REPLIES, FULL, "Alarms", null, "We use two gauges."),
                item(Section.THREADS, FULL, "Sandbags", Kind.QUESTION, "How many? ".repeat(60))),
                List.of(new Count(FULL, 11, 3)));

        assertThat(outline.subject()).isEqualTo("Meridian: 1 reply to you, 12 new posts in 1 group — Tue 24 Nov");
        String text = TextMessage.write(outline, ENGLISH);
        assertThat(text).contains("Replies to you\n--------------\n", "* Re: Alarms\n",
                "Mon 23 Nov, 20:15 your time, 07:15 in United Kingdom", "And 11 more.",
                "3 earlier posts, written before");
        assertThat(text.lines()).allMatch(line -> line.codePointCount(0, line.length()) <= 78,
                "has 78 columns at most");
        assertThat(HtmlMessage.write(outline, ENGLISH)).contains("Floods &amp; fires", "Sam &lt;b&gt;Hill&lt;/b&gt;")
                .doesNotContain("<b>Hill");
    }

    @Test
    void saysItAsItIsWrittenInTheReadersCountry() {
        Shown shown = new Shown(List.of(update("Boats", Why.of("digest.why-new"))), List.of());
        Outline outline = Outline.of(shown, LocalDate.of(2026, 11, 24), AT.minusSeconds(86_400), AT,
                ZoneId.of("America/New_York"), "United States", "http://us.example",
                Translations.of("mail-notifications").in(Locale.US));

        assertThat(outline.title()).isEqualTo("Your digest for Tuesday, November 24");
        assertThat(outline.covers()).contains("Sun, Nov 22, 02:15");
    }

    @Test
    void saysOnceWhyAllOfASectionAreThere() {
        Outline outline = outline(List.of(update("Boats", Why.of("digest.why-new")),
                update("Pumps", Why.of("digest.why-new")),
                item(Section.QUESTIONS, FULL, "Who?", Kind.QUESTION, "?", Why.of("digest.why-question")),
                item(Section.QUESTIONS, FULL, "Where?", Kind.QUESTION, "?", Why.of("digest.why-question"))),
                List.of());

        String text = TextMessage.write(outline, ENGLISH);
        assertThat(text).containsSubsequence("Floods & fires\n",
                "\nWhy is this here? These are new in a group of yours.\n",
                "* Boats", "* Pumps", "\nWhy is this here? Nobody had answered these when", "* Who?", "* Where?");
        for (String written : List.of(text, HtmlMessage.write(outline, ENGLISH))) {
            assertThat(written.split("Why is this here\\?", -1)).hasSize(3);
        }
    }

    @Test
    void saysOfEachWhyItIsThereWhereReasonsDifferOrItIsAlone() {
        Outline outline = outline(List.of(update("Boats", Why.of("digest.why-new")),
                update("Pumps", Why.of("digest.why-active", 3, 2, 1)),
                item(Section.QUESTIONS, FULL, "Who?", Kind.QUESTION, "?", Why.of("digest.why-question"))), List.of());

        assertThat(TextMessage.write(outline, ENGLISH)).containsSubsequence("* Boats",
                "  Why is this here? It is new in a group of yours.\n", "* Pumps",
                "  Why is this here? Its thread had 3 replies by 2 people since your last\n  digest.\n", "* Who?",
                "  Why is this here? Nobody had answered it when this digest was put together.\n");
    }

    @Test
    void leaksNothingOfGroupsThatKeepTheirTextsOrEverythingOutOfMail() {
        Outline outline = outline(
                List.of(item(Section.REPLIES, COUNTS, "Hushtitle", null, "Hushtext"),
                        item(Section.REPLIES, TITLES, "Opentitle", null, "Hushtext"),
                        item(Section.THREADS, TITLES, "Opentitle", Kind.UPDATE, "Hushtext"),
                        item(Section.THREADS, COUNTS, "Hushtitle", Kind.UPDATE, "Hushtext")),
                List.of(new Count(COUNTS, 5, 0), new Count(TITLES, 0, 1)));

        for (String written : List.of(outline.subject(), TextMessage.write(outline, ENGLISH),
                HtmlMessage.write(outline, ENGLISH))) {
            assertThat(written).doesNotContain("Hush", "Sam", "Hill");
        }
        assertThat(outline.subject()).isEqualTo("Meridian: 1 reply to you, 1 new post in 1 group — Tue 24 Nov");
        assertThat(TextMessage.write(outline, ENGLISH)).contains("Opentitle", "Somebody in United Kingdom", "Case work",
                "7 new posts. ");
    }

    @Test
    void tellsNoNumbersInTheSubjectWhereAllGroupsKeepEverythingOutOfMail() {
        Outline outline = outline(List.of(item(Section.THREADS, COUNTS, "Hush", Kind.UPDATE, "Hush")), List.of());

        assertThat(outline.subject()).isEqualTo("Meridian: news from your groups — Tue 24 Nov");
        assertThat(TextMessage.write(outline, ENGLISH)).doesNotContain("Hush").contains("1 new post. ");
    }

    @Test
    void keepsControlCharactersLineBreaksAndTurnedDirectionsOut() {
        Outline outline = outline(
                List.of(item(Section.THREADS, FULL, "a\r\nBcc: x\u0007\u202Eb", Kind.UPDATE, "x\n\ny")),
                List.of());

        assertThat(TextMessage.write(outline, ENGLISH)).contains("* a Bcc: x b\n", "  x y\n");
    }
}
