package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An operator puts a database back to an earlier copy: the node's own log knows better. */
@Tag("long")
@ExtendWith(SharedNetwork.class)
class RestoreStory {

    private final Country uk;
    private final Country nz;

    RestoreStory(Network network) {
        uk = network.uk();
        nz = network.nz();
    }

    @Test
    void aDatabasePutBackCatchesUpBeforeItOpensAndNoVersionIsGivenOutTwice() {
        Member ada = uk.signsUp("Ada");
        Member bertie = uk.signsUp("Bertie");
        Member ngaio = nz.signsUp("Ngaio");
        String group = ada.founds("Backup");
        String before = ada.publishes(group, "Before the copy");
        String regretted = ada.publishes(group, "regretted-after-the-copy");
        bertie.joins(group);
        ngaio.joins(group);
        ngaio.waitsUntilItShows(regretted);

        uk.stop();
        Path copy = Release.TARGET.resolve("flows/copy-of-postgres");
        Release.run(List.of("rm", "-rf", copy.toString()));
        Release.run(List.of("cp", "-a", uk.data().resolve("postgres").toString(), copy.toString()));
        uk.start();
        String after = ada.publishes(group, "After the copy");
        ada.withdraws(regretted);
        bertie.leaves(group);
        bertie.joins(group);
        String fromNz = ngaio.publishes(group, "From New Zealand, after the copy");
        ada.waitsUntilItShows(fromNz);

        uk.stop();
        Release.run(List.of("rm", "-rf", uk.data().resolve("postgres").toString()));
        Release.run(List.of("cp", "-a", copy.toString(), uk.data().resolve("postgres").toString()));
        uk.start();

        // At once: it opened after it had caught up.
        assertThat(ada.feed(group)).extracting(Member.Shown::id).containsExactlyInAnyOrder(before, after, fromNz);
        assertThat(ada.http().get("/api/posts/" + regretted).status()).isEqualTo(404);
        assertThat(uk.rows().tablesWith("regretted-after-the-copy")).isEmpty();
        bertie.leaves(group);
        bertie.joins(group);
        ada.withdraws(after);
        String later = bertie.publishes(group, "After the restoration");
        ngaio.waitsUntilItShows(later);
        ngaio.waitsUntilItIsGone(after);
        eventually(() -> Facts.versionsGivenOutTwice(uk.kafka()), List::isEmpty);
        assertThat(nz.operator().parked()).noneMatch(record -> record.reason().equals("conflict"));
        uk.operator().waitsUntilAgreeing(nz, group);
    }
}
