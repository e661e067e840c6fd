package org.meridian.posts.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.posts.PostsService.bodies;
import static org.meridian.posts.PostsService.body;
import static org.meridian.posts.PostsService.id;
import static org.meridian.posts.PostsService.problem;
import static org.meridian.testing.Waiting.eventually;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meridian.events.membership.EndReason;
import org.meridian.events.membership.Role;
import org.meridian.events.membership.Scope;
import org.meridian.events.membership.Visibility;
import org.meridian.events.posts.Kind;
import org.meridian.posts.PostsService;
import org.meridian.schemas.Ids;
import org.meridian.testing.MembershipFacts;
import org.meridian.testing.PostFacts;
import org.meridian.testing.Shared;

class PublishingTest {

    private final PostsService uk;
    private final String ada = Ids.create("uk");
    private final String ngaio = Ids.create("nz");

    PublishingTest(@Shared PostsService uk) {
        this.uk = uk;
    }

    @ParameterizedTest
    @ValueSource(strings = {"discussion", "question", "practice", "update"})
    void allFourKindsArePublished(String kind) {
        String post = uk.publish(ada, uk.international(ada),
                "{\"kind\":\"" + kind + "\",\"body\":\"b\",\"jurisdiction\":\"Wales\"}");

        uk.get(ada, "/api/posts/" + post).expectBody().jsonPath("$.kind").isEqualTo(kind);
    }

    @Test
    void observersReadButDoNotWrite() {
        String group = uk.international(ada);
        String observer = Ids.create("uk");
        uk.arrives("shared.membership", MembershipFacts.granted(group, observer, 1, Role.OBSERVER));

        eventually(() -> uk.get(observer, "/api/groups/" + group + "/posts").expectStatus().isOk());
        uk.post(observer, "/api/groups/" + group + "/posts", "{\"kind\":\"update\",\"body\":\"b\"}", null)
                .expectStatus()
                .isForbidden();
    }

    @Test
    void aSecretPostIsRefusedInTheWordsOfAMissingOne() {
        String outsider = Ids.create("uk");
        String post = uk.publish(ada, uk.group(Scope.INTERNATIONAL, Visibility.SECRET, ada),
                "{\"kind\":\"update\",\"body\":\"b\"}");

        String hidden = problem(uk.post(outsider, "/api/posts/" + post + "/replies", "{\"body\":\"b\"}", null));
        String missing = problem(
                uk.post(outsider, "/api/posts/" + Ids.create("uk") + "/replies", "{\"body\":\"b\"}", null));

        assertThat(hidden).isEqualTo(missing);
    }

    @Test
    void whatIsWrittenInADomesticGroupStaysInDomesticTopics() {
        String group = uk.group(Scope.DOMESTIC, Visibility.LISTED, ada);
        String post = uk.publish(ada, group, "{\"kind\":\"update\",\"body\":\"b\"}");

        eventually(() -> assertThat(uk.kafka.readAll("domestic.content")).anyMatch(it -> it.key().equals(post)));
        eventually(() -> assertThat(uk.kafka.readAll("domestic.posts")).anyMatch(it -> it.key().equals(post)));
        assertThat(uk.kafka.readAll("shared.posts")).noneMatch(it -> it.key().equals(post));
        assertThat(uk.kafka.readAll("shared.content")).noneMatch(it -> it.key().equals(post));
    }

    @Test
    void anIdempotencyKeyPublishesOnce() {
        String group = uk.international(ada);
        String draft = "{\"kind\":\"update\",\"body\":\"once\"}";

        String first = id(uk.post(ada, "/api/groups/" + group + "/posts", draft, "key-1"));
        String second = id(uk.post(ada, "/api/groups/" + group + "/posts", draft, "key-1"));

        assertThat(second).isEqualTo(first);
        uk.post(ada, "/api/groups/" + group + "/posts", "{\"kind\":\"update\",\"body\":\"other\"}", "key-1")
                .expectStatus().isEqualTo(422).expectBody().jsonPath("$.type")
                .isEqualTo("/problems/idempotency-key-reused");
    }

    @Test
    void anIdempotencyKeyGivesTheFirstResultWhateverHasChangedSince() {
        String group = uk.international(ada);
        uk.arrives("shared.membership", MembershipFacts.granted(group, ngaio, 1, Role.MEMBER));
        String thread = uk.publish(ada, group, "{\"kind\":\"update\",\"body\":\"b\"}");
        String posts = "/api/groups/" + group + "/posts";
        String replies = "/api/posts/" + thread + "/replies";
        String post = id(uk.post(ngaio, posts, "{\"kind\":\"update\",\"body\":\"once\"}", "key-post"));
        String reply = id(uk.post(ngaio, replies, "{\"body\":\"once\"}", "key-reply"));

        uk.delete(ada, "/api/posts/" + thread).expectStatus().isNoContent();
        uk.arrives("shared.membership", MembershipFacts.ended(group, ngaio, 2, EndReason.LEFT));
        eventually(() -> uk.get(ngaio, posts).expectStatus().isForbidden());

        assertThat(id(uk.post(ngaio, posts, "{\"kind\":\"update\",\"body\":\"once\"}", "key-post"))).isEqualTo(post);
        assertThat(id(uk.post(ngaio, replies, "{\"body\":\"once\"}", "key-reply"))).isEqualTo(reply);
        uk.post(ngaio, posts, "{\"kind\":\"update\",\"body\":\"once\"}", "key-new").expectStatus().isForbidden();
    }

    @Test
    void aPostFromTheFutureDoesNotStayOnTop() {
        String group = uk.international(ada);
        String post = Ids.create("nz");
        uk.arrives("shared.membership", MembershipFacts.granted(group, ngaio, 1, Role.MEMBER));
        uk.arrives("nz.shared.content", PostFacts.content(post, null, "tomorrow"));
        uk.arrives("nz.shared.posts",
                PostFacts.published(post, group, ngaio, Kind.UPDATE, Instant.now().plus(1, ChronoUnit.DAYS)));
        eventually(() -> uk.get(ada, "/api/posts/" + post).expectStatus().isOk());

        uk.publish(ada, group, "{\"kind\":\"update\",\"body\":\"today\"}");

        assertThat(bodies(body(uk.get(ada, "/api/groups/" + group + "/posts")))).containsExactly("today", "tomorrow");
    }
}
