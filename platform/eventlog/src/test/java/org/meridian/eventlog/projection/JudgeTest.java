package org.meridian.eventlog.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.TestIds.id;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.projection.Judge.Verdict;
import org.meridian.eventlog.sample.Notes;
import org.meridian.events.log.SchemaAnnounced;
import org.meridian.events.membership.JoinAnswers;
import org.meridian.events.posts.Kind;
import org.meridian.events.posts.PostPublished;
import org.meridian.schemas.Topics;

class JudgeTest {

    private final Records records = new Records();
    private final Map<String, Known> known = new HashMap<>();
    private final Judge judge = new Judge("uk", Set.of("nz", "us"), Records.CODEC, Clock.systemUTC());

    private Verdict judge(Incoming record) {
        return judge.judge(record, known);
    }

    private static void isParked(Verdict verdict, Reason reason) {
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Park.class, it -> assertThat(it.reason()).isEqualTo(reason));
    }

    @Test
    void theNextVersionIsApplied() {
        Entry first = Notes.published(id("nz-a"), 1);
        assertThat(judge(records.from("nz", first))).isEqualTo(new Verdict.Apply(first));
        assertThat(judge(records.from("nz", Notes.withdrawn(id("nz-a"), 2)))).isInstanceOf(Verdict.Apply.class);
        assertThat(known.get(id("nz-a"))).isNotNull().satisfies(it -> assertThat(it.added()).hasSize(2));
    }

    @Test
    void theSameFactAgainIsIgnored() {
        judge(records.own(Notes.published(id("uk-a"), 1)));
        judge(records.own(Notes.withdrawn(id("uk-a"), 2)));
        assertThat(judge(records.own(Notes.published(id("uk-a"), 1)))).isInstanceOf(Verdict.Ignore.class);
        assertThat(judge(records.own(Notes.withdrawn(id("uk-a"), 2)))).isInstanceOf(Verdict.Ignore.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, Integer.MAX_VALUE})
    void aGapIsParkedAndMovesNothingOn(int version) {
        isParked(judge(records.own(Notes.published(id("uk-a"), version))), Reason.GAP);
        assertThat(judge(records.own(Notes.published(id("uk-a"), 1)))).isInstanceOf(Verdict.Apply.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void anotherFactOfAKnownVersionIsAConflictHoweverOldTheVersion(int version) {
        judge(records.own(Notes.published(id("uk-a"), 1)));
        judge(records.own(Notes.published(id("uk-a"), 2)));
        isParked(judge(records.own(Notes.published(id("uk-a"), version, "other", Kind.UPDATE))), Reason.CONFLICT);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void versionsBeginAtOne(int version) {
        isParked(judge(records.own(Notes.published(id("uk-a"), version))), Reason.PROVENANCE);
    }

    @Test
    void whatAPeerSaysOfTomorrowIsBelievedAndOfTheDayAfterNotYet() {
        Instant now = Instant.parse("2026-03-01T12:00:00Z");
        Judge atNoon = new Judge("uk", Set.of("nz"), Records.CODEC, Clock.fixed(now, ZoneOffset.UTC));
        Entry tomorrow = at(id("nz-a"), now.plus(Duration.ofDays(1)));
        Entry later = at(id("nz-b"), now.plus(Duration.ofDays(1)).plusMillis(1));

        assertThat(atNoon.judge(records.from("nz", tomorrow), known)).isInstanceOf(Verdict.Apply.class);
        isParked(atNoon.judge(records.from("nz", later), known), Reason.AHEAD);
        assertThat(atNoon.judge(records.own(at(id("uk-c"), now.plus(Duration.ofDays(9)))), known))
                .as("what was decided here stays decided").isInstanceOf(Verdict.Apply.class);
    }

    private static Entry at(String post, Instant time) {
        return Entry.of(Topics.SHARED_POSTS, PostPublished.newBuilder((PostPublished) Notes.published(post, 1).body())
                .setOccurredAt(time).build());
    }

    @Test
    void contentHasNoGaps() {
        assertThat(judge(records.from("nz", Notes.content(id("nz-a"), 7, "Kia ora"))))
                .isInstanceOf(Verdict.Apply.class);
        assertThat(known).isEmpty();
    }

    @Test
    void aPeerSpeaksOnlyOfItsOwn() {
        isParked(judge(records.from("nz", Notes.published(id("uk-a"), 1))), Reason.PROVENANCE);
        isParked(judge(records.from("nz", Notes.content(id("us-a"), 1, "forged"))), Reason.PROVENANCE);
        isParked(judge(records.own(Notes.published(id("nz-a"), 1))), Reason.PROVENANCE);
        isParked(judge(records.from("nz", Notes.published(id("nzx-a"), 1))), Reason.PROVENANCE);
        assertThat(known).isEmpty();
    }

    @Test
    void aPeerSpeaksOnlyForItsOwnAuthors() {
        Entry forged = Entry.of(Topics.SHARED_POSTS,
                PostPublished.newBuilder((PostPublished) Notes.published(id("nz-a"), 1).body())
                        .setActorId(id("uk-author"))
                        .build());
        isParked(judge(records.from("nz", forged)), Reason.PROVENANCE);
        assertThat(known).isEmpty();
    }

    @Test
    void theKeyNamesWhatTheBodyNames() {
        byte[] value = Records.CODEC.encode(Notes.published(id("nz-a"), 1).body());
        isParked(judge(records.of("nz.shared.posts", id("nz-b"), value)), Reason.PROVENANCE);
    }

    @Test
    void aTypeStandsInItsTopicsOnly() {
        byte[] value = Records.CODEC.encode(Notes.published(id("nz-a"), 1).body());
        isParked(judge(records.of("nz.shared.content", id("nz-a"), value)), Reason.PROVENANCE);
        isParked(judge(records.of("nz.shared.membership", id("nz-a"), value)), Reason.PROVENANCE);
        byte[] announced = Records.CODEC.encode(new SchemaAnnounced(1, "shared.posts-x", 1, "{}"));
        isParked(judge(records.of("nz.shared.posts", id("nz-a"), announced)), Reason.PROVENANCE);
    }

    @Test
    void whatIsForAnotherNodeHasNoBusinessHere() {
        Entry answers = Entry.of("to-us.answers",
                JoinAnswers.newBuilder().setId(id("nz-request")).setVersion(1).build());
        isParked(judge(records.from("nz", answers)), Reason.PROVENANCE);
        Entry forUs = Entry.of("to-uk.answers", answers.body());
        assertThat(judge(records.from("nz", forUs))).isInstanceOf(Verdict.Apply.class);
    }

    @Test
    void whoIsNoPeerIsNotBelieved() {
        isParked(judge(records.from("au", Notes.published(id("au-a"), 1))), Reason.PROVENANCE);
        isParked(judge(records.of("au.shared.content", id("au-a"), null)), Reason.PROVENANCE);
    }

    @Test
    void tombstonesOfContentPurgeAndThoseOfFactsDoNothing() {
        assertThat(judge(records.of("nz.shared.content", id("nz-a"), null))).isInstanceOf(Verdict.Purge.class);
        assertThat(judge(records.of("nz.shared.posts", id("nz-a"), null))).isInstanceOf(Verdict.Ignore.class);
    }

    @Test
    void bytesThatCannotBeReadAreParkedByTheirRemedy() {
        isParked(judge(records.of("nz.shared.posts", id("nz-a"), new byte[0])), Reason.UNDECODABLE);
        isParked(judge(records.of("nz.shared.posts", id("nz-a"), new byte[]{1, 0, 0, 0, 1})), Reason.UNDECODABLE);
        isParked(judge(records.of("nz.shared.posts", id("nz-a"), new byte[]{0, 7, 7, 7, 7})), Reason.UNKNOWN_SCHEMA);
    }
}
