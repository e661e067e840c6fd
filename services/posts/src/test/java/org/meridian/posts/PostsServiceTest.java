package org.meridian.posts;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.meridian.testing.Waiting.eventually;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.events.membership.Role;
import org.meridian.events.membership.Scope;
import org.meridian.events.membership.Visibility;
import org.meridian.events.posts.Kind;
import org.meridian.events.posts.PostContent;
import org.meridian.events.posts.PostPublished;
import org.meridian.events.posts.PostWithdrawn;
import org.meridian.events.posts.ReplyPublished;
import org.meridian.schemas.Ids;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

class PostsServiceTest {

    private static PostsService uk;

    private final String ada = Ids.create("uk");
    private final String ngaio = Ids.create("nz");

    @BeforeAll
    static void start() {
        uk = new PostsService();
    }

    @AfterAll
    static void stop() {
        uk.close();
    }

    @Test
    void whatWasPublishedIsReadableAtOnceWithItsReplies() {
        String group = international();
        String post = publish(group, "{\"kind\":\"question\",\"title\":\"Kinship care\",\"body\":\"Who has tried it?\","
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
    void authorsHaveTheirNewestNameOnceTheirProfileIsHere() {
        String group = international();
        String post = publish(group, "{\"kind\":\"update\",\"body\":\"b\"}");
        uk.get(ada, "/api/posts/" + post).expectBody().jsonPath("$.authorName").isEqualTo(null);
        String reply = Ids.create("nz");
        uk.arrives("shared.membership", PostsService.grant(group, ngaio, 1, Role.MEMBER));
        uk.arrives("nz.shared.content", content(reply, "from New Zealand"));
        uk.arrives("nz.shared.posts", reply(reply, post, group));

        uk.arrives("shared.profiles", PostsService.profile(ada, 2, "Ada Lovelace"));
        uk.arrives("shared.profiles", PostsService.profile(ada, 1, "Ada Byron"));
        uk.arrives("nz.shared.profiles", PostsService.profile(ngaio, 1, "Ngaio Marsh"));

        eventually(() -> uk.get(ada, "/api/posts/" + post).expectBody().jsonPath("$.authorName")
                .isEqualTo("Ada Lovelace").jsonPath("$.replies[0].authorName").isEqualTo("Ngaio Marsh"));
        uk.get(ada, "/api/groups/" + group + "/posts").expectBody().jsonPath("$.items[0].authorName")
                .isEqualTo("Ada Lovelace");
    }

    @Test
    void aPeerCannotNameAnotherCountrysMember() {
        String post = publish(international(), "{\"kind\":\"update\",\"body\":\"b\"}");

        uk.arrives("nz.shared.profiles", PostsService.profile(ada, 1, "Mallory"));

        eventually(() -> assertThat(uk.rows().queryForList("SELECT reason FROM posts.parked WHERE key = ?",
                String.class, ada)).containsExactly("provenance"));
        uk.get(ada, "/api/posts/" + post).expectBody().jsonPath("$.authorName").isEqualTo(null);
    }

    @Test
    void aClientCanBeGeneratedFromTheDescription() {
        uk.get(ada, "/v3/api-docs").expectStatus().isOk().expectBody().jsonPath("$.info.title").isEqualTo("Meridian")
                .jsonPath("$.components.securitySchemes.accessToken.scheme").isEqualTo("bearer")
                .jsonPath("$.security[0].accessToken").isArray().jsonPath("$.servers[0].url").isEqualTo("/")
                .jsonPath("$.paths['/api/posts/{postId}'].get.security").doesNotExist()
                .jsonPath("$.paths['/schemas/ids/{id}'].get.security").isEmpty()
                .jsonPath("$.paths['/api/log/{service}']").doesNotExist();
    }

    @Test
    void whatTheDatabaseRefusesIsNotQuotedInItsMessage() {
        assertThatThrownBy(
                () -> uk.rows().update("INSERT INTO posts.author VALUES (?, NULL, ?)", ada, "What she wrote"))
                .hasMessageContaining("author").hasMessageNotContaining("What she wrote");
    }

    @Test
    void connectionsThatAreKeptAreAnsweredEachTime() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uk.address("/actuator/health/liveness"))
                .version(HttpClient.Version.HTTP_1_1).timeout(Duration.ofSeconds(10)).build();
        try (HttpClient client = HttpClient.newHttpClient(); var readers = Executors.newFixedThreadPool(8)) {
            List<Future<Boolean>> all = readers.invokeAll(Collections.nCopies(8, () -> {
                boolean well = true;
                for (int i = 0; i < 1_000; i++) {
                    well &= client.send(request, BodyHandlers.ofString()).statusCode() == 200;
                }
                return well;
            }));
            for (Future<Boolean> answered : all) {
                assertThat(answered.get()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"discussion", "question", "practice", "update"})
    void allFourKindsArePublished(String kind) {
        String post = publish(international(), "{\"kind\":\"" + kind + "\",\"body\":\"b\",\"jurisdiction\":\"Wales\"}");

        uk.get(ada, "/api/posts/" + post).expectBody().jsonPath("$.kind").isEqualTo(kind);
    }

    @Test
    void aFeedIsReadPageByPageWithoutRepeats() {
        String group = international();
        for (int i = 0; i < 5; i++) {
            publish(group, "{\"kind\":\"update\",\"body\":\"" + i + "\"}");
        }

        Map<?, ?> first = body(uk.get(ada, "/api/groups/" + group + "/posts?limit=3"));
        Map<?, ?> second = body(uk.get(ada, "/api/groups/" + group + "/posts?limit=3&cursor=" + first.get("next")));

        assertThat(bodies(first)).containsExactly("4", "3", "2");
        assertThat(bodies(second)).containsExactly("1", "0");
        assertThat(second.get("next")).isNull();
    }

    @Test
    void thoseWhoTakeNoPartReadNothing() {
        String outsider = Ids.create("uk");
        String listed = international();
        String secret = uk.group(Scope.INTERNATIONAL, Visibility.SECRET, ada);
        String post = publish(secret, "{\"kind\":\"update\",\"body\":\"b\"}");

        uk.get(outsider, "/api/groups/" + listed + "/posts").expectStatus().isForbidden();
        String unlisted = uk.group(Scope.INTERNATIONAL, Visibility.UNLISTED, ada);
        uk.get(outsider, "/api/groups/" + unlisted + "/posts").expectStatus().isForbidden();
        String hidden = problem(uk.get(outsider, "/api/groups/" + secret + "/posts"));
        String missing = problem(uk.get(outsider, "/api/groups/" + Ids.create("uk") + "/posts"));
        uk.get(outsider, "/api/posts/" + post).expectStatus().isNotFound();
        uk.post(outsider, "/api/posts/" + post + "/replies", "{\"body\":\"b\"}", null).expectStatus().isNotFound();

        assertThat(hidden).isEqualTo(missing).contains("urn:meridian:not-found");
    }

    @Test
    void aMembershipThatEndedEndsReadingButNotTheRightToWithdraw() {
        String group = international();
        String post = publish(group, "{\"kind\":\"update\",\"body\":\"b\"}");

        uk.arrives("shared.membership", PostsService.end(group, ada, 2));

        eventually(() -> uk.get(ada, "/api/posts/" + post).expectStatus().isNotFound());
        uk.delete(ada, "/api/posts/" + post).expectStatus().isNoContent();
    }

    @Test
    void aReplyMayArriveBeforeItsPostAndContentBeforeItsFact() {
        String group = international();
        String post = Ids.create("nz");
        String reply = Ids.create("nz");
        uk.arrives("shared.membership", PostsService.grant(group, ngaio, 1, Role.MEMBER));

        uk.arrives("nz.shared.content", content(reply, "first"));
        uk.arrives("nz.shared.posts", reply(reply, post, group));
        uk.arrives("nz.shared.posts", post(post, group, 1, Instant.now()));
        eventually(() -> assertThat(uk.rows().queryForObject("SELECT count(*) FROM posts.post WHERE id IN (?, ?)",
                Long.class, post, reply)).isEqualTo(2));
        uk.get(ada, "/api/posts/" + post).expectStatus().isNotFound();
        uk.arrives("nz.shared.content", content(post, "second"));

        eventually(() -> uk.get(ada, "/api/posts/" + post).expectStatus().isOk().expectBody().jsonPath("$.body")
                .isEqualTo("second").jsonPath("$.replies[0].body").isEqualTo("first"));
    }

    @Test
    void aPostWaitsForTheMembershipThatItCites() {
        String group = international();
        String post = Ids.create("nz");
        uk.arrives("nz.shared.posts", post(post, group, 1, Instant.now()));
        uk.arrives("nz.shared.content", content(post, "b"));
        eventually(() -> assertThat(uk.rows().queryForObject(
                "SELECT content_version FROM posts.post WHERE id = ? AND version = 1", Integer.class, post))
                .isEqualTo(1));
        uk.get(ada, "/api/posts/" + post).expectStatus().isNotFound();

        uk.arrives("shared.membership", PostsService.grant(group, ngaio, 1, Role.MEMBER));
        uk.arrives("shared.membership", PostsService.end(group, ngaio, 2));

        eventually(() -> uk.get(ada, "/api/posts/" + post).expectStatus().isOk());
    }

    @Test
    void aPostFromTheFutureDoesNotStayOnTop() {
        String group = international();
        String post = Ids.create("nz");
        uk.arrives("shared.membership", PostsService.grant(group, ngaio, 1, Role.MEMBER));
        uk.arrives("nz.shared.content", content(post, "tomorrow"));
        uk.arrives("nz.shared.posts", post(post, group, 1, Instant.now().plus(1, ChronoUnit.DAYS)));
        eventually(() -> uk.get(ada, "/api/posts/" + post).expectStatus().isOk());

        publish(group, "{\"kind\":\"update\",\"body\":\"today\"}");

        assertThat(bodies(body(uk.get(ada, "/api/groups/" + group + "/posts")))).containsExactly("today", "tomorrow");
    }

    @Test
    void aWithdrawnPostIsGoneAndItsContentGetsATombstoneInKafka() {
        String post = publish(international(), "{\"kind\":\"update\",\"body\":\"a name that must go\"}");

        uk.delete(ada, "/api/posts/" + post).expectStatus().isNoContent();
        uk.delete(ada, "/api/posts/" + post).expectStatus().isNoContent();

        uk.get(ada, "/api/posts/" + post).expectStatus().isNotFound();
        assertThat(uk.rows().queryForObject("SELECT body FROM posts.post WHERE id = ?", String.class, post)).isNull();
        eventually(() -> assertThat(uk.kafka.readAll("shared.content")).filteredOn(it -> it.key().equals(post))
                .last().satisfies(it -> assertThat(it.value()).isNull()));
    }

    @Test
    void aWithdrawnPostStandsWithoutItsContentAboveTheRepliesOfOthers() {
        String group = international();
        String post = publish(group, "{\"kind\":\"question\",\"title\":\"t\",\"body\":\"b\",\"tags\":[\"a\"]}");
        String reply = id(uk.post(ada, "/api/posts/" + post + "/replies", "{\"body\":\"kept\"}", null));
        String other = publish(group, "{\"kind\":\"update\",\"body\":\"other\"}");

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
                    .expectBody().jsonPath("$.type").isEqualTo("urn:meridian:post-withdrawn");
        }

        uk.delete(ada, "/api/posts/" + reply).expectStatus().isNoContent();

        uk.get(ada, "/api/posts/" + post).expectStatus().isNotFound();
        uk.post(ada, "/api/posts/" + post + "/replies", "{\"body\":\"late\"}", null).expectStatus().isNotFound();
        assertThat(bodies(body(uk.get(ada, "/api/groups/" + group + "/posts")))).containsExactly("other");
    }

    @Test
    void aReplyFromACountryThatDidNotKnowOfTheWithdrawalBringsTheThreadBack() {
        String group = international();
        String post = publish(group, "{\"kind\":\"update\",\"body\":\"b\"}");
        uk.delete(ada, "/api/posts/" + post).expectStatus().isNoContent();
        uk.get(ada, "/api/posts/" + post).expectStatus().isNotFound();
        String reply = Ids.create("nz");

        uk.arrives("shared.membership", PostsService.grant(group, ngaio, 1, Role.MEMBER));
        uk.arrives("nz.shared.content", content(reply, "written meanwhile"));
        uk.arrives("nz.shared.posts", reply(reply, post, group));

        eventually(() -> uk.get(ada, "/api/posts/" + post).expectStatus().isOk().expectBody().jsonPath("$.withdrawnAt")
                .isNotEmpty().jsonPath("$.replies[0].body").isEqualTo("written meanwhile"));
    }

    @Test
    void contentThatComesAfterItsWithdrawalIsRefusedAndTakenOutOfTheMirroredCopy() {
        String group = international();
        String post = Ids.create("nz");
        uk.arrives("nz.shared.posts", post(post, group, 1, Instant.now()));
        uk.arrives("nz.shared.posts", PostWithdrawn.newBuilder().setEventId(UUID.randomUUID()).setId(post).setVersion(2)
                .setOccurredAt(Instant.now()).setActorId(ngaio).setGroupId(group).build());
        eventually(() -> assertThat(
                uk.rows().queryForObject("SELECT withdrawn_at IS NOT NULL FROM posts.post WHERE id = ?",
                        Boolean.class, post))
                .isTrue());

        uk.arrives("nz.shared.content", content(post, "too late"));

        eventually(() -> assertThat(uk.kafka.readAll("nz.shared.content")).filteredOn(it -> it.key().equals(post))
                .last().satisfies(it -> assertThat(it.value()).isNull()));
        assertThat(uk.rows().queryForObject("SELECT body FROM posts.post WHERE id = ?", String.class, post)).isNull();
    }

    @Test
    void onlyTheAuthorWithdraws() {
        String group = international();
        String post = publish(group, "{\"kind\":\"update\",\"body\":\"b\"}");
        String other = Ids.create("uk");
        uk.arrives("shared.membership", PostsService.grant(group, other, 1, Role.OWNER));

        uk.delete(other, "/api/posts/" + post).expectStatus().isNotFound();
    }

    @Test
    void aPeerCannotMakeMembersOfAnotherCountrysGroup() {
        String group = uk.group(Scope.INTERNATIONAL, Visibility.SECRET, ada);
        String accomplice = Ids.create("uk");
        MembershipGranted honestId = PostsService.grant(group, accomplice, 1, Role.OWNER);
        MembershipGranted forgedId = MembershipGranted.newBuilder(honestId)
                .setId(Ids.derived(Ids.create("nz"), accomplice)).build();

        uk.arrives("nz.shared.membership", honestId);
        uk.arrives("nz.shared.membership", forgedId);

        eventually(() -> assertThat(uk.rows().queryForList("SELECT reason FROM posts.parked WHERE key IN (?, ?)",
                String.class, honestId.getId(), forgedId.getId())).containsExactly("provenance", "provenance"));
        uk.get(accomplice, "/api/groups/" + group + "/posts").expectStatus().isNotFound();
    }

    @Test
    void aReplyThatNamesAThreadOfAnotherGroupShowsNowhere() {
        String secret = uk.group(Scope.INTERNATIONAL, Visibility.SECRET, ada);
        String other = international();
        String post = publish(secret, "{\"kind\":\"update\",\"body\":\"b\"}");
        String reply = Ids.create("nz");
        uk.arrives("shared.membership", PostsService.grant(other, ngaio, 1, Role.MEMBER));
        uk.arrives("nz.shared.content", content(reply, "not from here"));
        uk.arrives("nz.shared.posts", reply(reply, post, other));
        eventually(() -> assertThat(uk.rows().queryForObject(
                "SELECT count(*) FROM posts.showable_post WHERE id = ?", Long.class, reply)).isEqualTo(1));

        uk.get(ada, "/api/posts/" + post).expectBody().jsonPath("$.replies").isEmpty();
        uk.get(ada, "/api/groups/" + secret + "/posts").expectBody().jsonPath("$.items[0].replyCount").isEqualTo(0);
    }

    @Test
    void aSecretPostIsRefusedInTheWordsOfAMissingOne() {
        String outsider = Ids.create("uk");
        String post = publish(uk.group(Scope.INTERNATIONAL, Visibility.SECRET, ada),
                "{\"kind\":\"update\",\"body\":\"b\"}");

        String hidden = problem(uk.post(outsider, "/api/posts/" + post + "/replies", "{\"body\":\"b\"}", null));
        String missing = problem(
                uk.post(outsider, "/api/posts/" + Ids.create("uk") + "/replies", "{\"body\":\"b\"}", null));

        assertThat(hidden).isEqualTo(missing);
    }

    @Test
    void longThreadsComeInPages() {
        String post = publish(international(), "{\"kind\":\"update\",\"body\":\"b\"}");
        String long400KB = "{\"body\":\"" + "\\ud83d\\udc69".repeat(100_000) + "\"}";
        for (int i = 0; i < 8; i++) {
            uk.post(ada, "/api/posts/" + post + "/replies", long400KB, null).expectStatus().isCreated();
        }

        Map<?, ?> first = body(uk.get(ada, "/api/posts/" + post));
        Map<?, ?> second = body(uk.get(ada, "/api/posts/" + post + "?cursor=" + first.get("next")));

        assertThat(requireNonNull((List<?>) first.get("replies")).size()
                + requireNonNull((List<?>) second.get("replies")).size()).isEqualTo(8);
        assertThat(second.get("next")).isNull();
    }

    @Test
    void observersReadButDoNotWrite() {
        String group = international();
        String observer = Ids.create("uk");
        uk.arrives("shared.membership", PostsService.grant(group, observer, 1, Role.OBSERVER));

        eventually(() -> uk.get(observer, "/api/groups/" + group + "/posts").expectStatus().isOk());
        uk.post(observer, "/api/groups/" + group + "/posts", "{\"kind\":\"update\",\"body\":\"b\"}", null)
                .expectStatus()
                .isForbidden();
    }

    @Test
    void whatIsWrittenInADomesticGroupStaysInDomesticTopics() {
        String group = uk.group(Scope.DOMESTIC, Visibility.LISTED, ada);
        String post = publish(group, "{\"kind\":\"update\",\"body\":\"b\"}");

        eventually(() -> assertThat(uk.kafka.readAll("domestic.content")).anyMatch(it -> it.key().equals(post)));
        eventually(() -> assertThat(uk.kafka.readAll("domestic.posts")).anyMatch(it -> it.key().equals(post)));
        assertThat(uk.kafka.readAll("shared.posts")).noneMatch(it -> it.key().equals(post));
        assertThat(uk.kafka.readAll("shared.content")).noneMatch(it -> it.key().equals(post));
    }

    @Test
    void anIdempotencyKeyPublishesOnce() {
        String group = international();
        String draft = "{\"kind\":\"update\",\"body\":\"once\"}";

        String first = id(uk.post(ada, "/api/groups/" + group + "/posts", draft, "key-1"));
        String second = id(uk.post(ada, "/api/groups/" + group + "/posts", draft, "key-1"));

        assertThat(second).isEqualTo(first);
        uk.post(ada, "/api/groups/" + group + "/posts", "{\"kind\":\"update\",\"body\":\"other\"}", "key-1")
                .expectStatus().isEqualTo(422).expectBody().jsonPath("$.type")
                .isEqualTo("urn:meridian:idempotency-key-reused");
    }

    @Test
    void anIdempotencyKeyGivesTheFirstResultWhateverHasChangedSince() {
        String group = international();
        uk.arrives("shared.membership", PostsService.grant(group, ngaio, 1, Role.MEMBER));
        String thread = publish(group, "{\"kind\":\"update\",\"body\":\"b\"}");
        String posts = "/api/groups/" + group + "/posts";
        String replies = "/api/posts/" + thread + "/replies";
        String post = id(uk.post(ngaio, posts, "{\"kind\":\"update\",\"body\":\"once\"}", "key-post"));
        String reply = id(uk.post(ngaio, replies, "{\"body\":\"once\"}", "key-reply"));

        uk.delete(ada, "/api/posts/" + thread).expectStatus().isNoContent();
        uk.arrives("shared.membership", PostsService.end(group, ngaio, 2));
        eventually(() -> uk.get(ngaio, posts).expectStatus().isForbidden());

        assertThat(id(uk.post(ngaio, posts, "{\"kind\":\"update\",\"body\":\"once\"}", "key-post"))).isEqualTo(post);
        assertThat(id(uk.post(ngaio, replies, "{\"body\":\"once\"}", "key-reply"))).isEqualTo(reply);
        uk.post(ngaio, posts, "{\"kind\":\"update\",\"body\":\"once\"}", "key-new").expectStatus().isForbidden();
    }

    @Test
    void aWithdrawnReplyIsNotRepliedTo() {
        String post = publish(international(), "{\"kind\":\"update\",\"body\":\"b\"}");
        String reply = id(uk.post(ada, "/api/posts/" + post + "/replies", "{\"body\":\"gone\"}", null));
        uk.delete(ada, "/api/posts/" + reply).expectStatus().isNoContent();

        uk.post(ada, "/api/posts/" + reply + "/replies", "{\"body\":\"late\"}", null).expectStatus().isNotFound();
        uk.post(ada, "/api/posts/" + post + "/replies", "{\"body\":\"in time\"}", null).expectStatus().isCreated();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "null", "\"text\"", "{\"kind\":\"update\"}",
            "{\"kind\":\"update\",\"body\":\"\"}",
            "{\"kind\":\"rant\",\"body\":\"b\"}", "{\"kind\":\"update\",\"body\":\"b\",\"colour\":\"red\"}",
            "{\"kind\":\"update\",\"body\":7,\"tags\":{}}", "{\"kind\":\"update\",\"body\":\"a\\u0000b\"}",
            "{\"kind\":\"update\",\"body\":\"a\\u0007b\"}", "{\"kind\":\"update\",\"body\":\"\\ud83d\"}",
            "{\"kind\":\"unknown\",\"body\":\"b\"}", "{\"kind\":\"update\",\"body\":\"b\",\"tags\":[null]}"})
    void badInputIsAProblemThatSaysWhatToDo(String json) {
        uk.post(ada, "/api/groups/" + international() + "/posts", json, null).expectStatus().isBadRequest()
                .expectHeader()
                .contentType("application/problem+json").expectBody().jsonPath("$.detail").isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u202eright to left\u202c", "e\u0301 combining", "\ud83d\udc69\u200d\ud83d\udc67",
            "a\tb\nc",
            "\u0645\u0631\u062d\u0628\u0627"})
    void textOfAllLanguagesComesBackAsItWas(String text) {
        String post = publish(international(),
                "{\"kind\":\"update\",\"body\":\"" + text.replace("\t", "\\t").replace("\n",
                        "\\n") + "\"}");

        uk.get(ada, "/api/posts/" + post).expectBody().jsonPath("$.body").isEqualTo(text);
    }

    @Test
    void lengthsHaveTheirLimits() {
        String group = international();

        publish(group, "{\"kind\":\"update\",\"body\":\"" + "\\ud83d\\udc69".repeat(100_000) + "\"}");
        uk.post(ada, "/api/groups/" + group + "/posts",
                "{\"kind\":\"update\",\"body\":\"" + "x".repeat(100_001) + "\"}",
                null).expectStatus().isBadRequest().expectBody().jsonPath("$.errors[0].field").isEqualTo("body");
        uk.post(ada, "/api/groups/" + group + "/posts",
                "{\"kind\":\"update\",\"body\":\"" + "x".repeat(5_000_000) + "\"}",
                null).expectStatus().isEqualTo(413).expectHeader().contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "text/event-stream", "text/*", "application/problem+json", "application/xml",
            "garbage", "/", "*/*;q=x"})
    void aPostIsAnsweredWhateverItsCallerAccepts(String accept) {
        String path = "/api/groups/" + international() + "/posts";

        uk.postWith(Map.of("Accept", accept), ada, path, "{\"kind\":\"update\",\"body\":\"b\"}").expectStatus()
                .isCreated().expectHeader().contentType("application/json").expectBody().jsonPath("$.id").isNotEmpty();
        uk.postWith(Map.of("Accept", accept), ada, path, "{").expectStatus().isBadRequest().expectHeader()
                .contentType("application/problem+json").expectBody().jsonPath("$.type").isNotEmpty();
        uk.postWith(Map.of("Accept", accept), "", path, "{}").expectStatus().isUnauthorized().expectHeader()
                .contentType("application/problem+json");
    }

    @Test
    void theTraceOfARequestGoesWithWhatItWritesAndNothingElse() {
        String path = "/api/groups/" + international() + "/posts";
        Map<String, String> traces = new ConcurrentHashMap<>();
        IntStream.range(0, 40).parallel().forEach(i -> {
            String trace = switch (i % 4) {
                case 0 -> "";
                case 1 -> "nonsense";
                default -> "00-0af7651916cd43dd8448eb211c8031%02d-b7ad6b7169203331-01".formatted(i);
            };
            String id = id(uk.postWith(trace.isEmpty() ? Map.of() : Map.of("traceparent", trace), ada, path,
                    "{\"kind\":\"update\",\"body\":\"" + i + "\"}"));
            traces.put(id, trace.startsWith("00-") ? trace : "none");
        });

        assertThat(traces).hasSize(40);
        for (String topic : List.of("shared.posts", "shared.content")) {
            eventually(() -> assertThat(tracesInKafka(topic)).containsAllEntriesOf(traces));
        }
    }

    @Test
    void ofItsOwnFactsWhoseRowsAreThereOnlyTheOffsetsMoveAndNotForEach() {
        String group = international();
        eventually(() -> uk.log().isSettled(), settled -> settled);
        var batches = new AtomicInteger();
        uk.log().afterEachBatch(batches::incrementAndGet);
        long begin = System.nanoTime();
        for (int i = 0; i < 60; i++) {
            publish(group, "{\"kind\":\"update\",\"body\":\"" + i + "\"}");
        }
        eventually(() -> uk.log().isSettled(), settled -> settled);

        long quarters = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin) / 250;
        assertThat(batches.get()).isPositive().isLessThanOrEqualTo((int) quarters + 1);
    }

    private static Map<String, String> tracesInKafka(String topic) {
        return uk.kafka.readAll(topic).stream().collect(Collectors.toMap(ConsumerRecord::key, record -> {
            Header trace = record.headers().lastHeader("traceparent");
            return trace == null ? "none" : new String(trace.value(), StandardCharsets.US_ASCII);
        }, (first, later) -> first));
    }

    @ParameterizedTest
    @ValueSource(strings = {"?cursor=nonsense", "?cursor=", "?limit=0", "?limit=1000", "?limit=many",
            "?cursor=KzEwMDAwMDAtMDEtMDFUMDA6MDA6MDBaIHg", "?cursor=MDAwMC0wMS0wMVQwMDowMDowMFogMQ"})
    void cursorsAndLimitsThatAreNotOursAreRefused(String query) {
        uk.get(ada, "/api/groups/" + international() + "/posts" + query).expectStatus().isBadRequest().expectHeader()
                .contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "uk-1", "..%2F..", "uk-0198c2f4-0000-7000-8000-000000000000.x", "%00",
            "\ud83d\udca9"})
    void idsOfOtherKindsNameNothing(String id) {
        uk.get(ada, "/api/posts/" + id).expectStatus().is4xxClientError().expectHeader()
                .contentType("application/problem+json");
    }

    private String international() {
        return uk.group(Scope.INTERNATIONAL, Visibility.LISTED, ada);
    }

    private String publish(String group, String json) {
        return id(uk.post(ada, "/api/groups/" + group + "/posts", json, null));
    }

    private static String id(ResponseSpec created) {
        return String.valueOf(body(created.expectStatus().isCreated()).get("id"));
    }

    private static Map<?, ?> body(ResponseSpec response) {
        return requireNonNull(response.expectBody(Map.class).returnResult().getResponseBody());
    }

    private static String problem(ResponseSpec response) {
        Map<?, ?> problem = new java.util.HashMap<>(body(response.expectStatus().isNotFound()));
        problem.remove("instance");
        return problem.toString();
    }

    private static List<String> bodies(Map<?, ?> page) {
        return requireNonNull((List<?>) page.get("items")).stream()
                .map(item -> String.valueOf(((Map<?, ?>) item).get("body")))
                .toList();
    }

    private PostPublished post(String id, String group, int membershipVersion, Instant at) {
        return PostPublished.newBuilder().setEventId(UUID.randomUUID()).setId(id).setVersion(1).setOccurredAt(at)
                .setActorId(ngaio).setGroupId(group).setKind(Kind.UPDATE).setMembershipVersion(membershipVersion)
                .build();
    }

    private ReplyPublished reply(String id, String post, String group) {
        return ReplyPublished.newBuilder().setEventId(UUID.randomUUID()).setId(id).setVersion(1)
                .setOccurredAt(Instant.now()).setActorId(ngaio).setGroupId(group).setPostId(post)
                .setMembershipVersion(1)
                .build();
    }

    private static PostContent content(String id, String body) {
        return PostContent.newBuilder().setId(id).setVersion(1).setBody(body).setTags(List.of()).build();
    }
}
