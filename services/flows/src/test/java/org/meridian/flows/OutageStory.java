package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A country or its link is away for a while: nothing is lost and nothing is repeated. */
@Order(1) // the longest first
@Tag("long")
@ExtendWith(SharedNetwork.class)
class OutageStory {

    private final Country uk;
    private final Country nz;

    OutageStory(Network network) {
        uk = network.uk();
        nz = network.nz();
    }

    @Test
    void twentyPostsWrittenWhileTheLinkIsPausedArriveOnce() {
        Member ada = uk.signsUp("Ada");
        Member ngaio = nz.signsUp("Ngaio");
        String group = ada.founds("Storm");
        ngaio.joins(group);
        nz.operator().pausesLinkFrom(uk);

        List<String> written = ada.publishesTwenty(group);
        assertThat(ngaio.feed(group)).isEmpty();
        nz.operator().resumesLinkFrom(uk);

        ngaio.waitsUntilAllShow(group, written);
        nz.operator().waitsUntilLinkIs("running", uk);
        nz.operator().waitsUntilAgreeing(uk, group);
    }

    @Test
    void twentyPostsWrittenWhileThePeerIsStoppedArriveOnceAndItsAbsenceIsNoticed() {
        Member ada = uk.signsUp("Ada");
        Member ngaio = nz.signsUp("Ngaio");
        String group = ada.founds("Earthquake");
        ngaio.joins(group);
        nz.stop();
        uk.operator().waitsUntilLinkIs("down", nz);

        List<String> written = ada.publishesTwenty(group);
        nz.start();

        ngaio.waitsUntilAllShow(group, written);
        String reply = ngaio.replies(ngaio.feed(group).getFirst().id(), "We are back");
        ada.waitsUntilItShows(reply);
        uk.operator().waitsUntilLinkIs("running", nz);
        uk.operator().waitsUntilAgreeing(nz, group);
    }

    /** Relay and projection are stopped in the middle of whatever they do, at the source, at the target, and at both. */
    @Test
    void nodesKilledAtAnyMomentLoseNoAcknowledgedPostAndRepeatNone() {
        Member ada = uk.signsUp("Ada");
        Member ngaio = nz.signsUp("Ngaio");
        String group = ada.founds("Power cut");
        ngaio.joins(group);
        try (var writing = new Writing(ada, group); var writingToo = new Writing(ngaio, group)) {
            killAndStartAgain(writing, uk);
            killAndStartAgain(writing, nz);
            killAndStartAgain(writing, uk, nz);
            writing.more();
            writingToo.more();
            writing.stop();
            writingToo.stop();
            var written = new ArrayList<>(writing.acknowledged());
            written.addAll(writingToo.acknowledged());
            ada.waitsUntilAllShow(group, written);
            ngaio.waitsUntilAllShow(group, written);
        }
        uk.operator().waitsUntilAgreeing(nz, group);
        assertNoVersionTwice(uk);
        assertNoVersionTwice(nz);
        assertThat(uk.operator().parked()).noneMatch(record -> record.reason().equals("conflict"));
    }

    private static void killAndStartAgain(Writing writing, Country... countries) {
        writing.more();
        for (Country country : countries) {
            country.kill9();
        }
        for (Country country : countries) {
            country.starting();
        }
        for (Country country : countries) {
            country.ready();
        }
    }

    @Test
    void aNodeWhosePostgresIsKilledRecoversByItself() {
        Member ada = uk.signsUp("Ada");
        Member ngaio = nz.signsUp("Ngaio");
        String group = ada.founds("Out of memory");
        ngaio.joins(group);
        try (var writing = new Writing(ada, group)) {
            for (int i = 0; i < 3; i++) {
                writing.more();
                uk.killOnlyPostgres();
                nz.killOnlyPostgres();
                writing.more();
            }
            writing.stop();
            ada.waitsUntilAllShow(group, writing.acknowledged());
            ngaio.waitsUntilAllShow(group, writing.acknowledged());
        }
        uk.operator().waitsUntilAgreeing(nz, group);
        assertThat(uk.isRunning()).isTrue();
        assertThat(nz.isRunning()).isTrue();
    }

    private static void assertNoVersionTwice(Country country) {
        assertThat(Facts.versionsGivenOutTwice(country.kafka())).isEmpty();
    }
}
