package org.meridian.posts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.events.membership.Role;
import org.meridian.events.membership.Scope;
import org.meridian.events.membership.Visibility;
import org.meridian.schemas.Ids;
import org.meridian.testing.MembershipFacts;
import org.meridian.testing.PostFacts;
import org.meridian.testing.Shared;

class MembersTest {

    private final PostsService uk;
    private final String ada = Ids.create("uk");
    private final String ngaio = Ids.create("nz");

    MembersTest(@Shared PostsService uk) {
        this.uk = uk;
    }

    @Test
    void authorsHaveTheirNewestNameOnceTheirProfileIsHere() {
        String group = uk.international(ada);
        String post = uk.publish(ada, group, "{\"kind\":\"update\",\"body\":\"b\"}");
        uk.get(ada, "/api/posts/" + post).expectBody().jsonPath("$.authorName").isEqualTo(null);
        String reply = Ids.create("nz");
        uk.arrives("shared.membership", MembershipFacts.granted(group, ngaio, 1, Role.MEMBER));
        uk.arrives("nz.shared.content", PostFacts.content(reply, null, "from New Zealand"));
        uk.arrives("nz.shared.posts", PostFacts.replied(reply, post, group, ngaio, Instant.now()));

        uk.arrives("shared.profiles", MembershipFacts.profile(ada, 2, "Ada Lovelace"));
        uk.arrives("shared.profiles", MembershipFacts.profile(ada, 1, "Ada Byron"));
        uk.arrives("nz.shared.profiles", MembershipFacts.profile(ngaio, 1, "Ngaio Marsh"));

        eventually(() -> uk.get(ada, "/api/posts/" + post).expectBody().jsonPath("$.authorName")
                .isEqualTo("Ada Lovelace").jsonPath("$.replies[0].authorName").isEqualTo("Ngaio Marsh"));
        uk.get(ada, "/api/groups/" + group + "/posts").expectBody().jsonPath("$.items[0].authorName")
                .isEqualTo("Ada Lovelace");
    }

    @Test
    void aPeerCannotNameAnotherCountrysMember() {
        String post = uk.publish(ada, uk.international(ada), "{\"kind\":\"update\",\"body\":\"b\"}");

        uk.arrives("nz.shared.profiles", MembershipFacts.profile(ada, 1, "Mallory"));

        eventually(() -> assertThat(uk.rows().queryForList("SELECT reason FROM parked WHERE key = ?",
                String.class, ada)).containsExactly("provenance"));
        uk.get(ada, "/api/posts/" + post).expectBody().jsonPath("$.authorName").isEqualTo(null);
    }

    @Test
    void aPeerCannotMakeMembersOfAnotherCountrysGroup() {
        String group = uk.group(Scope.INTERNATIONAL, Visibility.SECRET, ada);
        String accomplice = Ids.create("uk");
        MembershipGranted honestId = MembershipFacts.granted(group, accomplice, 1, Role.OWNER);
        MembershipGranted forgedId = MembershipGranted.newBuilder(honestId)
                .setId(Ids.derived(Ids.create("nz"), accomplice)).build();

        uk.arrives("nz.shared.membership", honestId);
        uk.arrives("nz.shared.membership", forgedId);

        eventually(() -> assertThat(uk.rows().queryForList("SELECT reason FROM parked WHERE key IN (?, ?)",
                String.class, honestId.getId(), forgedId.getId())).containsExactly("provenance", "provenance"));
        uk.get(accomplice, "/api/groups/" + group + "/posts").expectStatus().isNotFound();
    }
}
