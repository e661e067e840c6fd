package org.meridian.notifications.digest;

import static java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.meridian.testing.Waiting.eventually;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.meridian.events.membership.MailContent;
import org.meridian.events.membership.Role;
import org.meridian.events.notifications.Cadence;
import org.meridian.events.posts.Kind;
import org.meridian.mail.message.Message;
import org.meridian.notifications.digest.Mornings.Row;
import org.meridian.schemas.Topics;
import org.meridian.testing.MembershipFacts;
import tools.jackson.databind.JsonNode;

class DigestsTest {

    private static final Mornings NZ = new Mornings();

    @AfterAll
    static void stop() {
        NZ.close();
    }

    @BeforeEach
    void anotherDay() {
        NZ.morningAfter(1);
        NZ.clock(LocalTime.of(20, 0));
    }

    @Test
    void coversWhatArrivedSinceTheLastOneUntilItWasDueAndSaysNothingWhenThereIsNothing() {
        String reader = NZ.member("Aroha");
        String writer = NZ.nz.foreigner("Sam");
        String group = NZ.group("Windows", MailContent.FULL, reader, writer);
        String first = NZ.post(group, writer, "First");
        NZ.morningAfter(1);
        String second = NZ.post(group, writer, "Second"); // at the very moment when the first digest was due

        Row composed = NZ.digest(reader);
        assertThat(composed.items()).isEqualTo("THREADS:" + first);
        assertThat(composed.hash()).isEqualTo(Hash.hex("THREADS:" + first));
        assertThat(composed.id()).isEqualTo(Hash.digestId(reader, NZ.today()));

        NZ.morningAfter(1);
        assertThat(NZ.digest(reader).items()).isEqualTo("THREADS:" + second);
        assertThat(NZ.digest(reader).from()).isEqualTo(composed.to());

        NZ.morningAfter(1);
        assertThat(NZ.digest(reader).state()).isEqualTo("empty");
        assertThat(NZ.nz.rows().queryForObject("SELECT count(*) FROM mailing WHERE subject_id = ?",
                Integer.class, NZ.digest(reader).id())).isZero();
        assertThat(NZ.nz.rows().query("SELECT at FROM cutoff WHERE member_id = ?",
                (row, i) -> row.getTimestamp("at").toInstant(), reader)).containsExactly(NZ.at(LocalTime.of(7, 30)));
    }

    @Test
    void marksWhatIsLateAndCountsWhatIsHistoryOrOlderThanTheMembership() {
        String writer = NZ.nz.foreigner("Uma");
        String neighbour = NZ.member("Ngaire");
        Instant before = Instant.now();
        String reader = NZ.member("Bella");
        String group = NZ.group("Late", MailContent.FULL, reader, writer, neighbour);
        NZ.morningAfter(1);
        String late = NZ.post(group, writer, Kind.UPDATE, "Late", before);
        NZ.post(group, writer, Kind.UPDATE, "History", Mornings.longAgo());
        NZ.post(group, neighbour, Kind.UPDATE, "Older", Mornings.longAgo());
        NZ.morningAfter(1);

        assertThat(NZ.digest(reader).items()).isEqualTo("THREADS:" + late);
        JsonNode digest = NZ.json(NZ.nz.get(reader, "/api/digests/" + NZ.digest(reader).id()));
        JsonNode item = digest.get("items").get(0);
        assertThat(item.get("late").booleanValue()).isTrue();
        assertThat(item.get("lateReason").stringValue())
                .isEqualTo("written 11 hours before it reached New Zealand; the link from United Kingdom was behind");
        assertThat(digest.get("counted").get(0).get("earlier").intValue()).isEqualTo(2);
        assertThat(NZ.theMessage(reader).text()).contains(
                "Late: written 11 hours before it reached New Zealand; the link",
                "2 earlier posts");
    }

    @Test
    void leavesOutWhatSomebodyWroteWhomTheReaderHasBlocked() {
        String reader = NZ.member("Rewi");
        String writer = NZ.nz.foreigner("Wilma");
        String mallory = NZ.nz.foreigner("Mallory");
        String group = NZ.group("Blocking", MailContent.FULL, reader, writer, mallory);
        NZ.nz.arrives("domestic.blocks", MembershipFacts.blocks(reader, 1, mallory));
        String kept = NZ.post(group, writer, "Kept");
        String theirs = NZ.post(group, mallory, "Theirs");
        NZ.reply(group, theirs, writer, "In their thread");
        NZ.morningAfter(1);
        assertThat(NZ.digest(reader).items()).isEqualTo("THREADS:" + kept);
        assertThat(NZ.json(NZ.nz.get(reader, "/api/digests/" + NZ.digest(reader).id())).get("counted")).isEmpty();
        assertThat(NZ.theMessage(reader).text()).contains("Kept").doesNotContain("Theirs", "In their thread",
                "Mallory");

        NZ.nz.arrives("domestic.blocks", MembershipFacts.blocks(reader, 2, mallory, writer));
        eventually(() -> NZ.message(reader).values(), Collection::isEmpty);
    }

