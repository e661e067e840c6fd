package org.meridian.posts.reading;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.posts.PostsService.bodies;
import static org.meridian.posts.PostsService.body;
import static org.meridian.posts.PostsService.id;
import static org.meridian.posts.PostsService.problem;
import static org.meridian.testing.Waiting.eventually;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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

class ReadingTest {

    private final PostsService uk;
    private final String ada = Ids.create("uk");
    private final String ngaio = Ids.create("nz");

    ReadingTest(@Shared PostsService uk) {
        this.uk = uk;
    }

    @Test
    void whatWasPublishedIsReadableAtOnceWithItsReplies() {
        String group = uk.international(ada);
        String post = uk.publish(ada, group,
                "{\"kind\":\"question\",\"title\":\"Kinship care\",\"body\":\"Who has tried it?\","
                        + "\"tags\":[\"kinship\",\"care\"]}");
        String reply = id(uk.post(ada, "/api/posts/" + post + "/replies", "{\"body\":\"We have.\"}", null));

        uk.get(ada, "/api/posts/" + post).expectStatus().isOk().expectBody().jsonPath("$.title")
                .isEqualTo("Kinship care")
                .jsonPath("$.tags[1]").isEqualTo("care").jsonPath("$.author").isEqualTo(ada)
                .jsonPath("$.home").isEqualTo("uk").jsonPath("$.replies[0].id").isEqualTo(reply);
        uk.get(ada, "/api/groups/" + group + "/posts").expectStatus().isOk().expectBody().jsonPath("$.items[0].id")
                .isEqualTo(post).jsonPath("$.items[0].replyCount").isEqualTo(1).jsonPath("$.next").isEqualTo(null);
    }

    @Test
    void aFeedIsReadPageByPageWithoutRepeats() {
        String group = uk.international(ada);
        for (int i = 0; i < 5; i++) {
            uk.publish(ada, group, "{\"kind\":\"update\",\"body\":\"" + i + "\"}");
        }

        Map<?, ?> first = body(uk.get(ada, "/api/groups/" + group + "/posts?limit=3"));
        Map<?, ?> second = body(uk.get(ada, "/api/groups/" + group + "/posts?limit=3&cursor=" + first.get("next")));

        assertThat(bodies(first)).containsExactly("4", "3", "2");
        assertThat(bodies(second)).containsExactly("1", "0");
        assertThat(second.get("next")).isNull();
    }

    @Test
    void whatOthersHaveBegunIsNewByWhenItArrivedInAllGroupsByCountry() {
        String reader = Ids.create("uk");
        String one = uk.international(reader);
        String two = uk.international(reader);
        Instant since = Instant.now();
        uk.publish(reader, one, "{\"kind\":\"update\",\"body\":\"my own\"}");
        String late = arrivesLate(one);
        String second = arrivesLate(two);
        arrivesLate(uk.international(ada));

        Map<?, ?> all = eventually(() -> body(uk.get(reader, "/api/feed?since=" + since)),
                it -> requireNonNull((List<?>) it.get("items")).size() == 2);
        assertThat(all.toString()).contains(late, second);
        uk.get(reader, "/api/feed?limit=1&since=" + since).expectStatus().isOk().expectBody()
                .jsonPath("$.items.length()").isEqualTo(1).jsonPath("$.next").isNotEmpty().jsonPath("$.new.length()")
                .isEqualTo(2).jsonPath("$.new[0].byCountry.nz").isEqualTo(1);
        uk.get(reader, "/api/feed?since=" + Instant.now().plusSeconds(5)).expectBody().jsonPath("$.items").isEmpty()
                .jsonPath("$.new").isEmpty();
        for (String none : List.of("yesterday", "%2B10000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z")) {
            uk.get(reader, "/api/feed?since=" + none).expectStatus().isBadRequest();
        }
        uk.get(reader, "/api/feed?since=0000-01-01T00:00:00Z").expectStatus().isOk();
        uk.get(reader, "/api/feed").expectStatus().isBadRequest();
    }

    /** Written two days ago in another country. */
    private String arrivesLate(String group) {
        String author = Ids.create("nz");
        String post = Ids.create("nz");
        uk.arrives("shared.membership", MembershipFacts.granted(group, author, 1, Role.MEMBER));
        uk.arrives("nz.shared.posts", PostFacts.published(post, group, author, Kind.UPDATE,
                Instant.now().minusSeconds(172_800)));
        uk.arrives("nz.shared.content", PostFacts.content(post, null, "late"));
        return post;
    }

