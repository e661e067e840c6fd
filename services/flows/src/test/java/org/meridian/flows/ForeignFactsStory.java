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