    @Test
    void leavesOutWhatMayNoLongerBeReadWhenItIsSent() {
        String reader = NZ.member("Carl");
        String writer = NZ.nz.foreigner("Vic");
        String open = NZ.group("Open", MailContent.FULL, reader, writer);
        String mute = NZ.group("Mute", MailContent.FULL, reader, writer);
        String left = NZ.group("Left", MailContent.FULL, reader, writer);
        String withdrawn = NZ.post(open, writer, "Withdrawn");
        String kept = NZ.post(open, writer, "Kept");
        NZ.post(mute, writer, "Muted");
        NZ.post(left, writer, "Removed");
        NZ.morningAfter(1);
        String hash = NZ.digest(reader).hash();
        assertThat(NZ.theMessage(reader).text()).contains("Withdrawn", "Kept", "Muted", "Removed");

        NZ.nz.withdrawn(open, withdrawn, writer);
        NZ.nz.removed(left, reader, 2);
        NZ.prefers(reader, 1, "Pacific/Auckland", Cadence.DAILY, List.of(), List.of(mute));
        eventually(() -> NZ.theMessage(reader).text(), text -> !text.contains("Withdrawn")
                && !text.contains("Removed"));
        assertThat(NZ.theMessage(reader).text()).contains("Kept").doesNotContain("Mute", "Left");
        assertThat(NZ.digest(reader).hash()).isEqualTo(hash);

        NZ.nz.withdrawn(open, kept, writer);
        eventually(() -> NZ.message(reader), messages -> messages.isEmpty());
    }

    @Test
    void listsNothingOfMutedGroupsOrOfThoseThatAreMailedAtOnce() {
        String reader = NZ.member("Dora");
        String writer = NZ.nz.foreigner("Wes");
        String mute = NZ.group("Muted", MailContent.FULL, reader, writer);
        String atOnce = NZ.group("At once", MailContent.FULL, reader, writer);
        NZ.prefers(reader, 1, "Pacific/Auckland", Cadence.DAILY, List.of(atOnce), List.of(mute));
        NZ.post(mute, writer, "Muted");
        NZ.post(atOnce, writer, "At once");
        NZ.morningAfter(1);

        assertThat(NZ.digest(reader).state()).isEqualTo("empty");
    }

    /** What was queued for mail at once goes that way, and all else in the digest, however often one chooses in between. */
    @Test
    void whoeverChangesTheWayGetsEverythingByOneOfThem() {
        String reader = NZ.member("Dirk");
        String writer = NZ.nz.foreigner("Wes");
        String group = NZ.group("Both ways", MailContent.FULL, reader, writer);
        String before = NZ.post(group, writer, "Before");
        looked();
        NZ.prefers(reader, 1, "Pacific/Auckland", Cadence.DAILY, List.of(group), List.of());
        String mailed = NZ.post(group, writer, "Mailed");
        looked();
        NZ.prefers(reader, 2, "Pacific/Auckland", Cadence.DAILY, List.of(), List.of());
        String after = NZ.post(group, writer, "After");
        looked();
        NZ.prefers(reader, 3, "Pacific/Auckland", Cadence.DAILY, List.of(group), List.of());
        NZ.morningAfter(1);

        assertThat(NZ.digest(reader).items()).isEqualTo("THREADS:" + after + " THREADS:" + before);
        assertThat(NZ.nz.rows().queryForList("SELECT subject_id FROM at_once WHERE member_id = ?",
                String.class, reader)).containsExactly(mailed);
    }

    /** Until all arrivals have been looked at for mail at once. */
    private static void looked() {
        eventually(() -> NZ.nz.rows().queryForList("""
                SELECT position FROM notice_cursor
                WHERE position = (SELECT max(position) FROM arrival)""", Long.class),
                it -> !it.isEmpty());
    }

    @Test
    void carriesNoMoreThanTheCharterAllows() {
        String reader = NZ.member("Elle");
        String writer = NZ.nz.foreigner("Xavier");
        String titles = NZ.group("Titles", MailContent.TITLES, reader, writer);
        String counts = NZ.group("Counts", MailContent.COUNTS, reader, writer);
        NZ.post(titles, writer, "Headline");
        NZ.post(counts, writer, "Hidden");
        NZ.morningAfter(1);

        Message message = NZ.theMessage(reader);
        for (String part : List.of(message.subject(), message.text(), message.html())) {
            assertThat(part).doesNotContain("Hidden", "About", "Xavier");
        }
        assertThat(message.text()).contains("Headline", "Counts\n", "1 new post.");
        assertThat(message.subject()).startsWith("Meridian: 1 new post in 1 group — ");
        JsonNode digest = NZ.json(NZ.nz.get(reader, "/api/digests/" + NZ.digest(reader).id()));
        assertThat(digest.get("items")).hasSize(2);
    }

