package org.meridian.posts.drafting;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meridian.events.membership.EndReason;
import org.meridian.events.membership.GroupChanged;
import org.meridian.events.membership.GroupState;
import org.meridian.events.membership.Role;
import org.meridian.events.membership.Scope;
import org.meridian.events.membership.Visibility;
import org.meridian.posts.PostsService;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Limits;
import org.meridian.testing.MembershipFacts;
import org.meridian.testing.Shared;

class DraftsTest {

    private final PostsService uk;
    private final String ada = Ids.create("uk");

    DraftsTest(@Shared PostsService uk) {
        this.uk = uk;
    }

    private String save(String json) {
        return PostsService.id(uk.post(ada, "/api/drafts", json, null));
    }

    private String saveFor(String group, String body) {
        return save("{\"groupId\":\"" + group + "\",\"body\":\"" + body + "\"}");
    }

    private List<?> drafts(String of) {
        return requireNonNull(
                (List<?>) PostsService.body(uk.get(of, "/api/drafts").expectStatus().isOk()).get("items"));
    }

    private @Nullable Object matter(String draft) {
        return PostsService.body(uk.get(ada, "/api/drafts/" + draft).expectStatus().isOk()).get("matter");
    }

    private String groupOfAdas() {
        String group = uk.international(ada);
        eventually(() -> uk.get(ada, "/api/groups/" + group + "/posts").expectStatus().isOk());
        return group;
    }

    @Test
    void whatIsWrittenSoFarIsKeptReplacedAndGoneOnceItIsPublished() {
        String group = groupOfAdas();
        String draft = save("{\"groupId\":\"" + group + "\",\"kind\":\"question\",\"title\":\"Who\",\"body\":\"\","
                + "\"tags\":[\"peat\"],\"language\":\"en\"}");
        uk.put(ada, "/api/drafts/" + draft,
                "{\"groupId\":\"" + group + "\",\"kind\":\"update\",\"body\":\"**Further**\"}")
                .expectStatus().isOk();

        uk.get(ada, "/api/drafts/" + draft).expectBody().jsonPath("$.body").isEqualTo("**Further**").jsonPath("$.kind")
                .isEqualTo("update").jsonPath("$.title").isEqualTo(null).jsonPath("$.tags").isEmpty()
                .jsonPath("$.matter").isEqualTo(null);
        assertThat(drafts(ada)).singleElement().extracting(it -> ((Map<?, ?>) it).get("extract")).isEqualTo("Further");

        uk.publish(ada, group, "{\"kind\":\"update\",\"body\":\"**Further**\",\"draft\":\"" + draft + "\"}");

        uk.get(ada, "/api/drafts/" + draft).expectStatus().isNotFound();
        assertThat(drafts(ada)).isEmpty();
    }

    @Test
    void aReplysDraftKnowsItsThreadAndIsGoneWithTheReply() {
        String group = groupOfAdas();
        String post = uk.publish(ada, group, "{\"kind\":\"discussion\",\"title\":\"Peat\",\"body\":\"b\"}");
        String draft = save("{\"postId\":\"" + post + "\",\"body\":\"Yes\"}");
        uk.get(ada, "/api/drafts/" + draft).expectBody().jsonPath("$.threadId").isEqualTo(post)
                .jsonPath("$.threadTitle")
                .isEqualTo("Peat").jsonPath("$.groupId").isEqualTo(group).jsonPath("$.matter").isEqualTo(null);

        uk.post(ada, "/api/posts/" + post + "/replies", "{\"body\":\"Yes\",\"draft\":\"" + draft + "\"}", null)
                .expectStatus().isCreated();

        assertThat(drafts(ada)).isEmpty();
    }

    @Test
    void whatIsRefusedIsStillADraft() {
        String group = groupOfAdas();
        String draft = saveFor(group, "b");

        uk.post(ada, "/api/groups/" + group + "/posts",
                "{\"kind\":\"rant\",\"body\":\"b\",\"draft\":\"" + draft + "\"}",
                null).expectStatus().isBadRequest();
        uk.post(ada, "/api/groups/" + Ids.create("uk") + "/posts",
                "{\"kind\":\"update\",\"body\":\"b\",\"draft\":\"" + draft + "\"}", null).expectStatus().isNotFound();

        assertThat(drafts(ada)).hasSize(1);
    }

