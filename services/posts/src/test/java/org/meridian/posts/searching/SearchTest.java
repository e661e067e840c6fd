package org.meridian.posts.searching;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meridian.events.membership.EndReason;
import org.meridian.events.membership.Role;
import org.meridian.events.membership.Scope;
import org.meridian.events.membership.Visibility;
import org.meridian.events.posts.Kind;
import org.meridian.posts.PostsService;
import org.meridian.schemas.Ids;
import org.meridian.testing.MembershipFacts;
import org.meridian.testing.NaughtyStrings;
import org.meridian.testing.PostFacts;
import org.meridian.testing.Shared;

class SearchTest {

    private final PostsService uk;
    private final String ada = Ids.create("uk");

    SearchTest(@Shared PostsService uk) {
        this.uk = uk;
    }

    private List<?> find(String reader, String query, String... filters) {
        String more = filters.length == 0 ? "" : "&" + String.join("&", filters);
        return requireNonNull(
                (List<?>) PostsService.body(uk.getEncoded(reader, "/api/search?q=" + encoded(query) + more)
                        .expectStatus().isOk()).get("items"));
    }

    private List<String> ids(String reader, String query, String... filters) {
        return find(reader, query, filters).stream().map(it -> String.valueOf(((Map<?, ?>) it).get("id"))).toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String post(String group, String title, String body) {
        return uk.publish(ada, group, "{\"kind\":\"discussion\",\"title\":\"%s\",\"body\":\"%s\",\"tags\":[\"Courts\"]}"
                .formatted(title, body));
    }

    @ParameterizedTest
    @CsvSource({"grandmother, true", "grandmothers visiting, true", "VISIT, true", "whanau, true", "whānau, true",
            "visits -school, true",
            "visits -grandmother, false", "'\"weekly visits\"', true", "'\"visits weekly\"', false",
            "nothing or grandmother, true",
            "nothing or else, false", "grandmother nothing, false", "out-of-home care, true", "children in care, true",
            "foster care, true",
            "'\"foster care\"', false", "-visits, false", "the, false", "courts, true", "kinship, true",
            "self referral, true", "self-referral, true"})
    void wordsFormsPhrasesAndOtherCountriesWordsAreFound(String query, boolean found) {
        String reader = Ids.create("uk");
        String group = uk.international(ada);
        uk.arrives("shared.membership", MembershipFacts.granted(group, reader, 1, Role.MEMBER));
        String post = post(group, "Kinship",
                "A **looked-after child** has weekly visits to a grandmother, whānau first. Self-referral.");

        eventually(() -> assertThat(ids(reader, query)).isEqualTo(found ? List.of(post) : List.of()));
    }

    @Test
    void filtersNarrowItAndWithoutWordsTheNewestComeFirst() {
        String reader = Ids.create("uk");
        String one = uk.international(reader);
        String two = uk.international(reader);
        String question = uk.publish(reader, one,
                "{\"kind\":\"question\",\"title\":\"Peat\",\"body\":\"peat\",\"tags\":[\"Bogs\"]}");
        String reply = PostsService
                .id(uk.post(reader, "/api/posts/" + question + "/replies", "{\"body\":\"peat too\"}", null));
        String update = uk.publish(reader, two, "{\"kind\":\"update\",\"body\":\"peat elsewhere\"}");
        String ngaio = Ids.create("nz");
        uk.arrives("shared.membership", MembershipFacts.granted(two, ngaio, 1, Role.MEMBER));
        String abroad = Ids.create("nz");
        uk.arrives("nz.shared.posts",
                PostFacts.published(abroad, two, ngaio, Kind.UPDATE, Instant.now().minusSeconds(172_800)));
        uk.arrives("nz.shared.content", PostFacts.content(abroad, null, "peat abroad"));

        eventually(() -> assertThat(ids(reader, "peat")).containsExactlyInAnyOrder(question, reply, update, abroad));
        assertThat(ids(reader, "peat", "group=" + two)).containsExactly(update, abroad);
        assertThat(ids(reader, "peat", "kind=question")).containsExactly(question);
        assertThat(ids(reader, "peat", "kind=reply")).containsExactly(reply);
        assertThat(ids(reader, "peat", "country=nz")).containsExactly(abroad);
        assertThat(ids(reader, "peat", "author=" + ngaio)).containsExactly(abroad);
        assertThat(ids(reader, "peat", "tag=bogs")).containsExactlyInAnyOrder(question, reply);
        assertThat(ids(reader, "peat", "until=" + Instant.now().minusSeconds(86_400))).containsExactly(abroad);
        assertThat(ids(reader, "peat", "from=" + Instant.now().minusSeconds(86_400))).doesNotContain(abroad).hasSize(3);
        assertThat(ids(reader, "", "group=" + one)).containsExactly(reply, question);
        assertThat(ids(reader, "peat", "group=uk-none")).isEmpty();
        assertThat(ids(reader, "peat", "from=0000-01-01T00:00:00Z")).hasSize(4);
        Map<?, ?> found = (Map<?, ?>) requireNonNull(find(reader, "peat", "kind=reply").getFirst());
        assertThat(found.get("threadTitle")).isEqualTo("Peat");
        assertThat(found.get("extractHtml")).isEqualTo("<mark>peat</mark> too");
        assertThat(found.get("body")).isNull();
    }

    @Test
    void whatStandsInTheTitleComesFirstAndWhatIsMuchNewerBeforeIt() {
        String reader = Ids.create("uk");
        String group = uk.international(reader);
        String inTitle = uk.publish(reader, group,
                "{\"kind\":\"discussion\",\"title\":\"Sphagnum\",\"body\":\"About moss.\"}");
        String inText = uk.publish(reader, group,
                "{\"kind\":\"discussion\",\"title\":\"Moss\",\"body\":\"%s sphagnum\"}"
                        .formatted("It is green. ".repeat(50)));
        assertThat(ids(reader, "sphagnum")).containsExactly(inTitle, inText);

        String ngaio = Ids.create("nz");
        uk.arrives("shared.membership", MembershipFacts.granted(group, ngaio, 1, Role.MEMBER));
        String old = Ids.create("nz");
        uk.arrives("nz.shared.posts",
                PostFacts.published(old, group, ngaio, Kind.DISCUSSION, Instant.now().minusSeconds(86_400L * 900)));
        uk.arrives("nz.shared.content", PostFacts.content(old, "Sphagnum", "Sphagnum"));
        eventually(() -> assertThat(ids(reader, "sphagnum")).containsExactly(inTitle, inText, old));
    }

    @Test
    void pagesNeitherSkipNorRepeatWhileOthersWrite() {
        String reader = Ids.create("uk");
        String group = uk.international(reader);
        List<String> written = IntStream.range(0, 25).mapToObj(i -> uk.publish(reader, group,
                "{\"kind\":\"update\",\"body\":\"lichen " + "x ".repeat(i % 7) + "\"}")).toList();
        List<String> read = new ArrayList<>();
        Object next = "";
        while (next != null) {
            Map<?, ?> page = PostsService
                    .body(uk.get(reader, "/api/search?q=lichen&limit=4" + (next.equals("") ? "" : "&cursor=" + next)));
            requireNonNull((List<?>) page.get("items"))
                    .forEach(it -> read.add(String.valueOf(((Map<?, ?>) it).get("id"))));
            next = page.get("next");
            uk.publish(reader, group, "{\"kind\":\"update\",\"body\":\"lichen between\"}");
        }

        assertThat(read).doesNotHaveDuplicates().containsAll(written);
        uk.get(reader,
                "/api/search?q=moss&cursor="
                        + PostsService.body(uk.get(reader, "/api/search?q=lichen&limit=1")).get("next"))
                .expectStatus().isBadRequest();
    }

    @Test
    void whatOneMayNotReadIsNotFoundAndWhatIsTakenBackOrLeftIsGoneAtOnce() {
        String reader = Ids.create("uk");
        String group = uk.group(Scope.INTERNATIONAL, Visibility.SECRET, ada);
        String post = post(group, "Secret", "quagmire");
        String reply = PostsService
                .id(uk.post(ada, "/api/posts/" + post + "/replies", "{\"body\":\"quagmire\"}", null));
        assertThat(ids(reader, "quagmire")).isEmpty();
        assertThat(ids(reader, "", "group=" + group)).isEmpty();
        assertThat(ids(reader, "quagmire", "author=" + ada)).isEmpty();
        uk.arrives("shared.membership", MembershipFacts.granted(group, reader, 1, Role.MEMBER));
        eventually(() -> assertThat(ids(reader, "quagmire")).containsExactlyInAnyOrder(post, reply));
        String other = Ids.create("uk");
        assertThat(ids(other, group)).isEmpty();

        uk.delete(ada, "/api/posts/" + reply).expectStatus().isNoContent();
        assertThat(ids(reader, "quagmire")).containsExactly(post);
        assertThat(uk.rows().queryForObject("SELECT words IS NULL FROM post WHERE id = ?", Boolean.class, reply))
                .isTrue();
        uk.arrives("shared.membership", MembershipFacts.ended(group, reader, 2, EndReason.REMOVED));
        eventually(() -> assertThat(ids(reader, "quagmire")).isEmpty());
        assertThat(ids(ada, "quagmire", "group=" + group)).containsExactly(post);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kind=rant", "from=yesterday", "until=1", "limit=0", "limit=101", "cursor=none",
            "colour=red"})
    void badFiltersAreRefused(String filter) {
        uk.get(ada, "/api/search?q=a&" + filter).expectStatus().isBadRequest();
    }

