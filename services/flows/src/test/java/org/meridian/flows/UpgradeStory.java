package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meridian.events.posts.PostWithdrawn;
import org.meridian.schemas.Topics;
import org.meridian.testing.PostFacts;

/** New Zealand runs the next release already; the UK is upgraded later. */
@Tag("long")
@ExtendWith(SharedNetwork.class)
class UpgradeStory {

    private final Network network;
    private final Country uk;
    private final Country nz;

    UpgradeStory(Network network) {
        this.network = network;
        uk = network.uk();
        nz = network.nz();
    }

    @Test
    void whatTheUkDoesNotKnowYetWaitsForItsUpgradeAndIsThenAppliedInOrder() throws IOException {
        Member ada = uk.signsUp("Ada");
        Member ngaio = nz.signsUp("Ngaio");
        String group = ada.founds("Release notes");
        ngaio.joins(group);
        String post = ngaio.publishes(group, "To be highlighted, and then withdrawn");
        ada.waitsUntilItShows(post);
        NextRelease next = NextRelease.of(network.release());
        nz.stop();
        nz.runs(next.release());
        nz.start();

        nz.kafka().send(Topics.SHARED_POSTS, post, Facts.wire(next.schemaId(), Facts.generic(next.schema(),
                Map.of("id", post, "version", 2, "actorId", ngaio.id(), "groupId", group))));
        nz.kafka().send(Topics.SHARED_POSTS, post,
                Facts.encode(PostWithdrawn.newBuilder(PostFacts.withdrawn(post, group, ngaio.id(), Instant.now()))
                        .setVersion(3).build()));
        ngaio.waitsUntilItIsGone(post);
        eventually(() -> uk.operator().parked(post).stream().map(Operator.Parked::reason).sorted().toList(),
                List.of("gap", "gap", "unknown-type", "unknown-type")::equals); // by posts and by notifications
        assertThat(ada.waitsUntilItShows(post).get("body").asString()).startsWith("To be highlighted");
        ada.waitsUntilItShows(ngaio.publishes(group, "Nothing else waits"));

        uk.stop();
        uk.runs(next.release());
        uk.start();
        ada.waitsUntilItIsGone(post);
        eventually(() -> uk.operator().parked(post), List::isEmpty);
        uk.operator().waitsUntilAgreeing(nz, group);
    }
}
