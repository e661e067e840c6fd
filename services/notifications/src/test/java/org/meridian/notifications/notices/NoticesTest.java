package org.meridian.notifications.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.meridian.calendar.Countries;
import org.meridian.calendar.Country;
import org.meridian.community.DecisionPromise;
import org.meridian.events.membership.BanLifted;
import org.meridian.events.membership.EndReason;
import org.meridian.events.membership.GrantCause;
import org.meridian.events.membership.MailContent;
import org.meridian.events.membership.MembershipEnded;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.events.membership.RemovalReason;
import org.meridian.events.membership.Role;
import org.meridian.events.posts.AnswerChosen;
import org.meridian.events.posts.Kind;
import org.meridian.notifications.NotificationsService;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.meridian.testing.MembershipFacts;
import org.meridian.testing.PostFacts;
import org.meridian.testing.Shared;
import org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec;

@Order(1) // the longest first
@ResourceLock("NotificationsService")
class NoticesTest {

    private static NotificationsService nz;
    private static String aroha = "";
    private static String ben = "";
    private static String sam = "";
    private static String floods = "";

    /** Aroha owns the group; Ben takes part in it here, Sam in the UK. */
    @BeforeAll
    static void aGroup(@Shared NotificationsService service) {
        nz = service;
        aroha = nz.member("Aroha", "aroha@nz.example", "Pacific/Auckland");
        ben = nz.member("Ben", "ben@nz.example", "Pacific/Auckland");
        sam = nz.foreigner("Sam");
        floods = nz.group("nz", "Floods", MailContent.FULL, aroha);
        nz.joins(floods, ben, 1, Role.MEMBER);
        nz.joins(floods, sam, 1, Role.MEMBER);
    }

    @Test
    void aReplyIsToldOnceToTheThreadsAuthorOverRestartAndRebuild() {
        String mere = member("Mere");
        String thread = nz.post(floods, mere, Kind.QUESTION, "Which pumps?", "…", Instant.now());
        nz.reply(floods, thread, mere, "To myself", Instant.now());
        String reply = nz.reply(floods, thread, sam, "The blue ones.", Instant.now());
        assertThat(eventuallyTold(mere)).containsExactly(reply);

        nz.get(mere, "/api/notices/unread").expectBody().jsonPath("$.count").isEqualTo(1);

        nz.restart();
        nz.rebuild();
        String second = nz.reply(floods, thread, ben, "The red ones.", Instant.now());

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
        String reply = nz.reply(floods, later, sam, "Early", Instant.now());
        eventually(
                () -> nz.rows().queryForList("SELECT item_id FROM awaits_thread", String.class),
                it -> it.contains(reply));

        nz.post(later, floods, mere, Kind.UPDATE, "Late", "…", Instant.now());

        assertThat(eventuallyTold(mere)).containsExactly(reply);
    }

    @Test
    void nothingOfAGroupThatIsMutedNorOfWhatIsHistory() {
        String mere = member("Mere");
        String uk = nz.group("uk", "Storms", MailContent.FULL, sam);
        nz.joins(uk, mere, 1, Role.MEMBER);
        String thread = nz.post(uk, mere, Kind.UPDATE, "Gales", "…", Instant.now());
        String quiet = nz.post(floods, mere, Kind.UPDATE, "Mud", "…", Instant.now());
        eventually(() -> nz
                .put(mere, "/api/preferences", "{\"groups\":{\"" + floods + "\":\"muted\"}}").expectStatus().isOk());

        nz.reply(uk, thread, sam, "From long ago", Instant.now().minus(Duration.ofDays(30)));
        nz.reply(floods, quiet, sam, "Nobody wants to hear this", Instant.now());
        eventually(() -> nz.rows().queryForObject("""
                SELECT count(*) FROM arrival JOIN item i ON i.id = item_id
                WHERE i.thread_id IN (?, ?)""", Integer.class, thread, quiet), it -> it == 4);
        String last = nz.reply(uk, thread, sam, "News", Instant.now());

        assertThat(eventuallyTold(mere)).containsExactly(last);
    }

