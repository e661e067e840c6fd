package org.meridian.posts.editing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meridian.events.membership.Charter;
import org.meridian.events.membership.EditingTime;
import org.meridian.events.membership.GroupChanged;
import org.meridian.events.membership.GroupState;
import org.meridian.events.membership.Role;
import org.meridian.events.membership.Visibility;
import org.meridian.events.posts.Kind;
import org.meridian.events.posts.PostContent;
import org.meridian.events.posts.EarlierText;
import org.meridian.posts.PostsService;
import org.meridian.schemas.Ids;
import org.meridian.testing.MembershipFacts;
import org.meridian.testing.PostFacts;
import org.meridian.testing.Shared;
import org.springframework.test.web.reactive.server.WebTestClient;

class EditingTest {

    private static final String POST = "{\"kind\":\"question\",\"title\":\"Moss\",\"body\":\"Wich **moss**?\",\"tags\":[\"peat\"],"
            + "\"jurisdiction\":\"UK\",\"language\":\"en\"}";

    private final PostsService uk;
    private final String ada = Ids.create("uk");
    private final String ben = Ids.create("uk");
    private final String group;

    EditingTest(@Shared PostsService uk) {
        this.uk = uk;
        group = uk.international(ada);
        uk.arrives("shared.membership", MembershipFacts.granted(group, ben, 1, Role.MEMBER));
    }

    private WebTestClient.ResponseSpec edit(String author, String post, String json) {
        return uk.patch(author, "/api/posts/" + post, json);
    }

    private List<?> history(String reader, String post) {
        return requireNonNull((List<?>) PostsService
                .body(uk.get(reader, "/api/posts/" + post + "/history").expectStatus().isOk()).get("items"));
    }

    private static List<?> each(List<?> items, String field) {
        return items.stream().map(it -> ((Map<?, ?>) it).get(field)).toList();
    }

    private static void isRefused(WebTestClient.ResponseSpec answer, int status, String type) {
        answer.expectStatus().isEqualTo(status).expectBody().jsonPath("$.type").isEqualTo("/problems/" + type);
    }

    @Test
    void anEditIsReadEverywhereMarkedAndWhatItSaidBeforeByItsAuthorAndModeratorsOnly() {
        String post = uk.publish(ben, group, POST);
        uk.get(ada, "/api/posts/" + post).expectBody().jsonPath("$.editedAt").isEqualTo(null).jsonPath("$.version")
                .isEqualTo(1);

        edit(ben, post, "{\"body\":\"Which **sphagnum**?\",\"title\":\"Mosses\",\"version\":1}").expectStatus().isOk()
                .expectBody().jsonPath("$.version").isEqualTo(2).jsonPath("$.title").isEqualTo("Mosses")
                .jsonPath("$.bodyHtml").isEqualTo("<p dir=\"auto\">Which <strong>sphagnum</strong>?</p>\n")
                .jsonPath("$.tags[0]").isEqualTo("peat");

        uk.get(ada, "/api/posts/" + post).expectBody().jsonPath("$.title").isEqualTo("Mosses").jsonPath("$.version")
                .isEqualTo(2).jsonPath("$.editedAt").isNotEmpty();
        uk.get(ada, "/api/groups/" + group + "/posts").expectBody().jsonPath("$.items[0].extract")
                .isEqualTo("Which sphagnum?").jsonPath("$.items[0].editedAt").isNotEmpty();
        uk.get(ada, "/api/search?q=sphagnum").expectBody().jsonPath("$.items[0].id").isEqualTo(post)
                .jsonPath("$.items[0].editedAt").isNotEmpty();
        uk.get(ada, "/api/search?q=wich").expectBody().jsonPath("$.items").isEmpty();
        for (String reader : List.of(ada, ben)) {
            assertThat(each(history(reader, post), "body")).isEqualTo(List.of("Which **sphagnum**?", "Wich **moss**?"));
            assertThat(each(history(reader, post), "title")).isEqualTo(List.of("Mosses", "Moss"));
            assertThat(each(history(reader, post), "version")).isEqualTo(List.of(2, 1));
        }
        String reader = Ids.create("uk");
        uk.arrives("shared.membership", MembershipFacts.granted(group, reader, 1, Role.MEMBER));
        eventually(() -> isRefused(uk.get(reader, "/api/posts/" + post + "/history"), 403, "moderators-only"));
        uk.get(Ids.create("uk"), "/api/posts/" + post + "/history").expectStatus().isNotFound();
        Map<?, ?> first = PostsService.body(uk.get(ada, "/api/posts/" + post + "/history?limit=1"));
        assertThat(each(requireNonNull((List<?>) PostsService
                .body(uk.get(ada, "/api/posts/" + post + "/history?limit=1&cursor=" + first.get("next"))).get("items")),
                "version")).isEqualTo(List.of(1));
    }