    @Test
    void listsShowTheBeginningOfALongTextAndSayThatThereIsMore() {
        String group = uk.international(ada);
        String whole = "wetland ".repeat(12_500).strip();
        String post = uk.publish(ada, group, "{\"kind\":\"update\",\"body\":\"" + whole + "\"}");
        uk.publish(ada, group, "{\"kind\":\"update\",\"body\":\"short\"}");

        uk.get(ada, "/api/groups/" + group + "/posts").expectBody().jsonPath("$.items[0].extract").isEqualTo("short")
                .jsonPath("$.items[0].body").isEqualTo("short").jsonPath("$.items[0].more").isEqualTo(false)
                .jsonPath("$.items[1].extract").isEqualTo("wetland ".repeat(62).strip() + "…")
                .jsonPath("$.items[1].body").isEqualTo(null).jsonPath("$.items[1].more").isEqualTo(true);
        uk.get(ada, "/api/posts/" + post).expectBody().jsonPath("$.body").isEqualTo(whole);

        String reader = Ids.create("uk");
        uk.arrives("shared.membership", MembershipFacts.granted(group, reader, 1, Role.MEMBER));
        eventually(() -> uk.get(reader, "/api/feed?since=2026-01-01T00:00:00Z").expectBody()
                .jsonPath("$.items[1].id").isEqualTo(post).jsonPath("$.items[1].body").isEqualTo(null)
                .jsonPath("$.items[1].more").isEqualTo(true));
    }

    @Test
    void aPageOfLongPostsIsSmall() {
        String group = uk.international(ada);
        for (int i = 0; i < 100; i++) {
            uk.publish(ada, group, "{\"kind\":\"update\",\"body\":\"" + "\\ud83d\\udc69".repeat(100_000) + "\"}");
        }

        byte[] page = uk.get(ada, "/api/groups/" + group + "/posts?limit=100").expectBody()
                .jsonPath("$.items.length()").isEqualTo(100).returnResult().getResponseBody();

        assertThat(page).hasSizeLessThan(300_000);
    }

    @Test
    void longThreadsComeInPages() {
        String post = uk.publish(ada, uk.international(ada), "{\"kind\":\"update\",\"body\":\"b\"}");
        String long400KB = "{\"body\":\"" + "\\ud83d\\udc69".repeat(100_000) + "\"}";
        for (int i = 0; i < 8; i++) {
            uk.post(ada, "/api/posts/" + post + "/replies", long400KB, null).expectStatus().isCreated();
        }

        int replies = 0;
        int pages = 0;
        Object next = "";
        while (next != null) {
            Map<?, ?> page = body(uk.get(ada, "/api/posts/" + post + (pages == 0 ? "" : "?cursor=" + next)));
            replies += requireNonNull((List<?>) page.get("replies")).size();
            next = page.get("next");
            pages++;
        }
        assertThat(replies).isEqualTo(8);
        assertThat(pages).isGreaterThan(2);
    }

    @Test
    void aLinkLeadsIntoALongThread() {
        String post = uk.publish(ada, uk.international(ada), "{\"kind\":\"update\",\"body\":\"b\"}");
        List<String> replies = IntStream.range(0, 4).mapToObj(
                i -> id(uk.post(ada, "/api/posts/" + post + "/replies", "{\"body\":\"" + i + "\"}", null))).toList();

        uk.get(ada, "/api/posts/" + post + "?from=" + replies.get(2)).expectBody().jsonPath("$.id").isEqualTo(post)
                .jsonPath("$.replies[*].body").isEqualTo(List.of("2", "3"));
        for (String other : List.of("", post + "0", uk.publish(ada, uk.international(ada),
                "{\"kind\":\"update\",\"body\":\"other\"}"))) {
            uk.get(ada, "/api/posts/" + post + "?from=" + other).expectBody().jsonPath("$.replies.length()")
                    .isEqualTo(4);
        }
    }

    @Test
    void thoseWhoTakeNoPartReadNothing() {
        String outsider = Ids.create("uk");
        String listed = uk.international(ada);
        String secret = uk.group(Scope.INTERNATIONAL, Visibility.SECRET, ada);
        String post = uk.publish(ada, secret, "{\"kind\":\"update\",\"body\":\"b\"}");

        uk.get(outsider, "/api/groups/" + listed + "/posts").expectStatus().isForbidden();
        String unlisted = uk.group(Scope.INTERNATIONAL, Visibility.UNLISTED, ada);
        uk.get(outsider, "/api/groups/" + unlisted + "/posts").expectStatus().isForbidden();
        String hidden = problem(uk.get(outsider, "/api/groups/" + secret + "/posts"));
        String missing = problem(uk.get(outsider, "/api/groups/" + Ids.create("uk") + "/posts"));
        uk.get(outsider, "/api/posts/" + post).expectStatus().isNotFound();
        uk.post(outsider, "/api/posts/" + post + "/replies", "{\"body\":\"b\"}", null).expectStatus().isNotFound();

        assertThat(hidden).isEqualTo(missing).contains("/problems/not-found");
    }

