package org.meridian.posts.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.posts.PostsService.bodies;
import static org.meridian.posts.PostsService.body;
import static org.meridian.posts.PostsService.id;
import static org.meridian.testing.Waiting.eventually;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.meridian.events.membership.Role;
import org.meridian.posts.PostsService;
import org.meridian.schemas.Ids;
import org.meridian.testing.MembershipFacts;
import org.meridian.testing.Shared;

/** What somebody wrote whom the reader has blocked. */
class BlockedTest {

    private final PostsService uk;
    private final String owner = Ids.create("uk");
    private final String ada = Ids.create("uk");
    private final String mallory = Ids.create("uk");
    private final String group;

    BlockedTest(@Shared PostsService uk) {
        this.uk = uk;
        group = uk.international(owner);
        for (String member : List.of(ada, mallory)) {
            uk.arrives("shared.membership", MembershipFacts.granted(group, member, 1, Role.MEMBER));
        }
    }

    private List<String> feed(String reader) {
        return bodies(body(uk.get(reader, "/api/groups/" + group + "/posts")));
    }

    private Map<?, ?> news(String reader) {
        return body(uk.get(reader, "/api/feed?since=2020-01-01T00:00:00Z"));
    }

    private String update(String author, String text) {
        eventually(() -> uk.get(author, "/api/groups/" + group + "/posts").expectStatus().isOk());
        return uk.publish(author, group, "{\"kind\":\"update\",\"body\":\"" + text + "\"}");
    }

    private String reply(String author, String post, String text) {
        return id(uk.post(author, "/api/posts/" + post + "/replies", "{\"body\":\"" + text + "\"}", null));
    }

    @Test
    void doesNotReachThemInListsThreadsAndNews() {
        String theirs = update(mallory, "theirs");
        String owners = update(owner, "the owner's");
        String under = reply(owner, theirs, "under theirs");
        String replied = reply(mallory, owners, "they reply");
        reply(owner, owners, "another");
        assertThat(feed(ada)).containsExactlyInAnyOrder("theirs", "the owner's");

        uk.arrives("domestic.blocks", MembershipFacts.blocks(ada, 1, mallory));
        eventually(() -> assertThat(feed(ada)).containsExactly("the owner's"));

        assertThat(((Map<?, ?>) ((List<?>) Objects.requireNonNull(
                body(uk.get(ada, "/api/groups/" + group + "/posts")).get("items"))).getFirst()).get("replyCount"))
                .isEqualTo(1);
        assertThat(bodies(news(ada))).containsExactly("the owner's");
        assertThat(String.valueOf(news(ada).get("new"))).contains("byCountry={uk=1}");
        uk.get(ada, "/api/posts/" + owners).expectStatus().isOk().expectBody().jsonPath("$.replies.length()")
                .isEqualTo(1).jsonPath("$.replies[0].body").isEqualTo("another");
        for (String gone : List.of(theirs, replied, under)) {
            uk.get(ada, "/api/posts/" + gone).expectStatus().isNotFound();
        }

        // They see all of it, and so does everybody else.
        assertThat(feed(mallory)).hasSize(2);
        uk.get(owner, "/api/posts/" + owners).expectBody().jsonPath("$.replies.length()").isEqualTo(2);

        uk.arrives("domestic.blocks", MembershipFacts.blocks(ada, 2));
        eventually(() -> assertThat(feed(ada)).hasSize(2));
        uk.get(ada, "/api/posts/" + theirs).expectStatus().isOk();
    }

    @Test
    void isThereForWhoeverModeratesTheGroup() {
        String theirs = update(mallory, "theirs");
        uk.arrives("domestic.blocks", MembershipFacts.blocks(owner, 1, mallory));
        eventually(() -> assertThat(uk.rows().queryForList("SELECT member_id FROM blocks", String.class))
                .contains(owner));

        assertThat(feed(owner)).containsExactly("theirs");
        uk.get(owner, "/api/posts/" + theirs).expectStatus().isOk();
    }
}
