package org.meridian.notifications.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.meridian.events.membership.MailContent;
import org.meridian.events.membership.Role;
import org.meridian.events.posts.Kind;
import org.meridian.notifications.NotificationsService;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec;

class NoticesTest {

    private static final NotificationsService NZ = new NotificationsService();
    private static String aroha = "";
    private static String ben = "";
    private static String sam = "";
    private static String floods = "";

    /** Aroha owns the group; Ben takes part in it here, Sam in the UK. */
    @BeforeAll
    static void aGroup() {
        aroha = NZ.member("Aroha", "aroha@nz.example", "Pacific/Auckland");
        ben = NZ.member("Ben", "ben@nz.example", "Pacific/Auckland");
        sam = NZ.foreigner("Sam");
        floods = NZ.group("nz", "Floods", MailContent.FULL, aroha);
        NZ.joins(floods, ben, 1, Role.MEMBER);
        NZ.joins(floods, sam, 1, Role.MEMBER);
    }

    @AfterAll
    static void stop() {
        NZ.close();
    }

    @Test
    void aReplyIsToldOnceToTheThreadsAuthorOverRestartAndRebuild() {
        String mere = member("Mere");
        String thread = NZ.post(floods, mere, Kind.QUESTION, "Which pumps?", "…", Instant.now());
        NZ.reply(floods, thread, mere, "To myself", Instant.now());
        String reply = NZ.reply(floods, thread, sam, "The blue ones.", Instant.now());
        assertThat(eventuallyTold(mere)).containsExactly(reply);

        NZ.restart();
        NZ.rebuild();
        String second = NZ.reply(floods, thread, ben, "The red ones.", Instant.now());

        assertThat(eventually(() -> noticesOf(mere), it -> it.size() == 2)).containsExactly(reply, second);
        eventually(() -> facts(mere), it -> it == 2);
        notices(mere, "").jsonPath("$.items[0].actorName").isEqualTo("Ben").jsonPath("$.items[1].text")
                .isEqualTo("Sam replied to your post “Which pumps?” in Floods.").jsonPath("$.items[1].kind")
                .isEqualTo("reply").jsonPath("$.items[1].postId").isEqualTo(thread).jsonPath("$.items[1].subjectId")
                .isEqualTo(reply).jsonPath("$.items[1].timeZone").isEqualTo("Pacific/Auckland");
    }

    @Test
    void aReplyThatComesBeforeItsPostIsToldOfWhenThatComes() {
        String mere = member("Mere");
        String later = Ids.create("nz");
        String reply = NZ.reply(floods, later, sam, "Early", Instant.now());
        eventually(
                () -> NZ.rows().queryForList("SELECT item_id FROM awaits_thread", String.class),
                it -> it.contains(reply));

        NZ.post(later, floods, mere, Kind.UPDATE, "Late", "…", Instant.now());

        assertThat(eventuallyTold(mere)).containsExactly(reply);
    }

    @Test
    void nothingOfAGroupThatIsMutedNorOfWhatIsHistory() {
        String mere = member("Mere");
        String uk = NZ.group("uk", "Storms", MailContent.FULL, sam);
        NZ.joins(uk, mere, 1, Role.MEMBER);
        String thread = NZ.post(uk, mere, Kind.UPDATE, "Gales", "…", Instant.now());
        String quiet = NZ.post(floods, mere, Kind.UPDATE, "Mud", "…", Instant.now());
        eventually(() -> NZ
                .put(mere, "/api/preferences", "{\"groups\":{\"" + floods + "\":\"muted\"}}").expectStatus().isOk());

        NZ.reply(uk, thread, sam, "From long ago", Instant.now().minus(Duration.ofDays(30)));
        NZ.reply(floods, quiet, sam, "Nobody wants to hear this", Instant.now());
        eventually(() -> NZ.rows().queryForObject("""
                SELECT count(*) FROM arrival JOIN item i ON i.id = item_id
                WHERE i.thread_id IN (?, ?)""", Integer.class, thread, quiet), it -> it == 4);
        String last = NZ.reply(uk, thread, sam, "News", Instant.now());

        assertThat(eventuallyTold(mere)).containsExactly(last);
    }