    @Test
    void nothingOfWhomTheMemberHasBlocked() {
        String mere = member("Mere");
        String mallory = nz.foreigner("Mallory");
        nz.joins(floods, mallory, 1, Role.MEMBER);
        String thread = nz.post(floods, mere, Kind.UPDATE, "Gauges", "…", Instant.now());
        String before = nz.reply(floods, thread, mallory, "Before", Instant.now());
        assertThat(eventuallyTold(mere)).containsExactly(before);

        nz.arrives("domestic.blocks", MembershipFacts.blocks(mere, 1, mallory));
        eventually(() -> notices(mere, "").jsonPath("$.items.length()").isEqualTo(0));
        nz.get(mere, "/api/notices/unread").expectBody().jsonPath("$.count").isEqualTo(0);
        nz.reply(floods, thread, mallory, "Nobody wants to hear this", Instant.now());
        String last = nz.reply(floods, thread, sam, "News", Instant.now());
        eventually(() -> notices(mere, "").jsonPath("$.items.length()").isEqualTo(1)
                .jsonPath("$.items[0].subjectId").isEqualTo(last));
        assertThat(noticesOf(mere)).containsExactly(before, last);

        nz.arrives("domestic.blocks", MembershipFacts.blocks(mere, 2));
        eventually(() -> notices(mere, "").jsonPath("$.items.length()").isEqualTo(2));
    }

    @Test
    void theyAreReadByTheirOwnerAlone() {
        String mere = member("Mere");
        String thread = nz.post(floods, mere, Kind.UPDATE, "Levees", "…", Instant.now());
        String first = nz.reply(floods, thread, sam, "One", Instant.now());
        eventually(() -> noticesOf(mere), it -> it.size() == 1);
        String second = nz.reply(floods, thread, sam, "Two", Instant.now());
        eventually(() -> noticesOf(mere), it -> it.size() == 2);
        String notice = Ids.derived(mere, first);

        nz.post(ben, "/api/notices/" + notice + "/read", "").expectStatus().isNotFound();
        nz.post(mere, "/api/notices/" + Ids.derived(mere, thread) + "/read", "").expectStatus().isNotFound();
        notices(ben, "").jsonPath("$.items[?(@.subjectId == '" + first + "')]").isEmpty();
        notices(mere, "?unread=true").jsonPath("$.items.length()").isEqualTo(2).jsonPath("$.items[0].readAt")
                .isEmpty();
        for (int i = 0; i < 2; i++) {
            nz.post(mere, "/api/notices/" + notice + "/read", "").expectStatus().isNoContent();
        }
        nz.rebuild();

        notices(mere, "?unread=true").jsonPath("$.items.length()").isEqualTo(1).jsonPath("$.items[0].subjectId")
                .isEqualTo(second);
        notices(mere, "").jsonPath("$.items[1].readAt").isNotEmpty();
    }

    @Test
    void theyComeInPages() {
        String mere = member("Mere");
        String thread = nz.post(floods, mere, Kind.UPDATE, "Sandbags", "…", Instant.now());
        for (int i = 0; i < 3; i++) {
            nz.reply(floods, thread, sam, "Reply", Instant.now());
        }
        eventually(() -> noticesOf(mere), it -> it.size() == 3);

        Page first = page(mere, "?limit=2");
        Page rest = page(mere, "?limit=2&cursor=" + first.next());

        assertThat(first.items()).hasSize(2);
        assertThat(rest.items()).hasSize(1).doesNotContainAnyElementsOf(first.items());
        assertThat(rest.next()).isNull();
        nz.get(mere, "/api/notices?cursor=nonsense").expectStatus().isBadRequest();
        nz.get(mere, "/api/notices?limit=101").expectStatus().isBadRequest();
        nz.get(mere, "/api/notices?unread=maybe").expectStatus().isBadRequest().expectBody()
                .jsonPath("$.errors[0].field").isEqualTo("unread");
        nz.get(mere, "/api/notices?unread=true&cursor=" + first.next()).expectStatus().isBadRequest().expectBody()
                .jsonPath("$.errors[0].field").isEqualTo("cursor");
    }

    @Test
    void whatWasWithdrawnAndWhatIsOfAGroupThatOneWasRemovedFromIsGone() {
        String mere = member("Mere");
        String thread = nz.post(floods, mere, Kind.UPDATE, "Culverts", "…", Instant.now());
        String withdrawn = nz.reply(floods, thread, sam, "Sorry", Instant.now());
        String kept = nz.reply(floods, thread, ben, "Fine", Instant.now());
        eventually(() -> noticesOf(mere), it -> it.size() == 2);

        nz.withdrawn(floods, withdrawn, sam);
        eventually(() -> notices(mere, "").jsonPath("$.items.length()").isEqualTo(1)
                .jsonPath("$.items[0].subjectId").isEqualTo(kept));
        nz.removed(floods, mere, 2);
        eventually(() -> notices(mere, "").jsonPath("$.items.length()").isEqualTo(0));
    }