    @Test
    void nobodyElseHasThem() {
        String group = groupOfAdas();
        String ben = Ids.create("uk");
        uk.arrives("shared.membership", MembershipFacts.granted(group, ben, 1, Role.OWNER));
        uk.publish(ben, group, "{\"kind\":\"update\",\"body\":\"Ben's\"}");
        String draft = saveFor(group, "Ada's");

        assertThat(drafts(ben)).isEmpty();
        String none = "/api/drafts/" + Ids.create("uk");
        String anothers = "/api/drafts/" + draft;
        String json = "{\"groupId\":\"" + group + "\",\"body\":\"Ben's\"}";
        assertThat(PostsService.problem(uk.get(ben, anothers))).isEqualTo(PostsService.problem(uk.get(ben, none)));
        assertThat(PostsService.problem(uk.put(ben, anothers, json)))
                .isEqualTo(PostsService.problem(uk.put(ben, none, json)));
        assertThat(PostsService.problem(uk.delete(ben, anothers)))
                .isEqualTo(PostsService.problem(uk.delete(ben, none)));
        uk.publish(ben, group, "{\"kind\":\"update\",\"body\":\"b\",\"draft\":\"" + draft + "\"}");

        uk.get(ada, anothers).expectBody().jsonPath("$.body").isEqualTo("Ada's");
        assertThat(uk.rows().queryForObject("SELECT count(*) FROM outbox WHERE key = ?", Integer.class, draft))
                .isZero();
    }

    @Test
    void itIsKeptWhateverBecomesOfItsGroupAndSaysWhatIsTheMatter() {
        String owner = Ids.create("uk");
        String group = uk.international(owner);
        String secret = uk.group(Scope.INTERNATIONAL, Visibility.SECRET, owner);
        for (String it : List.of(group, secret)) {
            uk.arrives("shared.membership", MembershipFacts.granted(it, ada, 1, Role.MEMBER));
        }
        String post = uk.publish(owner, group, "{\"kind\":\"update\",\"body\":\"b\"}");
        String withdrawn = uk.publish(owner, group, "{\"kind\":\"update\",\"body\":\"b\"}");
        eventually(() -> uk.post(ada, "/api/posts/" + withdrawn + "/replies", "{\"body\":\"r\"}", null).expectStatus()
                .isCreated());
        String kept = saveFor(group, "Kept");
        String unknown = saveFor(secret, "Secret");
        String reply = save("{\"postId\":\"" + post + "\",\"body\":\"Yes\"}");
        String late = save("{\"postId\":\"" + withdrawn + "\",\"body\":\"Late\"}");
        assertThat(List.of(kept, unknown, reply, late)).allMatch(it -> matter(it) == null);

        uk.delete(owner, "/api/posts/" + withdrawn).expectStatus().isNoContent();
        assertThat(matter(late)).isEqualTo("post-withdrawn");
        uk.arrives("shared.membership", MembershipFacts.granted(group, ada, 2, Role.OBSERVER));
        eventually(() -> assertThat(matter(kept)).isEqualTo("observers-only-read"));
        uk.arrives("shared.membership", MembershipFacts.granted(group, ada, 3, Role.MEMBER));
        uk.arrives("shared.membership",
                GroupChanged.newBuilder(MembershipFacts.changed(group, owner, 2, Visibility.LISTED))
                        .setState(GroupState.CLOSED).build());
        eventually(() -> assertThat(matter(kept)).isEqualTo("group-closed"));
        uk.arrives("shared.membership", MembershipFacts.ended(group, ada, 4, EndReason.LEFT));
        uk.arrives("shared.membership", MembershipFacts.ended(secret, ada, 2, EndReason.LEFT));
        eventually(() -> assertThat(matter(kept)).isEqualTo("not-a-member"));
        eventually(() -> assertThat(matter(unknown)).isEqualTo("not-found"));
        assertThat(matter(reply)).isEqualTo("not-found");

        uk.get(ada, "/api/drafts/" + reply).expectBody().jsonPath("$.body").isEqualTo("Yes").jsonPath("$.groupId")
                .isEqualTo(null).jsonPath("$.threadTitle").isEqualTo(null);
        uk.put(ada, "/api/drafts/" + unknown, "{\"groupId\":\"" + secret + "\",\"body\":\"Further\"}").expectStatus()
                .isOk();
        assertThat(drafts(ada)).hasSize(4);
    }