    @Test
    void theyAreReadByTheirOwnerAlone() {
        String mere = member("Mere");
        String thread = NZ.post(floods, mere, Kind.UPDATE, "Levees", "…", Instant.now());
        String first = NZ.reply(floods, thread, sam, "One", Instant.now());
        eventually(() -> noticesOf(mere), it -> it.size() == 1);
        String second = NZ.reply(floods, thread, sam, "Two", Instant.now());
        eventually(() -> noticesOf(mere), it -> it.size() == 2);
        String notice = Ids.derived(mere, first);

        NZ.post(ben, "/api/notices/" + notice + "/read", "").expectStatus().isNotFound();
        NZ.post(mere, "/api/notices/" + Ids.derived(mere, thread) + "/read", "").expectStatus().isNotFound();
        notices(ben, "").jsonPath("$.items[?(@.subjectId == '" + first + "')]").isEmpty();
        notices(mere, "?unread=true").jsonPath("$.items.length()").isEqualTo(2).jsonPath("$.items[0].readAt")
                .isEmpty();
        for (int i = 0; i < 2; i++) {
            NZ.post(mere, "/api/notices/" + notice + "/read", "").expectStatus().isNoContent();
        }
        NZ.rebuild();

        notices(mere, "?unread=true").jsonPath("$.items.length()").isEqualTo(1).jsonPath("$.items[0].subjectId")
                .isEqualTo(second);
        notices(mere, "").jsonPath("$.items[1].readAt").isNotEmpty();
    }

    @Test
    void theyComeInPages() {
        String mere = member("Mere");
        String thread = NZ.post(floods, mere, Kind.UPDATE, "Sandbags", "…", Instant.now());
        for (int i = 0; i < 3; i++) {
            NZ.reply(floods, thread, sam, "Reply", Instant.now());
        }
        eventually(() -> noticesOf(mere), it -> it.size() == 3);

        Page first = page(mere, "?limit=2");
        Page rest = page(mere, "?limit=2&cursor=" + first.next());

        assertThat(first.items()).hasSize(2);
        assertThat(rest.items()).hasSize(1).doesNotContainAnyElementsOf(first.items());
        assertThat(rest.next()).isNull();
        NZ.get(mere, "/api/notices?cursor=nonsense").expectStatus().isBadRequest();
        NZ.get(mere, "/api/notices?limit=101").expectStatus().isBadRequest();
    }

    @Test
    void whatWasWithdrawnAndWhatIsOfAGroupThatOneWasRemovedFromIsGone() {
        String mere = member("Mere");
        String thread = NZ.post(floods, mere, Kind.UPDATE, "Culverts", "…", Instant.now());
        String withdrawn = NZ.reply(floods, thread, sam, "Sorry", Instant.now());
        String kept = NZ.reply(floods, thread, ben, "Fine", Instant.now());
        eventually(() -> noticesOf(mere), it -> it.size() == 2);

        NZ.withdrawn(floods, withdrawn, sam);
        eventually(() -> notices(mere, "").jsonPath("$.items.length()").isEqualTo(1)
                .jsonPath("$.items[0].subjectId").isEqualTo(kept));
        NZ.removed(floods, mere, 2);
        eventually(() -> notices(mere, "").jsonPath("$.items.length()").isEqualTo(0));
    }