    @Test
    void moderatorsHereAreToldOfARequestThatWaitsForThem() {
        String owner = nz.member("Olga", "olga@nz.example", "Pacific/Auckland");
        String moderator = nz.member("Moana", "moana@nz.example", "Pacific/Auckland");
        String group = nz.group("nz", "Quakes", MailContent.FULL, owner);
        nz.joins(group, moderator, 1, Role.MODERATOR);
        nz.joins(group, ben, 1, Role.MEMBER);
        nz.joins(group, sam, 1, Role.MODERATOR);
        String ana = nz.foreigner("Ana");
        String quick = nz.foreigner("Quick");
        String byRule = nz.asksToJoin(group, quick);
        nz.granted(group, byRule, quick, quick);
        String request = nz.asksToJoin(group, ana, Instant.now().minus(Duration.ofHours(3)));

        assertThat(eventuallyTold(owner)).containsExactly(request);
        assertThat(eventuallyTold(moderator)).containsExactly(request);
        assertThat(nz.rows().queryForList("SELECT member_id FROM notice WHERE subject_id IN (?, ?)",
                String.class, request, byRule)).containsExactlyInAnyOrder(owner, moderator);
        notices(owner, "?unread=true").jsonPath("$.items[0].text").isEqualTo("Ana asks to join Quakes.")
                .jsonPath("$.items[0].age").isEqualTo("3 hours").jsonPath("$.items[0].requestId").isEqualTo(request)
                .jsonPath("$.items[0].state").isEqualTo("pending");

        nz.refused(group, request, ana, moderator);

        eventually(() -> notices(owner, "?unread=true").jsonPath("$.items.length()").isEqualTo(0));
        notices(owner, "").jsonPath("$.items[0].text")
                .isEqualTo("Ana asked to join Quakes; the request was refused.").jsonPath("$.items[0].readAt")
                .isNotEmpty();
    }

    @Test
    void whatOthersDecideAboutOnesMembershipIsTold() {
        String mere = member("Mere");
        String uk = nz.group("uk", "Storms", MailContent.FULL, sam);

        decides(granted(floods, mere, 2, Role.MODERATOR));
        decides(granted(uk, mere, 1, Role.OBSERVER));
        assertThat(eventually(() -> noticesOf(mere), it -> it.size() == 2)).hasSize(2);
        notices(mere, "?unread=true").jsonPath("$.items[?(@.kind == 'role')].text")
                .isEqualTo("Sam made you a moderator of Floods: you decide about requests, and remove members.")
                .jsonPath("$.items[?(@.kind == 'role')].role").isEqualTo("moderator")
                .jsonPath("$.items[?(@.kind == 'offered')].text")
                .isEqualTo("You are offered to read in Storms. It is yours once you accept.");

        Instant until = Instant.parse("2031-07-01T00:00:00Z");
        var ended = MembershipEnded
                .newBuilder(MembershipFacts.ended(floods, mere, 3, EndReason.REMOVED)).setActorId(sam)
                .setBannedUntil(until).build();
        nz.arrives(Topics.SHARED_MEMBERSHIP, ended);
        eventually(() -> noticesOf(mere), it -> it.size() == 3);
        nz.arrives(Topics.answersTo("nz"), new RemovalReason(ended.getId(), 3, "Named a family"));
        eventually(() -> notices(mere, "").jsonPath("$.items[0].kind").isEqualTo("removed")
                .jsonPath("$.items[0].reason").isEqualTo("Named a family").jsonPath("$.items[0].bannedUntil")
                .isEqualTo(until.toString()).jsonPath("$.items[0].text")
                .isEqualTo("You were removed from Floods, and cannot ask to join again before 1 July 2031."));
        notices(mere, "").jsonPath("$.items[?(@.kind == 'role')]").isEmpty();

        nz.arrives(Topics.SHARED_MEMBERSHIP, new BanLifted(Ids.eventId(), ended.getId(), 4, Instant.now(), sam,
                floods, mere));
        eventually(() -> noticesOf(mere), it -> it.size() == 4);
        nz.rebuild();
        aRoundOfNotices();
        notices(mere, "").jsonPath("$.items.length()").isEqualTo(3).jsonPath("$.items[0].text")
                .isEqualTo("You can ask to join Floods again: the ban was lifted.");

        nz.asksToJoin(uk, mere);
        eventually(() -> notices(mere, "").jsonPath("$.items[?(@.kind == 'offered')]").isEmpty());
    }

