package org.meridian.posts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.meridian.events.membership.Role;
import org.meridian.events.membership.Scope;
import org.meridian.events.membership.Visibility;
import org.meridian.schemas.Ids;
import org.meridian.testing.MembershipFacts;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Two instances behind one address: a caller meets the one or the other. */
@Tag("long")
class TwoPostsServicesTest {

    private static PostsService one;
    private static PostsService two;

    private final String ada = Ids.create("uk");

    @BeforeAll
    static void start() {
        one = new PostsService();
        two = one.another();
        eventually(() -> one.kafka.consumers("meridian-posts"), consumers -> consumers == 2);
    }

    @AfterAll
    static void stop() {
        two.leave();
        one.close();
    }

    /** Calls alternate. */
    private static PostsService instance(int call) {
        return call % 2 == 0 ? one : two;
    }

    @Test
    void whatOneTookTheOtherShowsAndNothingIsPostedTwice() {
        String group = one.group(Scope.INTERNATIONAL, Visibility.LISTED, ada);
        Set<String> posts = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            String json = "{\"kind\":\"update\",\"body\":\"" + i + "\"}";
            String id = id(instance(i).post(ada, "/api/groups/" + group + "/posts", json, "key-" + i));
            instance(i + 1).get(ada, "/api/posts/" + id).expectStatus().isOk();
            assertThat(id(instance(i + 1).post(ada, "/api/groups/" + group + "/posts", json, "key-" + i)))
                    .isEqualTo(id);
            posts.add(id);
        }
        assertThat(posts).hasSize(40);
        String withdrawn = posts.iterator().next();
        instance(0).delete(ada, "/api/posts/" + withdrawn).expectStatus().isNoContent();
        eventually(() -> assertThat(factsInKafka(posts)).as("one for each post, and one withdrawal").isEqualTo(41));
        eventually(() -> assertThat(lastContent(withdrawn)).as("a tombstone").isNull());
        Map<?, ?> feed = instance(1).get(ada, "/api/groups/" + group + "/posts?limit=100").expectBody(Map.class)
                .returnResult().getResponseBody();
        assertThat((List<?>) Objects.requireNonNull(feed).get("items")).hasSize(39);
    }

    /** Whichever instance projects the membership, the other waits for it. */
    @Test
    void aMembershipThatWasJustGrantedCountsAtBoth() {
        String group = one.group(Scope.INTERNATIONAL, Visibility.LISTED, ada);
        for (int i = 0; i < 20; i++) {
            String member = Ids.create("uk");
            one.arrives("shared.membership", MembershipFacts.granted(group, member, 1, Role.MEMBER));
            instance(i).get(member, "/api/groups/" + group + "/posts").expectStatus().isOk();
        }
    }

    private static String id(ResponseSpec response) {
        Map<?, ?> body = response.expectStatus().isCreated().expectBody(Map.class).returnResult().getResponseBody();
        return String.valueOf(Objects.requireNonNull(body).get("id"));
    }

    private static long factsInKafka(Set<String> ids) {
        return one.kafka.readAll("shared.posts").stream().filter(it -> ids.contains(it.key())).count();
    }

    private static byte @Nullable [] lastContent(String id) {
        return one.kafka.readAll("shared.content").stream().filter(it -> it.key().equals(id)).toList().getLast()
                .value();
    }
}