    @Test
    void moderatorsHereAreToldOfARequestThatWaitsForThem() {
        String owner = NZ.member("Olga", "olga@nz.example", "Pacific/Auckland");
        String moderator = NZ.member("Moana", "moana@nz.example", "Pacific/Auckland");
        String group = NZ.group("nz", "Quakes", MailContent.FULL, owner);
        NZ.joins(group, moderator, 1, Role.MODERATOR);
        NZ.joins(group, ben, 1, Role.MEMBER);
        NZ.joins(group, sam, 1, Role.MODERATOR);
        String ana = NZ.foreigner("Ana");
        String quick = NZ.foreigner("Quick");
        String byRule = NZ.asksToJoin(group, quick);
        NZ.granted(group, byRule, quick, quick);
        String request = NZ.asksToJoin(group, ana, Instant.now().minus(Duration.ofHours(3)));

        assertThat(eventuallyTold(owner)).containsExactly(request);
        assertThat(eventuallyTold(moderator)).containsExactly(request);
        assertThat(NZ.rows().queryForList("SELECT member_id FROM notice WHERE subject_id IN (?, ?)",
                String.class, request, byRule)).containsExactlyInAnyOrder(owner, moderator);
        notices(owner, "?unread=true").jsonPath("$.items[0].text").isEqualTo("Ana asks to join Quakes.")
                .jsonPath("$.items[0].age").isEqualTo("3 hours").jsonPath("$.items[0].requestId").isEqualTo(request)
                .jsonPath("$.items[0].state").isEqualTo("pending");

        NZ.refused(group, request, ana, moderator);

        eventually(() -> notices(owner, "?unread=true").jsonPath("$.items.length()").isEqualTo(0));
        notices(owner, "").jsonPath("$.items[0].text")
                .isEqualTo("Ana asked to join Quakes; the request was refused.").jsonPath("$.items[0].readAt")
                .isNotEmpty();
    }

    @Test
    void whoAskedIsToldOfTheDecisionUnlessTheyHaveSeenIt() {
        String mere = member("Mere");
        String tui = member("Tui");
        String uk = NZ.group("uk", "Gales", MailContent.FULL, sam);
        String open = NZ.group("nz", "Open", MailContent.FULL, aroha);
        NZ.granted(open, NZ.asksToJoin(open, mere), mere, mere);
        String refused = NZ.asksToJoin(uk, mere);
        NZ.refused(uk, refused, mere, sam);
        String granted = NZ.asksToJoin(uk, tui);
        NZ.granted(uk, granted, tui, sam);

        assertThat(eventuallyTold(mere)).containsExactly(refused);
        assertThat(eventuallyTold(tui)).containsExactly(granted);
        notices(mere, "").jsonPath("$.items[0].kind").isEqualTo("decision").jsonPath("$.items[0].text")
                .isEqualTo("Your request to join Gales was refused.").jsonPath("$.items[0].actorId").isEqualTo(sam)
                .jsonPath("$.items[0].state").isEqualTo("refused");
        NZ.removed(uk, tui, 2);
        notices(tui, "").jsonPath("$.items[0].text").isEqualTo("Your request to join Gales was granted.");
    }

    @Test
    void aBurstIsNotAsManyTransactions() {
        String mere = member("Mere");
        String thread = NZ.post(floods, mere, Kind.UPDATE, "Rain", "…", Instant.now());
        NZ.replies(floods, thread, sam, 5_000);

        eventually(() -> noticesOf(mere).size(), it -> it == 5_000);
        assertThat(NZ.rows().queryForObject("SELECT count(DISTINCT xmin::text) FROM notice"
                + " WHERE member_id = ?", Integer.class, mere)).isLessThan(500);
    }

    private static String member(String name) {
        String id = NZ.member(name, name + "@nz.example", "Pacific/Auckland");
        NZ.joins(floods, id, 1, Role.MEMBER);
        return id;
    }

    private record Listed(String id) {}

    private record Page(List<Listed> items, @Nullable String next) {}

    private static Page page(String memberId, String query) {
        return Objects.requireNonNull(NZ.get(memberId, "/api/notices" + query).expectStatus().isOk()
                .expectBody(Page.class).returnResult().getResponseBody());
    }

    private static BodyContentSpec notices(String memberId, String query) {
        return NZ.get(memberId, "/api/notices" + query).expectStatus().isOk().expectBody();
    }

    private static List<String> eventuallyTold(String memberId) {
        return eventually(() -> noticesOf(memberId), it -> !it.isEmpty());
    }

    /** Of what, in order. */
    private static List<String> noticesOf(String memberId) {
        return NZ.rows().query(
                "SELECT subject_id FROM notice WHERE member_id = ? ORDER BY raised_at, subject_id",
                (row, i) -> row.getString(1), memberId);
    }

    private static long facts(String memberId) {
        return NZ.kafka.readAll(Topics.DOMESTIC_NOTIFICATIONS).stream().filter(it -> it.key().startsWith(memberId))
                .count();
    }
}