    @Test
    void whoseRegistrationRunsOutWithinFourWeeksIsToldOnceAndNotWhenItIsRenewed() {
        String mere = member("Mere");
        String hemi = member("Hemi");
        Instant soon = nz.clock.instant().plus(Duration.ofDays(20));
        decides(registered(mere, 2, soon));
        decides(registered(hemi, 2, nz.clock.instant().plus(Duration.ofDays(40))));
        nz.restart(); // which looks at once

        assertThat(eventuallyTold(mere)).hasSize(1);
        notices(mere, "").jsonPath("$.items[0].kind").isEqualTo("expiring").jsonPath("$.items[0].text")
                .value(it -> assertThat(String.valueOf(it)).startsWith("Your registration runs out in Floods on "));
        assertThat(noticesOf(hemi)).isEmpty();

        decides(registered(mere, 3, soon.plus(Duration.ofDays(365))));
        eventually(() -> notices(mere, "").jsonPath("$.items.length()").isEqualTo(0));
        nz.restart();
        assertThat(facts(mere)).isEqualTo(1);
    }

    @Test
    void whoseWordsWereTakenOutIsToldOnceAndNotWhenTheyHaveWithdrawnThem() {
        String mere = member("Mere");
        String taken = nz.post(floods, mere, Kind.UPDATE, "Too late", "…", Instant.now());
        String withdrawn = nz.post(floods, mere, Kind.UPDATE, "Withdrawn", "…", Instant.now());
        nz.withdrawn(floods, withdrawn, mere);
        nz.arrives(Topics.SHARED_POSTS, PostFacts.removed(withdrawn, floods, mere));
        nz.arrives(Topics.SHARED_POSTS, PostFacts.removed(taken, floods, mere));

        assertThat(eventuallyTold(mere)).containsExactly(taken);
        notices(mere, "").jsonPath("$.items[0].kind").isEqualTo("taken-out").jsonPath("$.items[0].text")
                .value(it -> assertThat(String.valueOf(it)).startsWith("What you wrote in Floods on ")
                        .endsWith("your country had not heard of it."));
        nz.rebuild();
        aRoundOfNotices();
        assertThat(noticesOf(mere)).containsExactly(taken);
    }

    @Test
    void whoseReplyWasAcceptedIsToldOnceAsLongAsItIs() {
        String mere = member("Mere");
        String question = nz.post(floods, sam, Kind.QUESTION, "Which pumps?", "…", Instant.now());
        String answer = nz.reply(floods, question, mere, "The blue ones.", Instant.now());
        nz.arrives("uk.shared.posts", PostFacts.chosen(question, answer, floods, sam, Instant.now()));

        eventually(() -> notices(mere, "").jsonPath("$.items.length()").isEqualTo(1));
        notices(mere, "").jsonPath("$.items[0].kind").isEqualTo("accepted").jsonPath("$.items[0].postId")
                .isEqualTo(question).jsonPath("$.items[0].text")
                .isEqualTo("Sam accepted your reply as the answer to “Which pumps?” in Floods.");
        nz.restart();
        nz.rebuild();
        aRoundOfNotices();
        assertThat(noticesOf(mere)).hasSize(1);

        nz.arrives("uk.shared.posts", AnswerChosen
                .newBuilder(PostFacts.chosen(question, null, floods, sam, Instant.now())).setVersion(2).build());
        eventually(() -> notices(mere, "").jsonPath("$.items.length()").isEqualTo(0));
    }

    @Test
    void nobodyIsToldThatTheyAcceptedTheirOwnNorOfWhomTheyHaveBlocked() {
        String mere = member("Mere");
        String mallory = nz.foreigner("Mallory");
        nz.joins(floods, mallory, 1, Role.MEMBER);
        nz.arrives("domestic.blocks", MembershipFacts.blocks(mere, 1, mallory));
        String own = nz.post(floods, mere, Kind.QUESTION, "Mine", "…", Instant.now());
        String mine = nz.reply(floods, own, mere, "I know.", Instant.now());
        nz.arrives("shared.posts", PostFacts.chosen(own, mine, floods, mere, Instant.now()));
        String theirs = nz.post(floods, mallory, Kind.QUESTION, "Theirs", "…", Instant.now());
        String reply = nz.reply(floods, theirs, mere, "The red ones.", Instant.now());
        nz.arrives("uk.shared.posts", PostFacts.chosen(theirs, reply, floods, mallory, Instant.now()));
        String last = nz.reply(floods, own, sam, "News", Instant.now());

        assertThat(eventuallyTold(mere)).containsExactly(last);
        eventually(() -> nz.rows().queryForList("SELECT post_id FROM awaits_acceptance", String.class),
                List::isEmpty);
        assertThat(noticesOf(mere)).containsExactly(last);
    }

