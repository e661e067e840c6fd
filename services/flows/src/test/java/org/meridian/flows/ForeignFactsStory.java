package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meridian.events.log.SchemaAnnounced;
import org.meridian.events.membership.Role;
import org.meridian.events.posts.PostPublished;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.meridian.testing.MembershipFacts;
import org.meridian.testing.PostFacts;
import tools.jackson.databind.JsonNode;

/** What a peer's node writes that this one would not: a forgery, and a newer version of a known record. */
@ExtendWith(SharedNetwork.class)
class ForeignFactsStory {

    private static final int NEWER = 4711;

    private final Country uk;
    private final Country nz;

    ForeignFactsStory(Network network) {
        uk = network.uk();
        nz = network.nz();
    }

    @Test
    void whatNewZealandSaysOfABritishGroupIsParkedAndBlocksNothing() {
        Member ada = uk.signsUp("Ada");
        Member ngaio = nz.signsUp("Ngaio");
        Member mallory = nz.signsUp("Mallory");
        String group = ada.founds("Coveted", Map.of("joining", "approval"));
        String request = ngaio.asksToJoin(group);
        eventually(() -> ada.http().get("/api/join-requests/" + request), answer -> answer.status() == 200);
        ada.approves(request);
        ngaio.waitsUntilRequestIs("granted", request);
        String forgedId = Ids.derived(group, mallory.id());
        var forged = MembershipFacts.granted(group, mallory.id(), 1, Role.OWNER);

        nz.kafka().send(Topics.SHARED_MEMBERSHIP, forgedId, Facts.encode(forged));

        List<Operator.Parked> parked = eventually(() -> uk.operator().parked(forgedId), found -> found.size() == 3);
        assertThat(parked).allSatisfy(record -> {
            assertThat(record.reason()).isEqualTo("provenance");
            assertThat(record.topic()).isEqualTo("nz.shared.membership");
        }).extracting(Operator.Parked::service).containsExactlyInAnyOrder("membership", "posts",
                "notifications");
        ada.waitsUntilItShows(ngaio.publishes(group, "Nothing is blocked"));
        assertThat(mallory.tries(group, "I own this now").status()).isEqualTo(403);
        assertThat(uk.rows().query("SELECT id FROM membership.membership WHERE id = '" + forgedId + "'")).isEmpty();
    }

    @Test
    void aMembershipThatNobodyAskedForIsAnOfferUntilItIsAccepted() {
        Member ada = uk.signsUp("Ada");
        Member ngaio = nz.signsUp("Ngaio");
        UnaskedGroup group = UnaskedGroup.of(nz, ngaio);
        String post = ngaio.publishes(group.id(), "Come in");

        group.grants(ada, 1, Role.MODERATOR);

        JsonNode offered = eventually(() -> mine(ada, group), found -> !found.isMissingNode());
        assertThat(offered.get("myRole").isNull()).isTrue();
        assertThat(offered.get("offeredRole").asString()).isEqualTo("moderator");
        assertThat(offered.get("members").asInt()).as("as Ada's node counts them").isEqualTo(1);
        eventually(() -> ngaio.group(group.id()).get("members").asInt(), asTheHomeCounts -> asTheHomeCounts == 2);
        eventually(() -> uk.rows().query("SELECT id FROM posts.showable_post WHERE id = '" + post + "'"),
                found -> !found.isEmpty());
        assertThat(ada.http().get("/api/posts/" + post).status()).as("as for everybody outside").isEqualTo(404);
        assertThat(ada.http().get("/api/groups/" + group.id() + "/posts").status()).isEqualTo(403);
        assertThat(ada.http().get("/api/groups/" + group.id() + "/members").status()).isEqualTo(403);
        assertThat(ada.http().get("/api/feed?since=2020-01-01T00:00:00Z").with(200).toString())
                .doesNotContain(group.id());
        assertThat(ada.http().get("/api/digests/next").with(200).toString()).doesNotContain(group.id());

        ada.http().post("/api/groups/" + group.id() + "/members/me").with(204);

        assertThat(mine(ada, group).get("myRole").asString()).isEqualTo("moderator");
        ada.waitsUntilItShows(post);
        ngaio.waitsUntilItShows(ada.publishes(group.id(), "Here I am"));
        String request = ada.http().get("/api/join-requests?mine=true").with(200).get("items").get(0).get("id")
                .asString();
        ada.waitsUntilRequestIs("granted", request);
        assertThat(mine(ada, group).get("myRole").asString()).as("the role that was offered").isEqualTo("moderator");
    }

    @Test
    void whoDeclinesAnOfferLeavesAndIsOnlyOfferedItAgain() {
        Member ben = uk.signsUp("Ben");
        Member ngaio = nz.signsUp("Ngaio");
        UnaskedGroup group = UnaskedGroup.of(nz, ngaio);
        group.grants(ben, 1, Role.OWNER);
        eventually(() -> mine(ben, group), found -> !found.isMissingNode());

        ben.leaves(group.id());

        assertThat(mine(ben, group).isMissingNode()).isTrue();
        eventually(() -> ngaio.group(group.id()).get("members").asInt(), members -> members == 1);
        assertThat(ben.http().post("/api/groups/" + group.id() + "/members/me").status()).isEqualTo(404);

        group.grants(ben, 3, Role.OWNER);

        JsonNode again = eventually(() -> mine(ben, group), found -> !found.isMissingNode());
        assertThat(again.get("offeredRole").asString()).isEqualTo("owner");
        assertThat(again.get("myRole").isNull()).isTrue();
    }

    private static JsonNode mine(Member member, UnaskedGroup group) {
        return member.http().get("/api/groups?mine=true&limit=100").with(200).get("items").valueStream()
                .filter(it -> it.get("id").asString().equals(group.id())).findFirst().orElse(Http.JSON.missingNode());
    }

    @Test
    void aRecordWithANewOptionalFieldIsReadAtOnce() throws IOException {
        Member ada = uk.signsUp("Ada");
        Member ngaio = nz.signsUp("Ngaio");
        String group = ada.founds("Up to date");
        ngaio.joins(group);
        Schema newer = withOptionalField(PostPublished.getClassSchema());
        nz.kafka().send(Topics.SHARED_SCHEMAS, String.valueOf(NEWER), Facts.encode(SchemaAnnounced.newBuilder()
                .setSchemaId(NEWER).setSubject(Topics.subject(Topics.SHARED_POSTS, newer.getFullName()))
                .setSchemaVersion(2).setSchema$(newer.toString()).build()));

        String post = Ids.create("nz");
        nz.kafka().send(Topics.SHARED_POSTS, post, Facts.wire(NEWER, Facts.generic(newer,
                Map.of("id", post, "version", 1, "actorId", ngaio.id(), "groupId", group, "kind",
                        new GenericData.EnumSymbol(newer.getField("kind").schema(), "UPDATE"), "membershipVersion", 1,
                        "mood", "cheerful"))));
        nz.kafka().send(Topics.SHARED_CONTENT, post,
                Facts.encode(PostFacts.content(post, "News", "Written by a newer node")));

        assertThat(ada.waitsUntilItShows(post).get("body").asString()).isEqualTo("Written by a newer node");
        assertThat(uk.operator().parked(post)).isEmpty();
    }

    private static Schema withOptionalField(Schema schema) {
        String text = schema.toString();
        int end = text.lastIndexOf("]");
        return new Schema.Parser().parse(text.substring(0, end)
                + ",{\"name\":\"mood\",\"type\":[\"null\",\"string\"],\"default\":null}" + text.substring(end));
    }
}
