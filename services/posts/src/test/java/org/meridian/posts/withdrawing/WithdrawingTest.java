package org.meridian.posts.withdrawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.posts.PostsService.bodies;
import static org.meridian.posts.PostsService.body;
import static org.meridian.posts.PostsService.id;
import static org.meridian.testing.Waiting.eventually;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.meridian.events.membership.EndReason;
import org.meridian.events.membership.Role;
import org.meridian.events.posts.Kind;
import org.meridian.posts.PostsService;
import org.meridian.schemas.Ids;
import org.meridian.testing.MembershipFacts;
import org.meridian.testing.PostFacts;
import org.meridian.testing.Shared;

class WithdrawingTest {

    private final PostsService uk;
    private final String ada = Ids.create("uk");
    private final String ngaio = Ids.create("nz");

    WithdrawingTest(@Shared PostsService uk) {
        this.uk = uk;
    }

    @Test
    void aWithdrawnPostIsGoneAndItsContentGetsATombstoneInKafka() {
        String post = uk.publish(ada, uk.international(ada), "{\"kind\":\"update\",\"body\":\"a name that must go\"}");

        uk.delete(ada, "/api/posts/" + post).expectStatus().isNoContent();
        uk.delete(ada, "/api/posts/" + post).expectStatus().isNoContent();

        uk.get(ada, "/api/posts/" + post).expectStatus().isNotFound();
        assertThat(uk.rows().queryForObject("SELECT body FROM post WHERE id = ?", String.class, post)).isNull();
        eventually(() -> assertThat(uk.kafka.readAll("shared.content")).filteredOn(it -> it.key().equals(post))
                .last().satisfies(it -> {
                    assertThat(it.value()).isNull();
                    assertThat(it.headers().lastHeader("ce_id")).isNotNull();
                    assertThat(it.headers().lastHeader("content-type")).isNull();
                }));
    }

    @Test
    void aWithdrawnPostStandsWithoutItsContentAboveTheRepliesOfOthers() {
        String group = uk.international(ada);
        String post = uk.publish(ada, group, "{\"kind\":\"question\",\"title\":\"t\",\"body\":\"b\",\"tags\":[\"a\"]}");
        String reply = id(uk.post(ada, "/api/posts/" + post + "/replies", "{\"body\":\"kept\"}", null));
        String other = uk.publish(ada, group, "{\"kind\":\"update\",\"body\":\"other\"}");

        uk.delete(ada, "/api/posts/" + post).expectStatus().isNoContent();

        uk.get(ada, "/api/posts/" + post).expectStatus().isOk().expectBody().jsonPath("$.withdrawnAt").isNotEmpty()
                .jsonPath("$.body").isEqualTo(null).jsonPath("$.title").isEqualTo(null)
                .jsonPath("$.tags").isEmpty().jsonPath("$.author").isEqualTo(ada)
                .jsonPath("$.replies[0].body").isEqualTo("kept").jsonPath("$.replies[0].withdrawnAt").isEqualTo(null);
        uk.get(ada, "/api/groups/" + group + "/posts").expectBody().jsonPath("$.items[0].id").isEqualTo(other)
                .jsonPath("$.items[1].id").isEqualTo(post).jsonPath("$.items[1].withdrawnAt").isNotEmpty()
                .jsonPath("$.items[1].replyCount").isEqualTo(1);
        for (String to : List.of(post, reply)) {
            uk.post(ada, "/api/posts/" + to + "/replies", "{\"body\":\"late\"}", null).expectStatus().isEqualTo(409)
                    .expectBody().jsonPath("$.type").isEqualTo("/problems/post-withdrawn");
        }

        uk.delete(ada, "/api/posts/" + reply).expectStatus().isNoContent();

        uk.get(ada, "/api/posts/" + post).expectStatus().isNotFound();
        uk.post(ada, "/api/posts/" + post + "/replies", "{\"body\":\"late\"}", null).expectStatus().isNotFound();
        assertThat(bodies(body(uk.get(ada, "/api/groups/" + group + "/posts")))).containsExactly("other");
    }