    private static MembershipGranted registered(String memberId, int version, Instant until) {
        return MembershipGranted.newBuilder(MembershipFacts.granted(floods, memberId, version, Role.MEMBER))
                .setActorId(aroha).setCause(GrantCause.REGISTRATION).setRegister("nz-swrb").setCheckedAt(Instant.EPOCH)
                .setRegisteredUntil(until).setWritesUntil(until).build();
    }

    @Test
    void nothingIsToldOfWhatOneHasDoneOneselfNorOfWhatIsHistory() {
        String mere = member("Mere");
        nz.joins(floods, mere, 2, Role.OBSERVER);
        decides(MembershipGranted.newBuilder(granted(floods, mere, 3, Role.MEMBER))
                .setOccurredAt(Instant.now().minus(Duration.ofDays(30))).build());
        decides(granted(floods, mere, 4, Role.MEMBER));
        decides(granted(floods, mere, 5, Role.MODERATOR));

        assertThat(eventuallyTold(mere)).hasSize(1);
        notices(mere, "").jsonPath("$.items[0].role").isEqualTo("moderator");
    }

    private static MembershipGranted granted(String group, String memberId, int version, Role role) {
        return MembershipGranted.newBuilder(MembershipFacts.granted(group, memberId, version, role)).setActorId(sam)
                .build();
    }

    private static void decides(MembershipGranted granted) {
        nz.arrives((Ids.home(granted.getGroupId()).equals("nz") ? "" : "uk.") + Topics.SHARED_MEMBERSHIP, granted);
    }

    /** Asked in working time and at night, on the last working day before today; due two working days later. */
    @Test
    void aRequestThatWaitsTooLongIsBroughtAgainOnceWhileItsReaderWorks() {
        Country here = nz.bean(Countries.class).of("nz");
        String owner = nz.member("Oriana", "oriana@nz.example", "Pacific/Auckland");
        String group = nz.group("nz", "Slips", MailContent.FULL, owner);
        ZonedDateTime midnight = nz.clock.instant().atZone(here.timeZone()).truncatedTo(ChronoUnit.DAYS);
        do {
            midnight = midnight.minusDays(1);
        } while (!here.workingDays().isWorkingDay(midnight.toLocalDate()));
        Instant three = midnight.withHour(3).toInstant();
        Instant ten = midnight.withHour(10).toInstant();
        String night = nz.asksToJoin(group, nz.foreigner("Nia"), three);
        String day = nz.asksToJoin(group, nz.foreigner("Dai"), ten);
        eventually(() -> noticesOf(owner), it -> it.size() == 2);
        Duration added = Duration.ZERO;
        try {
            added = added.plus(clockShows(DecisionPromise.due(three, here).plusSeconds(60)));
            aRoundOfNotices();
            assertThat(noticesOf(owner)).hasSize(2);

            added = added.plus(clockShows(DecisionPromise.due(ten, here).minusSeconds(60)));
            assertThat(eventually(() -> overdue(owner), it -> !it.isEmpty())).containsExactly(night);
            notices(owner, "?unread=true").jsonPath("$.items[0].kind").isEqualTo("overdue")
                    .jsonPath("$.items[0].requestId").isEqualTo(night).jsonPath("$.items[0].state")
                    .isEqualTo("pending").jsonPath("$.items[0].text")
                    .isEqualTo("Nia has waited longer for an answer from Slips than the group promises."
                            + " Any of its moderators can give it.");

            added = added.plus(clockShows(DecisionPromise.due(ten, here).plusSeconds(60)));
            assertThat(eventually(() -> overdue(owner), it -> it.size() == 2)).containsExactly(night, day);
            nz.rebuild();
            added = added.plus(clockShows(DecisionPromise.due(ten, here).plusSeconds(200)));
            aRoundOfNotices();
            assertThat(overdue(owner)).containsExactly(night, day);

            nz.refused(group, night, Ids.create("uk"), owner);
            added = added.plus(clockShows(DecisionPromise.end(ten, here, 2).plusSeconds(60)));
            assertThat(eventually(() -> overdue(owner), it -> it.size() == 3)).containsExactly(night, day, day);
            notices(owner, "?unread=true").jsonPath("$.items.length()").isEqualTo(3);
        } finally {
            nz.clock.add(added.negated());
        }
    }