    @Test
    void aReplyMayArriveBeforeItsPostAndContentBeforeItsFact() {
        String group = uk.international(ada);
        String post = Ids.create("nz");
        String reply = Ids.create("nz");
        uk.arrives("shared.membership", MembershipFacts.granted(group, ngaio, 1, Role.MEMBER));

        uk.arrives("nz.shared.content", PostFacts.content(reply, null, "first"));
        uk.arrives("nz.shared.posts", PostFacts.replied(reply, post, group, ngaio, Instant.now()));
        uk.arrives("nz.shared.posts", PostFacts.published(post, group, ngaio, Kind.UPDATE, Instant.now()));
        eventually(() -> assertThat(uk.rows().queryForObject("SELECT count(*) FROM post WHERE id IN (?, ?)",
                Long.class, post, reply)).isEqualTo(2));
        uk.get(ada, "/api/posts/" + post).expectStatus().isNotFound();
        uk.arrives("nz.shared.content", PostFacts.content(post, null, "second"));

        eventually(() -> uk.get(ada, "/api/posts/" + post).expectStatus().isOk().expectBody().jsonPath("$.body")
                .isEqualTo("second").jsonPath("$.replies[0].body").isEqualTo("first"));
    }

    @Test
    void aPostWaitsForTheMembershipThatItCites() {
        String group = uk.international(ada);
        String post = Ids.create("nz");
        uk.arrives("nz.shared.posts", PostFacts.published(post, group, ngaio, Kind.UPDATE, Instant.now()));
        uk.arrives("nz.shared.content", PostFacts.content(post, null, "b"));
        eventually(() -> assertThat(uk.rows().queryForObject(
                "SELECT content_version FROM post WHERE id = ? AND version = 1", Integer.class, post))
                .isEqualTo(1));
        uk.get(ada, "/api/posts/" + post).expectStatus().isNotFound();

        uk.arrives("shared.membership", MembershipFacts.granted(group, ngaio, 1, Role.MEMBER));
        uk.arrives("shared.membership", MembershipFacts.ended(group, ngaio, 2, EndReason.LEFT));

        eventually(() -> uk.get(ada, "/api/posts/" + post).expectStatus().isOk());
    }

    @Test
    void aReplyThatNamesAThreadOfAnotherGroupShowsNowhere() {
        String secret = uk.group(Scope.INTERNATIONAL, Visibility.SECRET, ada);
        String other = uk.international(ada);
        String post = uk.publish(ada, secret, "{\"kind\":\"update\",\"body\":\"b\"}");
        String reply = Ids.create("nz");
        uk.arrives("shared.membership", MembershipFacts.granted(other, ngaio, 1, Role.MEMBER));
        uk.arrives("nz.shared.content", PostFacts.content(reply, null, "not from here"));
        uk.arrives("nz.shared.posts", PostFacts.replied(reply, post, other, ngaio, Instant.now()));
        eventually(() -> assertThat(uk.rows().queryForObject(
                "SELECT count(*) FROM showable_post WHERE id = ?", Long.class, reply)).isEqualTo(1));

        uk.get(ada, "/api/posts/" + post).expectBody().jsonPath("$.replies").isEmpty();
        uk.get(ada, "/api/groups/" + secret + "/posts").expectBody().jsonPath("$.items[0].replyCount").isEqualTo(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?cursor=nonsense", "?cursor=", "?limit=0", "?limit=1000", "?limit=many",
            "?cursor=KzEwMDAwMDAtMDEtMDFUMDA6MDA6MDBaIHg", "?cursor=MDAwMC0wMS0wMVQwMDowMDowMFogMQ"})
    void cursorsAndLimitsThatAreNotOursAreRefused(String query) {
        uk.get(ada, "/api/groups/" + uk.international(ada) + "/posts" + query).expectStatus().isBadRequest()
                .expectHeader()
                .contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "uk-1", "..%2F..", "uk-0198c2f4-0000-7000-8000-000000000000.x", "%00",
            "\ud83d\udca9"})
    void idsOfOtherKindsNameNothing(String id) {
        uk.get(ada, "/api/posts/" + id).expectStatus().is4xxClientError().expectHeader()
                .contentType("application/problem+json");
    }
}