    @Test
    void aReplyFromACountryThatDidNotKnowOfTheWithdrawalBringsTheThreadBack() {
        String group = uk.international(ada);
        String post = uk.publish(ada, group, "{\"kind\":\"update\",\"body\":\"b\"}");
        uk.delete(ada, "/api/posts/" + post).expectStatus().isNoContent();
        uk.get(ada, "/api/posts/" + post).expectStatus().isNotFound();
        String reply = Ids.create("nz");

        uk.arrives("shared.membership", MembershipFacts.granted(group, ngaio, 1, Role.MEMBER));
        uk.arrives("nz.shared.content", PostFacts.content(reply, null, "written meanwhile"));
        uk.arrives("nz.shared.posts", PostFacts.replied(reply, post, group, ngaio, Instant.now()));

        eventually(() -> uk.get(ada, "/api/posts/" + post).expectStatus().isOk().expectBody().jsonPath("$.withdrawnAt")
                .isNotEmpty().jsonPath("$.replies[0].body").isEqualTo("written meanwhile"));
    }

    @Test
    void contentThatComesAfterItsWithdrawalIsRefusedAndTakenOutOfTheMirroredCopy() {
        String group = uk.international(ada);
        String post = Ids.create("nz");
        uk.arrives("nz.shared.posts", PostFacts.published(post, group, ngaio, Kind.UPDATE, Instant.now()));
        uk.arrives("nz.shared.posts", PostFacts.withdrawn(post, group, ngaio, Instant.now()));
        eventually(() -> assertThat(
                uk.rows().queryForObject("SELECT withdrawn_at IS NOT NULL FROM post WHERE id = ?",
                        Boolean.class, post))
                .isTrue());

        uk.arrives("nz.shared.content", PostFacts.content(post, null, "too late"));

        eventually(() -> assertThat(uk.kafka.readAll("nz.shared.content")).filteredOn(it -> it.key().equals(post))
                .last().satisfies(it -> assertThat(it.value()).isNull()));
        assertThat(uk.rows().queryForObject("SELECT body FROM post WHERE id = ?", String.class, post)).isNull();
    }

    @Test
    void onlyTheAuthorWithdraws() {
        String group = uk.international(ada);
        String post = uk.publish(ada, group, "{\"kind\":\"update\",\"body\":\"b\"}");
        String other = Ids.create("uk");
        uk.arrives("shared.membership", MembershipFacts.granted(group, other, 1, Role.OWNER));

        uk.delete(other, "/api/posts/" + post).expectStatus().isNotFound();
    }

    @Test
    void aMembershipThatEndedEndsReadingButNotTheRightToWithdraw() {
        String group = uk.international(ada);
        String post = uk.publish(ada, group, "{\"kind\":\"update\",\"body\":\"b\"}");

        uk.arrives("shared.membership", MembershipFacts.ended(group, ada, 2, EndReason.LEFT));

        eventually(() -> uk.get(ada, "/api/posts/" + post).expectStatus().isNotFound());
        uk.delete(ada, "/api/posts/" + post).expectStatus().isNoContent();
    }

    @Test
    void aWithdrawnReplyIsNotRepliedTo() {
        String post = uk.publish(ada, uk.international(ada), "{\"kind\":\"update\",\"body\":\"b\"}");
        String reply = id(uk.post(ada, "/api/posts/" + post + "/replies", "{\"body\":\"gone\"}", null));
        uk.delete(ada, "/api/posts/" + reply).expectStatus().isNoContent();

        uk.post(ada, "/api/posts/" + reply + "/replies", "{\"body\":\"late\"}", null).expectStatus().isNotFound();
        uk.post(ada, "/api/posts/" + post + "/replies", "{\"body\":\"in time\"}", null).expectStatus().isCreated();
    }
}