    private static Duration clockShows(Instant at) {
        Duration ahead = Duration.between(nz.clock.instant(), at);
        nz.clock.add(ahead);
        return ahead;
    }

    /** Whatever there was to tell before the second of two replies has been told once that has. */
    private static void aRoundOfNotices() {
        String mere = member("Mere");
        String thread = nz.post(floods, mere, Kind.UPDATE, "Rain", "…", nz.clock.instant());
        for (int i = 1; i <= 2; i++) {
            int told = i;
            nz.reply(floods, thread, sam, "More", nz.clock.instant());
            eventually(() -> noticesOf(mere), it -> it.size() == told);
        }
    }

    private static List<String> overdue(String memberId) {
        return nz.rows().query(
                """
                SELECT request_id FROM notice WHERE member_id = ? AND kind = 'OVERDUE' ORDER BY raised_at, request_id""",
                (row, i) -> row.getString(1), memberId);
    }

    @Test
    void whoAskedIsToldOfTheDecisionUnlessTheyHaveSeenIt() {
        String mere = member("Mere");
        String tui = member("Tui");
        String uk = nz.group("uk", "Gales", MailContent.FULL, sam);
        String open = nz.group("nz", "Open", MailContent.FULL, aroha);
        nz.granted(open, nz.asksToJoin(open, mere), mere, mere);
        String refused = nz.asksToJoin(uk, mere);
        nz.refused(uk, refused, mere, sam);
        String granted = nz.asksToJoin(uk, tui);
        nz.granted(uk, granted, tui, sam);

        assertThat(eventuallyTold(mere)).containsExactly(refused);
        assertThat(eventuallyTold(tui)).containsExactly(granted);
        notices(mere, "").jsonPath("$.items[0].kind").isEqualTo("decision").jsonPath("$.items[0].text")
                .isEqualTo("Your request to join Gales was refused.").jsonPath("$.items[0].actorId").isEqualTo(sam)
                .jsonPath("$.items[0].state").isEqualTo("refused");
        nz.removed(uk, tui, 2);
        notices(tui, "").jsonPath("$.items[0].text").isEqualTo("Your request to join Gales was granted.");
    }

    @Test
    void aBurstIsNotAsManyTransactions() {
        String mere = member("Mere");
        String thread = nz.post(floods, mere, Kind.UPDATE, "Rain", "…", Instant.now());
        nz.replies(floods, thread, sam, 5_000);

        eventually(() -> noticesOf(mere).size(), it -> it == 5_000);
        assertThat(nz.rows().queryForObject("SELECT count(DISTINCT xmin::text) FROM notice"
                + " WHERE member_id = ?", Integer.class, mere)).isLessThan(500);
    }

    private static String member(String name) {
        String id = nz.member(name, name + "@nz.example", "Pacific/Auckland");
        nz.joins(floods, id, 1, Role.MEMBER);
        return id;
    }

    private record Listed(String id) {}

    private record Page(List<Listed> items, @Nullable String next) {}

    private static Page page(String memberId, String query) {
        return Objects.requireNonNull(nz.get(memberId, "/api/notices" + query).expectStatus().isOk()
                .expectBody(Page.class).returnResult().getResponseBody());
    }

    private static BodyContentSpec notices(String memberId, String query) {
        return nz.get(memberId, "/api/notices" + query).expectStatus().isOk().expectBody();
    }

    private static List<String> eventuallyTold(String memberId) {
        return eventually(() -> noticesOf(memberId), it -> !it.isEmpty());
    }

    /** Of what, in order. */
    private static List<String> noticesOf(String memberId) {
        return nz.rows().query(
                "SELECT subject_id FROM notice WHERE member_id = ? ORDER BY raised_at, subject_id",
                (row, i) -> row.getString(1), memberId);
    }

    private static long facts(String memberId) {
        return nz.kafka.readAll(Topics.DOMESTIC_NOTIFICATIONS).stream().filter(it -> it.key().startsWith(memberId))
                .count();
    }
}
