package org.meridian.posts.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meridian.community.Participation.Outsider;
import org.meridian.community.Participation.Participant;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.events.membership.Role;
import org.meridian.events.posts.Kind;
import org.meridian.events.posts.PostPublished;
import org.meridian.events.posts.ReplyPublished;
import org.meridian.posts.publishing.PostDecider.NewIds;
import org.meridian.posts.publishing.PostDecider.Publication;

class PostDeciderTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final NewIds IDS = new NewIds("uk-post", UUID.randomUUID());
    private static final Draft.OfPost DRAFT = new Draft.OfPost(Kind.PRACTICE, "Title", "Body", List.of("tag"), "Wales",
            "cy");
    private static final Draft.OfReply REPLY = new Draft.OfReply("Body", null);

    @ParameterizedTest
    @EnumSource(value = Role.class, names = {"OWNER", "MODERATOR", "MEMBER"})
    void membersPublishUnderTheMembershipThatTheyHave(Role role) {
        Publication publication = PostDecider.publish(DRAFT, participant(role, false), IDS, NOW);

        assertThat(publication.fact()).isEqualTo(PostPublished.newBuilder().setEventId(IDS.eventId()).setId("uk-post")
                .setVersion(1).setOccurredAt(NOW).setActorId("uk-m").setGroupId("uk-g").setKind(Kind.PRACTICE)
                .setMembershipVersion(7).build());
        assertThat(publication.content().getId()).isEqualTo("uk-post");
        assertThat(publication.content().getJurisdiction()).isEqualTo("Wales");
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, names = {"OBSERVER", "UNKNOWN"})
    void othersOnlyRead(Role role) {
        Participant reader = participant(role, false);

        refuses("observers-only-read", () -> PostDecider.publish(DRAFT, reader, IDS, NOW));
        refuses("observers-only-read",
                () -> PostDecider.reply(REPLY, new ReplyTarget.Thread("uk-t", reader), IDS, NOW));
    }

    @Test
    void outsidersPublishNothing() {
        refuses("not-a-member", () -> PostDecider.publish(DRAFT, new Outsider(true, false), IDS, NOW));
        refuses("not-found", () -> PostDecider.publish(DRAFT, new Outsider(false, false), IDS, NOW));
    }

    @Test
    void aReplyNamesItsThread() {
        Publication publication = PostDecider.reply(REPLY,
                new ReplyTarget.Thread("uk-t", participant(Role.MEMBER, false)), IDS, NOW);

        assertThat(publication.fact()).isInstanceOfSatisfying(ReplyPublished.class,
                fact -> assertThat(fact.getPostId()).isEqualTo("uk-t"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsWrittenStaysWhereItsGroupIs(boolean domestic) {
        Participant author = participant(Role.MEMBER, domestic);

        assertThat(PostDecider.publish(DRAFT, author, IDS, NOW).domestic()).isEqualTo(domestic);
        assertThat(PostDecider.reply(REPLY, new ReplyTarget.Thread("uk-t", author), IDS, NOW).domestic())
                .isEqualTo(domestic);
    }

    @Test
    void nobodyWritesInAClosedGroup() {
        var owner = new Participant("uk-g", "uk-m", 7, Role.OWNER, false, true, null);

        refuses("group-closed", () -> PostDecider.publish(DRAFT, owner, IDS, NOW));
        refuses("group-closed", () -> PostDecider.reply(REPLY, new ReplyTarget.Thread("uk-t", owner), IDS, NOW));
    }

    @Test
    void whoseRegistrationHasRunOutWritesNoMore() {
        var member = new Participant("uk-g", "uk-m", 7, Role.MEMBER, false, false, NOW);
        var registered = new Participant("uk-g", "uk-m", 7, Role.MEMBER, false, false, NOW.plusNanos(1000));

        refuses("registration-needed", () -> PostDecider.publish(DRAFT, member, IDS, NOW));
        refuses("registration-needed", () -> PostDecider.publish(DRAFT, new Outsider(true, true), IDS, NOW));
        assertThat(PostDecider.publish(DRAFT, registered, IDS, NOW)).isNotNull();
    }

    @Test
    void onlyAThreadThatGoesOnIsRepliedTo() {
        refuses("post-withdrawn", () -> PostDecider.reply(REPLY, new ReplyTarget.FirstPostWithdrawn(), IDS, NOW));
        refuses("not-found", () -> PostDecider.reply(REPLY, new ReplyTarget.Missing(), IDS, NOW));
    }

    private static Participant participant(Role role, boolean domestic) {
        return new Participant("uk-g", "uk-m", 7, role, domestic, false, null);
    }

    private static void refuses(String type, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Refusal.class,
                refusal -> assertThat(refusal.type()).isEqualTo(type));
    }
}