    @Test
    void ofTwoEditsAtOnceOneIsRefusedAndNoTextIsLost() throws Exception {
        String post = uk.publish(ben, group, POST);
        List<Callable<Integer>> edits = IntStream.range(0, 8).<Callable<Integer>>mapToObj(
                i -> () -> edit(ben, post, "{\"body\":\"edit " + i + "\",\"version\":1}").returnResult(Void.class)
                        .getStatus()
                        .value())
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> answers = threads.invokeAll(edits).stream().map(it -> it.resultNow()).toList();
            assertThat(answers).containsOnly(200, 409).containsOnlyOnce(200);
        }
        assertThat(each(history(ben, post), "version")).isEqualTo(List.of(2, 1));
        isRefused(edit(ben, post, "{\"body\":\"later\",\"version\":1}"), 409, "text-changed");
        edit(ben, post, "{\"body\":\"later\",\"version\":2}").expectStatus().isOk();
        edit(ben, post, "{\"body\":\"later\",\"version\":1}").expectStatus().isOk().expectBody().jsonPath("$.version")
                .isEqualTo(3);
    }

    @Test
    void whatIsSomebodyElsesGoneOrInAClosedGroupIsNotEdited() {
        String post = uk.publish(ben, group, POST);
        String reply = PostsService.id(uk.post(ada, "/api/posts/" + post + "/replies", "{\"body\":\"r\"}", null));
        assertThat(PostsService.problem(edit(ada, post, "{\"body\":\"x\"}")))
                .isEqualTo(PostsService.problem(edit(ada, Ids.create("uk"), "{\"body\":\"x\"}")));
        edit(ada, reply, "{\"title\":\"x\"}").expectStatus().isBadRequest();
        edit(ada, reply, "{\"body\":\"better\"}").expectStatus().isOk();

        String another = uk.international(ben);
        String removed = uk.publish(ben, another, POST);
        uk.arrives("shared.membership", state(another, 2, GroupState.CLOSED, Instant.now().minusSeconds(60)));
        uk.arrives("shared.membership", state(another, 3, GroupState.OPEN, Instant.now()));
        eventually(() -> isRefused(edit(ben, removed, "{\"body\":\"x\"}"), 409, "post-withdrawn"));
        uk.get(ben, "/api/posts/" + removed + "/history").expectStatus().isNotFound();

        uk.delete(ben, "/api/posts/" + post).expectStatus().isNoContent();
        isRefused(edit(ben, post, "{\"body\":\"x\"}"), 409, "post-withdrawn");

        uk.arrives("shared.membership", state(group, 2, GroupState.CLOSED, Instant.now()));
        eventually(() -> isRefused(edit(ada, reply, "{\"body\":\"x\"}"), 409, "group-closed"));
    }

    private GroupChanged state(String of, int version, GroupState state, Instant at) {
        return GroupChanged.newBuilder(MembershipFacts.changed(of, ada, version, Visibility.LISTED)).setState(state)
                .setOccurredAt(at).build();
    }

    @Test
    void untilWhenAnAuthorEditsIsSaidByTheCharter() {
        String post = uk.publish(ben, group, POST);
        Charter charter = MembershipFacts.charter(group, "Mosses");
        uk.arrives("shared.charters", Charter.newBuilder(charter).setVersion(2).setEditing(EditingTime.NEVER).build());
        eventually(() -> isRefused(edit(ben, post, "{\"body\":\"x\"}"), 409, "too-late-to-edit"));

        uk.arrives("shared.charters", Charter.newBuilder(charter).setVersion(3).setEditing(EditingTime.HOUR).build());
        eventually(() -> edit(ben, post, "{\"body\":\"x\"}").expectStatus().isOk());
    }

    @Test
    void withAWithdrawalEveryTextGoesFromRowsAndWhatComesLaterIsRefused() {
        String post = uk.publish(ben, group, POST);
        edit(ben, post, "{\"body\":\"without the name\"}").expectStatus().isOk();

        uk.delete(ben, "/api/posts/" + post).expectStatus().isNoContent();

        assertThat(uk.rows().queryForList("SELECT concat_ws(' ', title, body, earlier) FROM post WHERE id = ?",
                String.class, post)).containsExactly("");
        uk.get(ben, "/api/posts/" + post + "/history").expectStatus().isNotFound();
        eventually(() -> assertThat(uk.kafka.readAll("shared.content")).filteredOn(it -> it.key().equals(post)).last()
                .satisfies(it -> assertThat(it.value()).isNull()));
    }

    /** Content before its fact, the newest text first, and a text that a peer edited before this node heard of the post. */
    @Test
    void whatAnotherCountryEditedIsReadAsItIsNowInWhateverOrderItCame() {
        String ngaio = Ids.create("nz");
        String post = Ids.create("nz");
        Instant now = Instant.now();
        uk.arrives("shared.membership", MembershipFacts.granted(group, ngaio, 1, Role.MEMBER));
        PostContent first = PostFacts.content(post, null, "first");
        uk.arrives("nz.shared.content", PostContent.newBuilder(first).setVersion(2).setBody("second").setEditedAt(now)
                .setEarlier(List.of(EarlierText.newBuilder().setVersion(1).setWrittenAt(now.minus(Duration.ofHours(1)))
                        .setBody("first").build()))
                .build());
        uk.arrives("nz.shared.content", first);
        uk.arrives("nz.shared.posts", PostFacts.published(post, group, ngaio, Kind.UPDATE, now));
        uk.arrives("nz.shared.posts", PostFacts.edited(post, group, ngaio, now.plusSeconds(1)));

        eventually(() -> uk.get(ada, "/api/posts/" + post).expectStatus().isOk().expectBody().jsonPath("$.body")
                .isEqualTo("second").jsonPath("$.version").isEqualTo(2).jsonPath("$.editedAt").isNotEmpty());
        assertThat(each(history(ada, post), "body")).isEqualTo(List.of("second", "first"));
        assertThat(uk.rows().queryForObject("SELECT count(*) FROM parked WHERE key = ?", Integer.class, post)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "null", "{\"body\":\"\"}", "{\"body\":\" \"}", "{\"body\":\"a\\u0000b\"}",
            "{\"kind\":\"update\"}", "{\"title\":\"a\\nb\"}", "{\"tags\":[null]}", "{\"language\":\"klingon\"}",
            "{\"version\":\"x\"}"})
    void badInputIsAProblem(String json) {
        String post = uk.publish(ben, group, POST);
        edit(ben, post, json).expectStatus().isBadRequest().expectHeader().contentType("application/problem+json");
        assertThat(history(ben, post)).hasSize(1);
    }
}
