package org.meridian.notifications.atonce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.meridian.events.membership.MailContent;
import org.meridian.events.membership.Role;
import org.meridian.events.posts.Kind;
import org.meridian.notifications.NotificationsService;
import org.meridian.schemas.Ids;
import org.meridian.testing.MembershipFacts;
import org.meridian.testing.PostFacts;

class AtOnceTest {

    private static final NotificationsService NZ = new NotificationsService();
    private static final ZoneId AUCKLAND = ZoneId.of("Pacific/Auckland");
    private static final Map<String, String> EMAILS = new HashMap<>();
    private static String sam = "";
    private static String storms = "";

    @BeforeAll
    static void aGroupInTheUk() {
        sam = NZ.foreigner("Sam");
        storms = NZ.group("uk", "Storms", MailContent.FULL, sam);
    }

    @AfterAll
    static void stop() {
        NZ.close();
    }

    @Test
    void moderatorsGetARequestAtOnceWithItsAge() {
        String owner = member("Olga");
        String group = NZ.group("nz", "Quakes", MailContent.FULL, owner);
        String request = NZ.asksToJoin(group, NZ.foreigner("Ana <b>"), Instant.now().minus(Duration.ofHours(3)));

        Mail mail = eventuallyMailed(owner, 1).getFirst();

        assertThat(mail.subject()).isEqualTo("Ana <b> asks to join Quakes");
        assertThat(mail.text()).contains("Ana <b> asks to join Quakes, asked 3 hours ago.",
                "http://nz.example/groups/" + group + "/requests");
        assertThat(mail.html()).contains("Ana &lt;b&gt; asks to join", "asked 3 hours ago").doesNotContain("Ana <b>");
        assertThat(NZ.rows().queryForList("SELECT id FROM notifications.mailing WHERE recipient_id = ?", String.class,
                owner)).containsExactly(Ids.derived(owner, request));
    }

    @Test
    void whoAskedGetsTheDecisionAtOnceAndWhoWantsNoMailGetsNone() {
        String mere = member("Mere");
        String tui = member("Tui");
        prefers(tui, "{\"atOnce\":false}");
        NZ.refused(storms, NZ.asksToJoin(storms, tui), tui, sam);
        NZ.granted(storms, NZ.asksToJoin(storms, mere), mere, sam);

        Mail mail = eventuallyMailed(mere, 1).getFirst();

        assertThat(mail.subject()).isEqualTo("Your request to join Storms was granted");
        eventually(() -> notices(tui), it -> it == 1);
        assertThat(queued(tui)).isZero();
    }

    @Test
    void theFirstGoesAtOnceAndTheNextFewMinutesTogether() throws Exception {
        String mere = wantsAtOnce("Mere", storms);
        String thread = NZ.post(storms, mere, Kind.QUESTION, "Which roofs?", "…", Instant.now());
        NZ.reply(storms, thread, sam, "Those of tin.", Instant.now());

        Mail first = eventuallyMailed(mere, 1).getFirst();

        assertThat(first.subject()).isEqualTo("Re: Which roofs? in Storms");
        assertThat(first.text()).contains("Sam, United Kingdom: a reply to you in “Which roofs?”",
                " your time, ", " in United Kingdom", "> Those of tin.",
                "http://nz.example/posts/" + thread);

        NZ.reply(storms, thread, sam, "And of slate.", Instant.now());
        NZ.post(storms, sam, Kind.UPDATE, "Gusts", "Up to 90 knots.", Instant.now());
        eventually(() -> queued(mere), it -> it == 3);
        NZ.clock.add(AtOnceDecider.GATHERING.minusSeconds(60));
        String other = wantsAtOnce("Other", storms);
        NZ.post(storms, sam, Kind.UPDATE, "Hail", "Large.", Instant.now());
        eventuallyMailed(other, 1);
        assertThat(mails(mere)).hasSize(1);

        NZ.clock.add(Duration.ofSeconds(61));

        Mail second = eventuallyMailed(mere, 2).getLast();
        assertThat(second.subject()).isEqualTo("3 new in Storms");
        assertThat(second.text()).contains("And of slate.", "Up to 90 knots.", "“Hail”")
                .doesNotContain("Those of tin.");
    }