    @Test
    void showsTheNextOneSoFarAndThoseThatWereToTheirReaderAlone() {
        String reader = NZ.member("Fred");
        String writer = NZ.nz.foreigner("Yan");
        String group = NZ.group("Preview", MailContent.FULL, reader, writer);
        String mine = NZ.post(group, reader, "Mine");
        String reply = NZ.reply(group, mine, writer, "An answer");

        JsonNode next = NZ.json(NZ.nz.get(reader, "/api/digests/next"));
        assertThat(next.get("sendsAt").stringValue())
                .isEqualTo(NZ.at(LocalTime.of(7, 30)).plusSeconds(86_400).toString());
        assertThat(next.get("sendsAtLocal").stringValue()).isEqualTo(NZ.today().plusDays(1) + "T07:30:00+13:00");
        assertThat(next.get("timeZone").stringValue()).isEqualTo("Pacific/Auckland");
        JsonNode item = next.get("items").get(0);
        assertThat(item.get("id").stringValue()).isEqualTo(reply);
        assertThat(item.get("section").stringValue()).isEqualTo("replies");
        assertThat(item.get("title").stringValue()).isEqualTo("Mine");
        assertThat(item.get("authorName").stringValue()).isEqualTo("Yan");
        Instant written = Instant.parse(item.get("writtenAt").stringValue()).truncatedTo(ChronoUnit.SECONDS);
        assertThat(written).isCloseTo(Instant.now(), within(10, ChronoUnit.MINUTES));
        assertThat(item.get("writtenAtLocal").stringValue())
                .isEqualTo(ISO_OFFSET_DATE_TIME.format(written.atZone(ZoneId.of("Pacific/Auckland"))));
        assertThat(item.get("writtenAtAuthor").stringValue())
                .isEqualTo(ISO_OFFSET_DATE_TIME.format(written.atZone(ZoneId.of("Europe/London"))));
        assertThat(item.get("why").stringValue()).isEqualTo("It is a reply in a thread that you began.");

        NZ.morningAfter(1);
        String id = NZ.digest(reader).id();
        JsonNode page = NZ.json(NZ.nz.get(reader, "/api/digests?limit=1"));
        assertThat(page.get("items").get(0).get("state").stringValue()).isEqualTo("planned");
        JsonNode older = NZ.json(NZ.nz.get(reader, "/api/digests?cursor=" + page.get("next").stringValue()));
        assertThat(older.get("items").get(0).get("id").stringValue()).isEqualTo(id);
        assertThat(older.get("next").isNull()).isTrue();
        assertThat(NZ.json(NZ.nz.get(reader, "/api/digests/next")).get("items")).isEmpty();
        NZ.nz.post(reader, "/api/digests/" + id + "/resend", "{}").expectStatus().isAccepted();
        String planned = page.get("items").get(0).get("id").stringValue();
        NZ.nz.post(reader, "/api/digests/" + planned + "/resend", "{}").expectStatus().isEqualTo(409);

        String outsider = NZ.member("Gail");
        NZ.nz.get(outsider, "/api/digests/" + id).expectStatus().isNotFound();
        NZ.nz.post(outsider, "/api/digests/" + id + "/resend", "{}").expectStatus().isNotFound();
        NZ.nz.get(reader, "/api/digests/nonsense").expectStatus().isNotFound();
        NZ.nz.get(reader, "/api/digests?limit=0&cursor=x").expectStatus().isBadRequest();
        NZ.prefers(reader, 1, "Pacific/Auckland", Cadence.OFF, List.of(), List.of());
        assertThat(NZ.json(NZ.nz.get(reader, "/api/digests/next")).get("sendsAt").isNull()).isTrue();
    }

    @Test
    void aReplyToAThreadOfAnotherGroupSaysNothingOfItAndAnswersNothingInIt() {
        String insider = NZ.member("Hine");
        String reader = NZ.member("Wiremu");
        String writer = NZ.nz.foreigner("Mallory");
        String closed = NZ.group("Closed", MailContent.FULL, reader, insider);
        String group = NZ.group("Here", MailContent.FULL, reader, writer);
        String question = NZ.post(closed, reader, Kind.QUESTION, "What nobody here may read", Instant.now());
        String reply = NZ.reply(group, question, writer, "An answer?");

        assertThat(upcoming(reader)).singleElement().asString().contains(reply).contains("\"threads\"")
                .doesNotContain("nobody here may read");
        assertThat(upcoming(insider)).singleElement().asString().contains(question).contains("\"questions\"");
    }

