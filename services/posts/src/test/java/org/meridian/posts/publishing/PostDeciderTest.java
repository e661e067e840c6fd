package org.meridian.posts.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.meridian.events.membership.Role;
import org.meridian.events.posts.Kind;
import org.meridian.events.posts.PostPublished;
import org.meridian.events.posts.ReplyPublished;
import org.meridian.posts.members.Participation.Participant;
import org.meridian.posts.publishing.PostDecider.Decision;
import org.meridian.posts.publishing.PostDecider.NewIds;

class PostDeciderTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final NewIds IDS = new NewIds("uk-post", UUID.randomUUID());
    private static final Draft.OfPost DRAFT = new Draft.OfPost(Kind.PRACTICE, "Title", "Body", List.of("tag"), "Wales");

    @ParameterizedTest
    @EnumSource(value = Role.class, names = {"OWNER", "MODERATOR", "MEMBER"})
    void membersPublishUnderTheMembershipThatTheyHave(Role role) {
        Decision decision = PostDecider.publish(DRAFT, new Participant("uk-g", "uk-m", 7, role, false), IDS, NOW);

        assertThat(decision).isInstanceOfSatisfying(Decision.Accepted.class, accepted -> {
            assertThat(accepted.fact()).isEqualTo(PostPublished.newBuilder().setEventId(IDS.eventId()).setId("uk-post")
                    .setVersion(1).setOccurredAt(NOW).setActorId("uk-m").setGroupId("uk-g").setKind(Kind.PRACTICE)
                    .setMembershipVersion(7).build());
            assertThat(accepted.content().getId()).isEqualTo("uk-post");
            assertThat(accepted.content().getJurisdiction()).isEqualTo("Wales");
        });
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, names = {"OBSERVER", "UNKNOWN"})
    void othersOnlyRead(Role role) {
        Participant reader = new Participant("uk-g", "uk-m", 1, role, false);

        assertThat(PostDecider.publish(DRAFT, reader, IDS, NOW)).isInstanceOf(Decision.Refused.class);
        assertThat(PostDecider.reply(new Draft.OfReply("Body"), "uk-t", reader, IDS, NOW))
                .isInstanceOf(Decision.Refused.class);
    }

    @Test
    void aReplyNamesItsThread() {
        Decision decision = PostDecider.reply(new Draft.OfReply("Body"), "uk-t",
                new Participant("uk-g", "uk-m", 1, Role.MEMBER, false), IDS, NOW);

        assertThat(decision).isInstanceOfSatisfying(Decision.Accepted.class,
                accepted -> assertThat(((ReplyPublished) accepted.fact()).getPostId()).isEqualTo("uk-t"));
    }
}