    @Test
    void anAcceptedAnswerIsMailedAtOnceToWhomeverWantsTheGroupSo() throws Exception {
        String group = NZ.group("uk", "Answering", MailContent.FULL, sam);
        String other = member("Other");
        NZ.joins(group, other, 1, Role.MEMBER);
        String mere = wantsAtOnce("Mere", group);
        Instant now = Instant.now();
        for (String author : List.of(mere, other)) {
            String question = NZ.post(group, sam, Kind.QUESTION, "Which roofs?", "…", now);
            String answer = NZ.reply(group, question, author, "Those of tin.", now);
            NZ.arrives("uk.shared.posts", PostFacts.chosen(question, answer, group, sam, now));
            eventually(() -> notices(author), it -> it == 1);
        }
        NZ.clock.add(AtOnceDecider.GATHERING.plusSeconds(1));

        eventually(() -> mails(mere).stream().anyMatch(it -> it.text()
                .contains("Sam accepted your reply as the answer to “Which roofs?” in Answering.")), it -> it);
        assertThat(queued(other)).isZero();
    }

    @Test
    void nothingOfWhomTheMemberHasBlocked() throws Exception {
        String mallory = NZ.foreigner("Mallory");
        String group = NZ.group("uk", "Blocking", MailContent.FULL, sam);
        NZ.joins(group, mallory, 1, Role.MEMBER);
        String mere = wantsAtOnce("Mere", group);
        NZ.arrives("domestic.blocks", MembershipFacts.blocks(mere, 1, mallory));
        String theirs = NZ.post(group, mallory, Kind.UPDATE, "Theirs", "Listen to me.", Instant.now());
        NZ.reply(group, theirs, sam, "In their thread", Instant.now());
        String kept = NZ.post(group, sam, Kind.UPDATE, "Kept", "Of tin.", Instant.now());
        eventually(
                () -> NZ.rows().queryForList("SELECT subject_id FROM at_once WHERE member_id = ?", String.class, mere),
                subjects -> subjects.contains(kept));

        NZ.clock.add(AtOnceDecider.GATHERING.plusSeconds(1));
        eventually(() -> mails(mere).stream().anyMatch(it -> it.text().contains("Of tin.")), it -> it);
        assertThat(mails(mere)).noneMatch(it -> it.text().contains("Listen") || it.text().contains("Theirs")
                || it.text().contains("In their thread") || it.text().contains("Mallory"));
    }

    @Test
    void nothingGoesInQuietHoursOverMidnight() throws Exception {
        NZ.web().delete().uri("/demo/clock").exchange().expectStatus().isOk();
        LocalDate day = LocalDate.now(AUCKLAND).plusDays(2);
        NZ.clockShows(at(day, "23:30"));
        String mere = wantsAtOnce("Mere", storms, "\"quietHours\":{\"from\":\"22:00\",\"to\":\"07:00\"}");
        String awake = wantsAtOnce("Awake", storms);

        NZ.post(storms, sam, Kind.UPDATE, "At night", "…", Instant.now());
        eventuallyMailed(awake, 1);
        assertThat(queued(mere)).isEqualTo(1);
        assertThat(mails(mere)).isEmpty();
        NZ.clockShows(at(day.plusDays(1), "06:59"));
        nextRound();
        assertThat(mails(mere)).isEmpty();
        NZ.clockShows(at(day.plusDays(1), "07:00"));

        assertThat(eventuallyMailed(mere, 1).getFirst().text()).contains("At night");
    }