    private static JsonNode upcoming(String reader) {
        return NZ.json(NZ.nz.get(reader, "/api/digests/next")).get("items");
    }

    @Test
    void composedAgainAfterAStartOnWhatWasThereBeforeIsTheSame() {
        String reader = NZ.member("Hine");
        String writer = NZ.nz.foreigner("Zoe");
        String group = NZ.group("Again", MailContent.FULL, reader, writer);
        String mine = NZ.post(group, reader, "Mine");
        NZ.post(group, writer, "Theirs");
        NZ.reply(group, mine, writer, "Answer");
        NZ.post(group, writer, Kind.QUESTION, "Question", Instant.now());
        NZ.morningAfter(1);
        Row before = NZ.digest(reader);
        NZ.post(group, writer, "Later");

        NZ.nz.rows().batchUpdate(
                "DELETE FROM mailing",
                "DELETE FROM digest WHERE state = 'planned'",
                "UPDATE cutoff c SET position = d.from_position, at = d.covers_since"
                        + " FROM digest d WHERE d.member_id = c.member_id AND d.id = '" + before.id()
                        + "'",
                "UPDATE digest SET state = 'planned', items = NULL, item_hash = NULL WHERE id = '"
                        + before.id() + "'");
        NZ.nz.restart();
        NZ.composed(NZ.at(LocalTime.of(7, 30)));

        assertThat(NZ.digest(reader)).isEqualTo(before);
    }

    @Test
    void announcesOnceThatItWasSent() {
        String reader = NZ.member("Iris");
        String writer = NZ.nz.foreigner("Abe");
        String group = NZ.group("Sent", MailContent.FULL, reader, writer);
        NZ.post(group, writer, "Title");
        NZ.morningAfter(1);
        String id = NZ.digest(reader).id();
        announced(reader, id);

        NZ.nz.post(reader, "/api/digests/" + id + "/resend", "{}").expectStatus().isAccepted();
        eventually(() -> NZ.nz.rows().queryForObject(
                "SELECT attempts FROM mailing WHERE subject_id = ? AND state = 'sent'",
                Integer.class, id), attempts -> attempts == 1);
        announced(reader, id);

        assertThat(NZ.nz.kafka.readAll(Topics.DOMESTIC_NOTIFICATIONS).stream().map(it -> it.key()))
                .containsOnlyOnce(reader + "." + id);
        assertThat(NZ.json(NZ.nz.get(reader, "/api/digests/" + id)).get("state").stringValue())
                .isEqualTo("sent");
    }

    /** Until the digest has its fact, and nothing that was sent waits for one. */
    private static void announced(String reader, String id) {
        eventually(() -> NZ.nz.rows().queryForList("SELECT version FROM aggregate WHERE id = ?", Integer.class,
                reader + "." + id), versions -> versions.equals(List.of(1)));
        eventually(() -> NZ.nz.rows().queryForList("SELECT 1 FROM mailing_sent UNION ALL SELECT 1 FROM outbox"),
                List::isEmpty);
    }

    @Test
    void whoComesBackIsListedWhatWasWrittenSince() {
        String reader = NZ.member("Kay");
        String neighbour = NZ.member("Lou");
        String group = NZ.group("Returned", MailContent.FULL, reader, neighbour);
        Instant before = Instant.now();
        NZ.nz.removed(group, reader, 2);
        NZ.clock(LocalTime.of(21, 0));
        NZ.nz.joins(group, reader, 3, Role.MEMBER);
        NZ.post(group, neighbour, Kind.UPDATE, "Meanwhile", before);
        String post = NZ.post(group, neighbour, "Since");
        NZ.morningAfter(1);

        assertThat(NZ.digest(reader).items()).isEqualTo("THREADS:" + post);
        assertThat(NZ.json(NZ.nz.get(reader, "/api/digests/" + NZ.digest(reader).id())).get("counted").get(0)
                .get("earlier").intValue()).isEqualTo(1);
    }

    @Test
    void observersReadToo() {
        String reader = NZ.member("Jane");
        String writer = NZ.nz.foreigner("Bo");
        String group = NZ.group("Observed", MailContent.FULL, writer);
        NZ.nz.joins(group, reader, 1, Role.OBSERVER);
        String post = NZ.post(group, writer, "Title");
        NZ.morningAfter(1);

        assertThat(NZ.digest(reader).items()).isEqualTo("THREADS:" + post);
    }
}