    @Test
    void thereAreSoManyAndNoMoreHoweverManyAreSavedAtOnce() throws Exception {
        String group = groupOfAdas();
        List<Callable<Integer>> saves = IntStream.range(0, Limits.DRAFTS + 10).<Callable<Integer>>mapToObj(
                i -> () -> uk.post(ada, "/api/drafts", "{\"groupId\":\"" + group + "\",\"body\":\"" + i + "\"}", null)
                        .returnResult(Void.class).getStatus().value())
                .toList();
        List<Integer> statuses = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(saves)) {
                statuses.add(answer.get());
            }
        }
        assertThat(statuses.stream().filter(it -> it == 201)).hasSize(Limits.DRAFTS);
        assertThat(statuses.stream().filter(it -> it == 409)).hasSize(10);
        assertThat(drafts(ada)).hasSize(Limits.DRAFTS);
    }

    @Test
    void theyHaveSoManyBytesTogether() {
        String group = groupOfAdas();
        String wide = "\\ud83d\\udc69".repeat(100_000);
        for (int i = 0; i < 5; i++) {
            saveFor(group, wide);
        }
        uk.post(ada, "/api/drafts", "{\"groupId\":\"" + group + "\",\"body\":\"one more\"}", null).expectStatus()
                .isEqualTo(409).expectBody().jsonPath("$.type").isEqualTo("/problems/too-many-drafts");
        assertThat(drafts(ada)).hasSize(5);
    }

    @Test
    void theSameKeySavesOnceAndPagesGoOnWhereTheyEnded() {
        String group = groupOfAdas();
        String json = "{\"groupId\":\"" + group + "\",\"body\":\"once\"}";
        String key = Ids.create("uk");
        String one = PostsService.id(uk.post(ada, "/api/drafts", json, key));
        assertThat(PostsService.id(uk.post(ada, "/api/drafts", json, key))).isEqualTo(one);
        uk.post(ada, "/api/drafts", json.replace("once", "twice"), key).expectStatus().isEqualTo(422);
        String two = saveFor(group, "two");
        String three = saveFor(group, "x".repeat(5_000));

        Map<?, ?> first = PostsService.body(uk.get(ada, "/api/drafts?limit=2"));
        assertThat(ids(first)).containsExactly(three, two);
        assertThat(((Map<?, ?>) requireNonNull((List<?>) first.get("items")).getFirst()).get("body")).isNull();
        assertThat(ids(PostsService.body(uk.get(ada, "/api/drafts?limit=2&cursor=" + first.get("next")))))
                .containsExactly(one);
    }

    private static List<String> ids(Map<?, ?> page) {
        return requireNonNull((List<?>) page.get("items")).stream()
                .map(it -> String.valueOf(((Map<?, ?>) it).get("id"))).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "null", "{}", "{\"body\":\"b\"}", "{\"groupId\":\"x\"}", "{\"groupId\":\"\"}",
            "{\"groupId\":\"GROUP\",\"postId\":\"GROUP\"}", "{\"postId\":\"GROUP\",\"title\":\"t\"}",
            "{\"postId\":\"GROUP\",\"tags\":[\"t\"]}", "{\"groupId\":\"GROUP\",\"kind\":\"rant\"}",
            "{\"groupId\":\"GROUP\",\"body\":\"a\\u0000b\"}", "{\"groupId\":\"GROUP\",\"colour\":\"red\"}",
            "{\"groupId\":\"GROUP\",\"title\":\"one\\ntwo\"}"})
    void badInputIsAProblem(String json) {
        uk.post(ada, "/api/drafts", json.replace("GROUP", Ids.create("uk")), null).expectStatus().isBadRequest()
                .expectHeader().contentType("application/problem+json");
        uk.get(ada, "/api/drafts/none").expectStatus().isNotFound();
        assertThat(drafts(ada)).isEmpty();
    }
}