    @Test
    void whatIsReadWithdrawnMutedOrOutOfReachMeanwhileIsNotMailed() throws Exception {
        String group = NZ.group("uk", "Fires", MailContent.FULL, sam);
        String muted = NZ.group("uk", "Muted", MailContent.FULL, sam);
        String left = NZ.group("uk", "Left", MailContent.FULL, sam);
        String mere = wantsAtOnce("Mere", List.of(group, muted, left), "\"atOnce\":true");
        String thread = NZ.post(group, mere, Kind.UPDATE, "Smoke", "…", Instant.now());
        NZ.reply(group, thread, sam, "The first", Instant.now());
        eventuallyMailed(mere, 1);

        String read = NZ.reply(group, thread, sam, "Seen in the app", Instant.now());
        String withdrawn = NZ.reply(group, thread, sam, "Taken back", Instant.now());
        NZ.post(muted, sam, Kind.UPDATE, "Of a muted group", "…", Instant.now());
        NZ.post(left, sam, Kind.UPDATE, "Of a group that was left", "…", Instant.now());
        eventually(() -> queued(mere), it -> it == 5);
        NZ.post(mere, "/api/notices/" + Ids.derived(mere, read) + "/read", "").expectStatus().isNoContent();
        NZ.withdrawn(group, withdrawn, sam);
        NZ.removed(left, mere, 2);
        eventually(() -> NZ.rows().queryForObject("""
                SELECT (SELECT count(*) FROM item WHERE id = ? AND withdrawn_at IS NOT NULL)
                     + (SELECT count(*) FROM membership WHERE member_id = ? AND role IS NULL)""",
                Integer.class, withdrawn, mere), it -> it == 2);
        prefers(mere, "{\"groups\":{\"%s\":\"at-once\",\"%s\":\"muted\",\"%s\":\"at-once\"}}".formatted(group, muted,
                left));
        NZ.clock.add(AtOnceDecider.GATHERING);
        eventually(() -> waiting(mere), it -> it == 0);

        assertThat(mails(mere)).allSatisfy(it -> assertThat(it.text()).contains("The first"));
        NZ.clock.add(AtOnceDecider.GATHERING);
        NZ.reply(group, thread, sam, "The last", Instant.now());
        assertThat(eventuallyMailed(mere, 2).getLast().text()).contains("The last").doesNotContain("Seen", "Taken",
                "muted", "left");
    }

    @Test
    void aRequestThatWasDecidedMeanwhileIsNotMailed() {
        String owner = member("Olga");
        String group = NZ.group("nz", "Landslides", MailContent.FULL, owner);
        NZ.asksToJoin(group, NZ.foreigner("Ana"));
        eventuallyMailed(owner, 1);
        String bea = NZ.foreigner("Bea");
        String decided = NZ.asksToJoin(group, bea);
        String cleo = NZ.foreigner("Cleo");
        String withdrawn = NZ.asksToJoin(group, cleo);
        NZ.asksToJoin(group, NZ.foreigner("Dora"));
        eventually(() -> queued(owner), it -> it == 4);

        NZ.refused(group, decided, bea, owner);
        NZ.requestWithdrawn(group, withdrawn, cleo);
        eventually(() -> NZ.rows().queryForObject("""
                SELECT count(*) FROM join_request
                WHERE group_id = ? AND coalesce(withdrawn_at, refused_at) IS NOT NULL""", Integer.class, group),
                it -> it == 2);
        NZ.clock.add(AtOnceDecider.GATHERING);

        assertThat(eventuallyMailed(owner, 2).getLast().text()).contains("Dora").doesNotContain("Bea", "Cleo");
    }

    @Test
    void mailCarriesNoMoreOfAGroupThanItsCharterLetsIt() {
        String counts = NZ.group("uk", "Counted", MailContent.COUNTS, sam);
        String titles = NZ.group("uk", "Titled", MailContent.TITLES, sam);
        String mere = wantsAtOnce("Mere", counts);
        String tui = wantsAtOnce("Tui", titles);
        for (String group : List.of(counts, titles)) {
            NZ.post(group, sam, Kind.UPDATE, "The headline", "Sandbags everywhere.", Instant.now());
        }

        assertThat(eventuallyMailed(mere, 1)).singleElement().satisfies(mail -> assertThat(all(mail))
                .contains("1 new post").doesNotContain("headline", "Sandbags", "Sam"));
        assertThat(eventuallyMailed(tui, 1)).singleElement().satisfies(mail -> assertThat(all(mail))
                .contains("The headline").doesNotContain("Sandbags", "Sam"));

        String owner = member("Olga");
        String own = NZ.group("nz", "Secret", MailContent.COUNTS, owner);
        NZ.asksToJoin(own, NZ.foreigner("Ana"));
        assertThat(eventuallyMailed(owner, 1)).singleElement()
                .satisfies(mail -> assertThat(all(mail)).contains("to join Secret").doesNotContain("Ana"));
    }

