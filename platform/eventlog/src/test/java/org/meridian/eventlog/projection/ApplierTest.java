package org.meridian.eventlog.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.meridian.testing.TestIds.id;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.event.ReadModel;
import org.meridian.eventlog.projection.Applier.Outcome;
import org.meridian.eventlog.sample.Notes;
import org.meridian.events.posts.Kind;
import org.meridian.testing.RealServers;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

class ApplierTest {

    private static final Database DATABASE = Notes.database(RealServers.database(), 4);
    private static final JdbcTemplate JDBC = DATABASE.jdbc();

    private final Records records = new Records();
    private final Applier applier = applier(new Notes(1));
    private final Parked parked = new Parked(JDBC);
    private final Offsets offsets = new Offsets(JDBC);

    private static Applier applier(ReadModel rows) {
        return new Applier(DATABASE,
                new Judge("uk", Set.of("nz"), Records.CODEC, Clock.systemUTC()), rows, Clock.systemUTC());
    }

    @BeforeEach
    void startWithNothing() {
        JDBC.execute("TRUNCATE note, note_content, aggregate, applied_offset, parked");
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    /** Applies one batch, from where it begins. */
    private Outcome apply(Incoming... batch) {
        List<Incoming> all = List.of(batch);
        know(all);
        return applier.apply(all, Records.before(all));
    }

    private void know(List<Incoming> batch) {
        Map<TopicPartition, Offsets.Applied> known = offsets.load();
        Records.before(batch).keySet().stream().filter(it -> !known.containsKey(it))
                .forEach(it -> offsets.restart(Set.of(it), Map.of(it.topic(), "id of " + it.topic())));
    }

    private List<String> reasons() {
        return parked.list(100).stream().map(it -> it.key() + " " + it.reason()).toList();
    }

    private long next(String topic) {
        return offsets.load().getOrDefault(new TopicPartition(topic, 0), new Offsets.Applied("", -1)).next();
    }

    private static List<String> notes() {
        return JDBC.query("SELECT id || ' ' || version FROM note ORDER BY 1",
                (row, i) -> String.valueOf(row.getString(1)));
    }

    @Test
    void aBatchMakesRowsVersionsAndOffsets() {
        Outcome outcome = apply(records.own(Notes.published(id("uk-a"), 1)),
                records.own(Notes.published(id("uk-b"), 1)),
                records.own(Notes.published(id("uk-a"), 2)), records.from("nz", Notes.content(id("nz-w"), 1, "text")));
        assertThat(outcome.applied()).hasSize(4);
        assertThat(notes()).containsExactlyInAnyOrder(id("uk-a") + " 2", id("uk-b") + " 1");
        assertThat(next("shared.posts")).isEqualTo(3);
        assertThat(next("nz.shared.content")).isEqualTo(1);
        assertThat(reasons()).isEmpty();
    }

    @Test
    void aGapWaitsAndDrainsInOrderOnceItIsFilled() {
        Incoming first = new Records().from("nz", Notes.published(id("nz-a"), 1));
        Outcome early = apply(records.from("nz", Notes.published(id("nz-a"), 3)),
                records.from("nz", Notes.withdrawn(id("nz-a"), 4)), records.from("nz", Notes.published(id("nz-a"), 2)));
        assertThat(early.parked()).extracting(SetAside::reason).containsExactly(Reason.GAP, Reason.GAP, Reason.GAP);
        assertThat(notes()).isEmpty();
        Incoming late = new Incoming(first.topic(), 0, 3, first.key(), first.value(), first.recordedAt(), null);
        Outcome filled = apply(late);
        assertThat(filled.applied()).hasSize(4);
        assertThat(notes()).containsExactly(id("nz-a") + " 4");
        assertThat(reasons()).isEmpty();
    }

    /** More than a transaction takes; it may be killed after each page. */
    @Test
    void muchThatWaitsBehindAGapDrainsInPages() {
        int last = 4_500;
        Incoming first = new Records().from("nz", Notes.published(id("nz-a"), 1));
        List<Incoming> early = IntStream.rangeClosed(2, last)
                .mapToObj(version -> records.from("nz", Notes.published(id("nz-a"), version))).toList();
        apply(early.toArray(Incoming[]::new));
        assertThat(parked.drainable()).isEmpty();
        apply(new Incoming(first.topic(), 0, last - 1, first.key(), first.value(), first.recordedAt(), null));
        assertThat(notes()).containsExactly(id("nz-a") + " 2001");
        assertThat(parked.drainable()).containsExactly(id("nz-a"));

        assertThat(applier.drain(id("nz-a")).undrained()).containsExactly(id("nz-a"));
        assertThat(notes()).containsExactly(id("nz-a") + " 4001");
        assertThat(applier.drain(id("nz-a")).undrained()).containsExactly(id("nz-a"));
        assertThat(applier.drain(id("nz-a")).undrained()).isEmpty();

        assertThat(notes()).containsExactly(id("nz-a") + " " + last);
        assertThat(parked.count()).isZero();
        assertThat(parked.drainable()).isEmpty();
        records.from("nz", Notes.published(id("nz-a"), 1)); // the offset that the first one has had
        assertThat(apply(records.from("nz", Notes.published(id("nz-a"), 4_000))).applied()).isEmpty();
        assertThat(reasons()).isEmpty();
        apply(records.from("nz", Notes.published(id("nz-a"), 4_000, "other", Kind.UPDATE)));
        assertThat(reasons()).containsExactly(id("nz-a") + " conflict");
    }

    @Test
    void whatAnotherGapHoldsUpIsLeftWhereItIs() {
        Incoming first = new Records().from("nz", Notes.published(id("nz-a"), 1));
        apply(records.from("nz", Notes.published(id("nz-a"), 2)), records.from("nz", Notes.published(id("nz-a"), 4)));
        apply(new Incoming(first.topic(), 0, 2, first.key(), first.value(), first.recordedAt(), null));

        assertThat(applier.drain(id("nz-a")).undrained()).isEmpty();
        assertThat(notes()).containsExactly(id("nz-a") + " 2");
        assertThat(reasons()).containsExactly(id("nz-a") + " gap");
        assertThat(parked.drainable()).isEmpty();
    }

    @Test
    void whatIsMoreThanMayBeParkedOfAPeerStaysInItsPartition() {
        Applier small = new Applier(DATABASE, new Judge("uk", Set.of("nz", "us"), Records.CODEC, Clock.systemUTC()),
                new Notes(1),
                new Quota(parked, 2, 1_000_000), Clock.systemUTC());
        List<Incoming> batch = List.of(records.from("nz", Notes.published(id("nz-a"), 2)),
                records.from("nz", Notes.published(id("nz-b"), 2)),
                records.from("nz", Notes.published(id("nz-honest"), 1)),
                records.from("nz", Notes.published(id("nz-c"), 2)),
                records.from("nz", Notes.published(id("nz-after"), 1)),
                records.from("nz", Notes.content(id("nz-honest"), 1, "another partition")),
                records.from("us", Notes.published(id("us-a"), 2)), records.own(Notes.published(id("uk-a"), 2)));
        know(batch);
        Map<TopicPartition, Long> from = Records.before(batch);
        Outcome first = small.apply(batch.subList(0, 2), from);
        assertThat(first.held()).isEmpty();

        Outcome full = small.apply(batch.subList(2, batch.size()), moved(from, "nz.shared.posts", 2));

        var posts = new TopicPartition("nz.shared.posts", 0);
        assertThat(full.held()).containsOnlyKeys(posts);
        assertThat(full.held().get(posts)).isEqualTo(new Held(batch.get(3), Reason.GAP));
        assertThat(next("nz.shared.posts")).isEqualTo(3);
        assertThat(next("nz.shared.content")).isEqualTo(1);
        assertThat(notes()).containsExactly(id("nz-honest") + " 1");
        assertThat(reasons()).containsExactly(id("nz-a") + " gap", id("nz-b") + " gap", id("us-a") + " gap",
                id("uk-a") + " gap");
    }

    private static Map<TopicPartition, Long> moved(Map<TopicPartition, Long> from, String topic, long next) {
        Map<TopicPartition, Long> moved = new HashMap<>(from);
        moved.put(new TopicPartition(topic, 0), next);
        return moved;
    }

    @Test
    void aGapThatIsFilledInItsOwnBatchIsNeverParked() {
        Outcome outcome = apply(records.own(Notes.published(id("uk-a"), 2)),
                records.own(Notes.published(id("uk-a"), 1)));
        assertThat(outcome.parked()).isEmpty();
        assertThat(notes()).containsExactly(id("uk-a") + " 2");
    }

    @Test
    void oneParkedAggregateHoldsUpNoOther() {
        apply(records.own(Notes.published(id("uk-a"), 2)), records.own(Notes.published(id("uk-b"), 1)));
        assertThat(notes()).containsExactly(id("uk-b") + " 1");
        assertThat(reasons()).containsExactly(id("uk-a") + " gap");
    }

    @Test
    void aConflictIsParkedWithItsBytes() {
        Incoming other = records.own(Notes.published(id("uk-a"), 1, "other", Kind.UPDATE));
        apply(other);
        Incoming second = records.own(Notes.published(id("uk-a"), 1));
        apply(second);
        assertThat(reasons()).containsExactly(id("uk-a") + " conflict");
        assertThat(parked.withItsKey(parked.list(1).getFirst().id())).singleElement()
                .satisfies(it -> assertThat(it.value()).isEqualTo(second.value()));
    }

    @Test
    void theSameBatchAgainChangesNothing() {
        Incoming[] batch = {records.own(Notes.published(id("uk-a"), 1)), records.own(Notes.published(id("uk-c"), 2)),
                records.own(Notes.content(id("uk-a"), 1, "text"))};
        apply(batch);
        List<String> rows = Notes.rows(JDBC);
        JDBC.update("UPDATE applied_offset SET next_offset = 0");
        apply(batch);
        assertThat(Notes.rows(JDBC)).isEqualTo(rows);
        assertThat(reasons()).containsExactly(id("uk-c") + " gap");
    }

    @Test
    void theRecordThatTheTablesRefuseIsFoundAmongTheOthers() {
        Outcome outcome = apply(records.own(Notes.published(id("uk-a"), 1)),
                records.own(Notes.published(id("uk-bad"), 1, "", Kind.UNKNOWN)),
                records.own(Notes.published(id("uk-b"), 1)),
                records.own(Notes.published(id("uk-bad"), 2)));
        assertThat(outcome.parked()).extracting(SetAside::reason).containsExactly(Reason.REFUSED, Reason.GAP);
        assertThat(notes()).containsExactlyInAnyOrder(id("uk-a") + " 1", id("uk-b") + " 1");
        assertThat(reasons()).containsExactly(id("uk-bad") + " refused", id("uk-bad") + " gap");
        assertThat(next("shared.posts")).isEqualTo(4);
    }

    @Test
    void theRecordThatTheCodeCannotCopeWithIsParkedToo() {
        apply(records.own(Notes.published(id("uk-a"), 1)), records.own(Notes.published(Notes.BROKEN, 1)));
        assertThat(notes()).containsExactly(id("uk-a") + " 1");
        assertThat(reasons()).containsExactly(Notes.BROKEN + " refused");
    }

    @Test
    void whatWaitedAndIsRefusedIsBlamedItself() {
        apply(records.own(Notes.published(id("uk-a"), 2, "", Kind.UNKNOWN)),
                records.own(Notes.published(id("uk-a"), 3)));
        assertThat(reasons()).containsExactly(id("uk-a") + " gap", id("uk-a") + " gap");
        Outcome filled = apply(records.own(Notes.published(id("uk-a"), 1)));
        assertThat(notes()).containsExactly(id("uk-a") + " 1");
        assertThat(filled.undrained()).containsExactly(id("uk-a"));
        assertThat(applier.drain(id("uk-a")).undrained()).containsExactly(id("uk-a"));
        assertThat(applier.drain(id("uk-a")).undrained()).isEmpty();
        assertThat(reasons()).containsExactly(id("uk-a") + " refused", id("uk-a") + " gap");
    }

    @Test
    void aRetryAppliesWhatCanBeAppliedNowAndKeepsTheRest() {
        apply(records.own(Notes.published(id("uk-a"), 1, "", Kind.UNKNOWN)),
                records.own(Notes.published(id("uk-a"), 2)),
                records.own(Notes.published(id("uk-a"), 4)));
        assertThat(applier.retry(parked.withItsKey(parked.list(1).getFirst().id())).applied()).isEmpty();
        assertThat(reasons()).containsExactly(id("uk-a") + " refused", id("uk-a") + " gap", id("uk-a") + " gap");
        JDBC.execute("ALTER TABLE note DROP CONSTRAINT note_kind_check");
        try {
            assertThat(applier.retry(parked.withItsKey(parked.list(1).getFirst().id())).applied()).hasSize(2);
        } finally {
            JDBC.execute("UPDATE note SET kind = 'DISCUSSION'");
            JDBC.execute("ALTER TABLE note ADD CONSTRAINT note_kind_check CHECK (kind <> 'UNKNOWN')");
        }
        assertThat(notes()).containsExactly(id("uk-a") + " 2");
        assertThat(reasons()).containsExactly(id("uk-a") + " gap");
        assertThat(next("shared.posts")).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aCrashBetweenAnythingLeavesNothing(int statementsBefore) {
        Incoming[] batch = {records.own(Notes.published(id("uk-a"), 1)), records.own(Notes.published(id("uk-b"), 1)),
                records.own(Notes.published(id("uk-c"), 2))};
        know(List.of(batch));
        Applier crashing = applier(crashing(statementsBefore));
        assertThatThrownBy(() -> crashing.apply(List.of(batch), Records.before(List.of(batch))))
                .isInstanceOf(DataAccessResourceFailureException.class);
        assertThat(Notes.rows(JDBC)).isEmpty();
        assertThat(reasons()).isEmpty();
        assertThat(next("shared.posts")).isZero();
        assertThat(apply(batch).applied()).hasSize(2);
    }

    /** As a named deserializer throws it: the rows are the nearest place to do the same from. */
    @Test
    void aSchemaRegistryThatIsAwayParksNothing() {
        Incoming record = records.own(Notes.published(id("uk-a"), 1));
        know(List.of(record));
        Applier waiting = applier(new Failing(entries -> {
            throw new SerializationException("the registry does not answer");
        }));
        assertThatThrownBy(() -> waiting.apply(List.of(record), Records.before(List.of(record))))
                .isInstanceOf(SerializationException.class);
        assertThat(reasons()).isEmpty();
        assertThat(apply(record).applied()).hasSize(1);
    }

    /** ReadModel whose database goes away after some of a batch's statements. */
    private static ReadModel crashing(int statementsBefore) {
        return new Failing(entries -> {
            var writes = new ArrayList<>(new Notes(1).on(entries).subList(0, statementsBefore));
            writes.add(new BulkStatement("DO $$ BEGIN RAISE 'gone' USING ERRCODE = '53200'; END $$", List.of()));
            return writes;
        });
    }

    private record Failing(Function<List<Entry>, List<BulkStatement>> how) implements ReadModel {

        @Override
        public List<BulkStatement> on(List<Entry> entries) {
            return how.apply(entries);
        }

        @Override
        public List<String> tables() {
            return List.of();
        }

        @Override
        public int codeVersion() {
            return 1;
        }
    }

    @Test
    void anOwnerThatIsLateWritesNothing() {
        Incoming record = records.own(Notes.published(id("uk-a"), 1));
        apply(record);
        List<String> rows = Notes.rows(JDBC);
        Incoming next = records.own(Notes.published(id("uk-a"), 2));
        assertThatThrownBy(() -> applier.apply(List.of(next), Map.of(new TopicPartition("shared.posts", 0), 0L)))
                .isInstanceOf(StaleOwner.class);
        assertThatThrownBy(() -> applier.apply(List.of(next), Map.of())).isInstanceOf(StaleOwner.class);
        assertThat(Notes.rows(JDBC)).isEqualTo(rows);
        assertThat(reasons()).isEmpty();
        assertThat(next("shared.posts")).isEqualTo(1);
    }

    @Test
    void anAggregateThatSomebodyElseMovedOnMeanwhileIsAStaleOwner() {
        Map<String, Known> known = new Versions(JDBC).load(List.of(id("uk-a"))).known();
        known.computeIfAbsent(id("uk-a"), id -> Known.nothing())
                .add(((Entry.Fact) Notes.published(id("uk-a"), 1)).eventId());
        apply(records.own(Notes.published(id("uk-a"), 1)));
        assertThatThrownBy(() -> new Progress(JDBC).save(known, Map.of(), Map.of()))
                .isInstanceOf(StaleOwner.class);
    }

    @Test
    void keysAndTimesThatNoTableTakesAreParked() {
        String key = "nz-" + "x".repeat(9_000) + "\0";
        var record = new org.apache.kafka.clients.consumer.ConsumerRecord<>("nz.shared.posts", 0, 0L, Long.MAX_VALUE,
                org.apache.kafka.common.record.TimestampType.CREATE_TIME, 0, 0, key.getBytes(
                        java.nio.charset.StandardCharsets.UTF_8),
                Records.CODEC.encode(Notes.published(
                        "nz-" + "x".repeat(9_000), 1).body()),
                new org.apache.kafka.common.header.internals.RecordHeaders(), java.util.Optional.empty());
        apply(Incoming.of(record));
        assertThat(parked.list(9)).singleElement().satisfies(it -> assertThat(it.reason()).isEqualTo("provenance"));
        assertThat(next("nz.shared.posts")).isEqualTo(1);
    }

    @Test
    void aTombstonePurgesWhatIsParkedOfTheContent() {
        byte[] unknown = {0, 7, 7, 7, 7};
        apply(records.of("nz.shared.content", id("nz-a"), unknown),
                records.of("nz.shared.content", id("nz-b"), unknown),
                records.of("nz.shared.posts", id("nz-a"), unknown));
        apply(records.of("nz.shared.content", id("nz-a"), null));
        assertThat(reasons()).containsExactly(id("nz-b") + " unknown-schema", id("nz-a") + " unknown-schema");
    }

    @Test
    void aTombstonePurgesWhatIsParkedInItsOwnBatch() {
        apply(records.of("nz.shared.content", id("nz-a"), new byte[]{0, 7, 7, 7, 7}),
                records.of("nz.shared.content", id("nz-a"), null));
        assertThat(reasons()).isEmpty();
    }

    @Test
    void aTopicFoundedAnewDropsNothingThatIsParkedOfTheOldAndTheNew() {
        apply(records.of("nz.shared.posts", id("nz-a"), new byte[]{0, 7, 7, 7, 7}));
        offsets.restart(Set.of(new TopicPartition("nz.shared.posts", 0)), Map.of("nz.shared.posts", "another id"));
        apply(new Records().of("nz.shared.posts", id("nz-b"), new byte[]{0, 8, 8, 8, 8}));
        assertThat(reasons()).containsExactly(id("nz-a") + " unknown-schema", id("nz-b") + " unknown-schema");
        assertThat(parked.withItsKey(parked.list(1).getFirst().id()).getFirst().value())
                .isEqualTo(new byte[]{0, 7, 7, 7, 7});
    }
}