    @Test
    void nothingThatIsTypedFails() {
        String reader = Ids.create("uk");
        String group = uk.international(reader);
        uk.publish(reader, group, "{\"kind\":\"update\",\"body\":\"a\"}");
        for (String naughty : NaughtyStrings.all()) {
            if (naughty.length() < 200) {
                var answer = uk.getEncoded(reader, "/api/search?q=" + encoded(naughty));
                assertThat(answer.returnResult(Void.class).getStatus().value()).as(naughty).isIn(200, 400);
            }
        }
        for (String typed : List.of("\"", "\"\"", "-", "--", "-\"\"", "or", "or or", "a or", "!", "a & b | (c", ":*",
                "a:*", "'", "\\", "' ' | '",
                "-a -b", "(".repeat(200), "\" ".repeat(100), "in care", "looked after ".repeat(15))) {
            find(reader, typed);
        }
    }

    /** As many different words as there is room for, and long ones. */
    @Test
    void everyTextCanBePublishedAndFound() {
        String reader = Ids.create("uk");
        String group = uk.international(reader);
        String many = IntStream.range(0, 25_000).mapToObj(i -> Integer.toString(i + 36 * 36 * 36, 36))
                .collect(Collectors.joining(" ")).substring(0, 100_000);
        String wide = IntStream.range(0, 49_000)
                .mapToObj(i -> "\\ud8" + String.format("%02x", 0x40 + i / 1024) + "\\ud"
                        + String.format("%03x", 0xc00 + i % 1024))
                .collect(Collectors.joining(" "));
        for (String body : List.of(many, wide, "x".repeat(100_000), "a-".repeat(50_000), "a.b@c.de/".repeat(11_000))) {
            String post = uk.publish(reader, group,
                    "{\"kind\":\"update\",\"title\":\"peculiar\",\"body\":\"" + body + "\"}");
            assertThat(ids(reader, "peculiar")).contains(post);
        }
    }

    /** The index is a part of the row, and written again with it. */
    @Test
    void contentAndFactComeInEitherOrder() {
        String reader = Ids.create("uk");
        String group = uk.international(reader);
        String ngaio = Ids.create("nz");
        uk.arrives("shared.membership", MembershipFacts.granted(group, ngaio, 1, Role.MEMBER));
        String post = Ids.create("nz");
        uk.arrives("nz.shared.content", PostFacts.content(post, null, "bulrush"));
        uk.arrives("nz.shared.posts", PostFacts.published(post, group, ngaio, Kind.UPDATE, Instant.now()));

        eventually(() -> assertThat(ids(reader, "bulrushes")).containsExactly(post));
    }
}