    private static String all(Mail mail) {
        return mail.subject() + mail.text() + mail.html();
    }

    private static String member(String name) {
        String email = name.toLowerCase(Locale.ROOT) + EMAILS.size() + "@nz.example";
        String id = NZ.member(name, email, AUCKLAND.getId());
        EMAILS.put(id, email);
        return id;
    }

    private static String wantsAtOnce(String name, String group) {
        return wantsAtOnce(name, group, "\"atOnce\":true");
    }

    private static String wantsAtOnce(String name, String group, String more) {
        return wantsAtOnce(name, List.of(group), more);
    }

    private static String wantsAtOnce(String name, List<String> groups, String more) {
        String id = member(name);
        groups.forEach(group -> NZ.joins(group, id, 1, Role.MEMBER));
        prefers(id, "{%s,\"groups\":{%s}}".formatted(more,
                String.join(",", groups.stream().map(group -> "\"" + group + "\":\"at-once\"").toList())));
        eventually(() -> NZ.rows().queryForObject(
                "SELECT count(*) FROM participant WHERE member_id = ?", Integer.class, id),
                it -> it == groups.size());
        return id;
    }

    private static void prefers(String memberId, String json) {
        eventually(() -> NZ.put(memberId, "/api/preferences", json).expectStatus().isOk());
    }

    private static Instant at(LocalDate day, String time) {
        return day.atTime(LocalTime.parse(time)).atZone(AUCKLAND).toInstant();
    }

    /** Until somebody who asks for mail now has it, so that whoever else is due has had theirs. */
    private static void nextRound() {
        String other = wantsAtOnce("Other", storms);
        NZ.post(storms, sam, Kind.UPDATE, "The next round", "…", Instant.now());
        eventuallyMailed(other, 1);
    }

    private static int notices(String memberId) {
        return count("SELECT count(*) FROM notice WHERE member_id = ?", memberId);
    }

    private static int queued(String memberId) {
        return count("SELECT count(*) FROM at_once WHERE member_id = ?", memberId);
    }

    private static int waiting(String memberId) {
        return count("SELECT count(*) FROM at_once WHERE mailing_id IS NULL AND member_id = ?", memberId);
    }

    private static int count(String sql, String memberId) {
        return Objects.requireNonNull(NZ.rows().queryForObject(sql, Integer.class, memberId));
    }

    private record Mail(String subject, String text, String html) {

        static Mail of(MimeMessage message) throws MessagingException, IOException {
            var parts = (MimeMultipart) message.getContent();
            return new Mail(message.getSubject(), content(parts, 0), content(parts, 1));
        }

        private static String content(MimeMultipart parts, int index) throws MessagingException, IOException {
            return parts.getBodyPart(index).getContent().toString().replace("\r\n", "\n");
        }
    }

    private static List<Mail> eventuallyMailed(String memberId, int mails) {
        return eventually(() -> mails(memberId), it -> it.size() >= mails);
    }

    /** The mails at once that have come to a member, in order; digests come too. */
    private static List<Mail> mails(String memberId) throws MessagingException, IOException {
        List<Mail> mails = new ArrayList<>();
        for (MimeMessage message : NZ.mail.getReceivedMessagesForDomain(email(memberId))) {
            if (message.getHeader("List-Id", null).contains("at-once")) {
                mails.add(Mail.of(message));
            }
        }
        return mails;
    }

    private static String email(String memberId) {
        return Objects.requireNonNull(EMAILS.get(memberId));
    }
}
