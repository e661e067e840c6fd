package org.meridian.eventlog.projection;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.event.ReadModel;
import org.meridian.eventlog.projection.Judge.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Applies records in one transaction with their offsets: judge, write the rows, park the rest, drain what waited. */
final class Applier {

    /**
     * What a transaction did, to be told and counted once it has been committed.
     *
     * @param revocations whom groups' homes have removed
     * @param undrained the aggregates of which more may wait behind a gap that is filled: {@link #drain} them
     * @param held      the partitions that were not moved on beyond a record for which there is no room
     */
    record Outcome(List<Incoming> applied, List<Revocation> revocations, List<SetAside> parked, Set<String> undrained,
            Map<TopicPartition, Held> held) {

        /** Of several transactions. */
        static Outcome ofMany() {
            return new Outcome(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new HashSet<>(),
                    new HashMap<>());
        }

        void add(Outcome next) {
            applied.addAll(next.applied);
            revocations.addAll(next.revocations);
            parked.addAll(next.parked);
            undrained.addAll(next.undrained);
            held.putAll(next.held);
        }
    }

    /** What becomes of the records of a transaction. */
    private record Judged(Map<String, Known> known, List<Entry> entries, List<Incoming> applied,
            List<SetAside> setAside, List<Long> released, List<Incoming> takenBack) {

        Judged(Map<String, Known> known) {
            this(known, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    /** SQL state classes: cardinality (two records of one statement meet), data, constraints, limits (too long for an index). */
    private static final Set<String> REFUSALS = Set.of("21", "22", "23", "54");

    private static final Logger LOG = LoggerFactory.getLogger(Applier.class);

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Judge judge;
    private final ReadModel rows;
    private final Versions versions;
    private final Parked parked;
    private final Progress progress;
    private final Quota quota;
    private final Clock clock;

    /** One that parks without end. */
    Applier(Database database, Judge judge, ReadModel rows, Clock clock) {
        this(database, judge, rows, Quota.without(new Parked(database.jdbc())), clock);
    }

    Applier(Database database, Judge judge, ReadModel rows, Quota quota, Clock clock) {
        this.jdbc = database.jdbc();
        this.transaction = database.transaction();
        this.judge = judge;
        this.rows = rows;
        this.versions = new Versions(jdbc);
        this.parked = new Parked(jdbc);
        this.progress = new Progress(jdbc);
        this.quota = quota;
        this.clock = clock;
    }

    /**
     * Applies what Kafka delivered and moves the offsets on. When the tables refuse the batch, it goes on one record at a
     * time to find the one to park.
     */
    Outcome apply(List<Incoming> records, Map<TopicPartition, Long> from) {
        return apply(records, from, true);
    }

    private Outcome apply(List<Incoming> records, Map<TopicPartition, Long> from, boolean withWaiting) {
        Outcome outcome = applied(records, from, withWaiting);
        quota.count(outcome.parked());
        return outcome;
    }

    private Outcome applied(List<Incoming> records, Map<TopicPartition, Long> from, boolean withWaiting) {
        try {
            return inTransaction(() -> write(records, from, withWaiting));
        } catch (RuntimeException e) {
            if (!isRefusal(e)) {
                throw e;
            }
            return oneByOne(records, from);
        }
    }

    /** Judges parked records again; those that still cannot be applied stay, with their newest reason. */
    Outcome retry(List<Incoming> records) {
        return apply(records, Map.of());
    }

    /** Applies the first page of what waits behind a gap of an aggregate; what is then left of it may be the next one. */
    Outcome drain(String key) {
        List<Incoming> page = parked.waitingFor(key);
        if (page.isEmpty()) {
            return Outcome.ofMany();
        }
        Outcome outcome = apply(page, Map.of(), false);
        outcome.undrained().remove(key);
        if (!parked.isWaitingBehindGap(page.getFirst())) {
            outcome.undrained().add(key);
        }
        return outcome;
    }

    private Outcome oneByOne(List<Incoming> records, Map<TopicPartition, Long> from) {
        Outcome all = Outcome.ofMany();
        var position = new HashMap<>(from);
        for (Incoming record : records) {
            if (!all.held().containsKey(partition(record))) {
                all.add(alone(record, position));
                position.put(partition(record), record.offset() + 1);
            }
        }
        return all;
    }

    /** Without what waits behind it, so that none is blamed for another: that is drained later. */
    private Outcome alone(Incoming record, Map<TopicPartition, Long> from) {
        try {
            return inTransaction(() -> write(List.of(record), from, false));
        } catch (RuntimeException e) {
            if (!isRefusal(e)) {
                throw e;
            }
            LOG.warn("{}-{} at {} cannot be applied: {}", record.topic(), record.partition(), record.offset(),
                    cause(e).getClass().getName() + sqlState(e));
            var refused = new SetAside(record, Reason.REFUSED, inWords(e), 0);
            if (!quota.withoutRoom(List.of(refused)).isEmpty()) {
                return new Outcome(List.of(), List.of(), List.of(), Set.of(),
                        Map.of(partition(record), new Held(record, Reason.REFUSED)));
            }
            return inTransaction(() -> {
                park(List.of(refused));
                progress.save(Map.of(), from, next(List.of(record)));
                return new Outcome(List.of(), List.of(), refused.isNew() ? List.of(refused) : List.of(), Set.of(),
                        Map.of());
            });
        }
    }

    private Outcome write(List<Incoming> records, Map<TopicPartition, Long> from, boolean drain) {
        Versions.Loaded loaded = versions.load(keys(records));
        List<Incoming> taken = records;
        var judged = new Judged(loaded.known());
        judge(taken, judged);
        Map<TopicPartition, Held> held = new HashMap<>();
        for (var more = noRoomFor(judged); !more.isEmpty(); more = noRoomFor(judged)) {
            held.putAll(more);
            taken = taken.stream().filter(record -> isBefore(record, held.get(partition(record)))).toList();
            judged = new Judged(versions.load(keys(records)).known());
            judge(taken, judged);
        }
        Set<String> filled = judged.applied().stream().map(Incoming::key).filter(loaded.waiting()::contains)
                .collect(Collectors.toCollection(HashSet::new));
        if (drain && !filled.isEmpty()) {
            judge(behind(judged, filled), judged);
        }
        save(judged, from, taken);
        return new Outcome(judged.applied(), Revocation.among(judged.entries()),
                judged.setAside().stream().filter(SetAside::isNew).toList(), filled,
                held);
    }

    private static Set<String> keys(List<Incoming> records) {
        return records.stream().map(Incoming::key).collect(Collectors.toSet());
    }

    private void judge(List<Incoming> records, Judged judged) {
        List<Incoming> queue = records;
        while (!queue.isEmpty()) {
            int before = judged.applied().size();
            var gaps = new ArrayList<SetAside>();
            for (Incoming record : queue) {
                switch (judge.judge(record, judged.known())) {
                    case Verdict.Apply(Entry entry) -> {
                        judged.entries().add(entry);
                        judged.applied().add(record);
                        release(record, judged.released());
                    }
                    case Verdict.Ignore() -> release(record, judged.released());
                    case Verdict.Purge() -> {
                        judged.takenBack().add(record);
                        release(record, judged.released());
                    }
                    case Verdict.Park(Reason reason, String detail, int version) -> (reason == Reason.GAP
                            ? gaps
                            : judged.setAside()).add(new SetAside(record, reason, detail, version));
                }
            }
            // What came later in this queue may have filled a gap.
            boolean again = judged.applied().size() > before && !gaps.isEmpty();
            queue = again ? gaps.stream().map(SetAside::record).toList() : List.of();
            judged.setAside().addAll(again ? List.of() : gaps);
        }
    }

    /** The first of each partition that would be parked though its peer's quota is full. */
    private Map<TopicPartition, Held> noRoomFor(Judged judged) {
        Map<TopicPartition, Held> first = new HashMap<>();
        quota.withoutRoom(judged.setAside())
                .forEach(it -> first.merge(partition(it.record()), new Held(it.record(), it.reason()),
                        (one, other) -> one.record().offset() <= other.record().offset() ? one : other));
        return first;
    }

    /** Whether a record is before where its partition is held back, if it is. */
    static boolean isBefore(Incoming record, @Nullable Held held) {
        return held == null || record.parkedId() != null || record.offset() < held.record().offset();
    }

    private void save(Judged judged, Map<TopicPartition, Long> from, List<Incoming> records) {
        rows.on(judged.entries()).stream().filter(BulkStatement::hasRows).forEach(write -> write.run(jdbc));
        park(judged.setAside());
        judged.takenBack().forEach(parked::purge); // also what was parked a moment ago
        if (!judged.released().isEmpty()) {
            parked.remove(judged.released());
        }
        progress.save(judged.known(), from, next(records));
    }

    private void park(List<SetAside> setAside) {
        List<SetAside> added = setAside.stream().filter(SetAside::isNew).toList();
        if (!added.isEmpty()) {
            parked.add(added, clock.instant());
        }
        List<SetAside> stay = setAside.stream().filter(it -> !it.isNew()).toList();
        if (!stay.isEmpty()) {
            parked.stay(stay);
        }
    }

    /**
     * The first page of what was parked behind gaps that are filled, and what of this batch waits for that; the rest is drained
     * afterwards.
     */
    private List<Incoming> behind(Judged judged, Set<String> filled) {
        List<Incoming> behind = new ArrayList<>();
        long bytes = 0;
        for (String key : filled) {
            if (bytes < Portions.BYTES) {
                List<Incoming> page = parked.waitingFor(key);
                page.stream().filter(it -> !judged.released().contains(it.parkedId())).forEach(behind::add);
                bytes += page.stream().mapToLong(it -> it.value() == null ? 0 : it.value().length).sum();
            }
        }
        Set<Long> fromThere = behind.stream().map(Incoming::parkedId).collect(Collectors.toSet());
        judged.setAside().removeIf(it -> {
            boolean waits = it.reason() == Reason.GAP && filled.contains(it.record().key());
            if (waits && !fromThere.contains(it.record().parkedId())) {
                behind.add(it.record());
            }
            return waits;
        });
        return behind;
    }

    private static void release(Incoming record, Collection<Long> released) {
        if (record.parkedId() != null) {
            released.add(record.parkedId());
        }
    }

    private static Map<TopicPartition, Long> next(List<Incoming> records) {
        return records.stream().filter(record -> record.parkedId() == null)
                .collect(Collectors.toMap(Applier::partition, record -> record.offset() + 1, Math::max));
    }

    static TopicPartition partition(Incoming record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    private Outcome inTransaction(Supplier<Outcome> work) {
        return Objects.requireNonNull(transaction.execute(status -> work.get()));
    }

    /** Whether the record is at fault: the database or a broker that is away, and another owner, are none of its doing. */
    private static boolean isRefusal(RuntimeException e) {
        return switch (e) {
            case StaleOwner stale -> false;
            case TransactionException away -> false;
            case KafkaException away -> false; // a schema registry, where records are read by a class that asks one
            case DataAccessException data -> data.getMostSpecificCause() instanceof SQLException sql
                    && sql.getSQLState() != null
                    && REFUSALS.contains(sql.getSQLState().substring(0, 2));
            default -> true; // the code that makes rows of it cannot cope with it
        };
    }

    /** For operators; what the database says may repeat what somebody wrote, and is in its own language. */
    private static String inWords(RuntimeException e) {
        return switch (sqlState(e)) {
            case String state when state.startsWith(" 21") -> "two records of one batch speak of the same row";
            case String state when state.startsWith(" 22") -> "it holds a value that the tables cannot hold";
            case String state when state.startsWith(" 23") -> "it contradicts a row that is there";
            case String state when state.startsWith(" 54") -> "it holds a value that is too long for the tables";
            default -> "this release fails on it; the service's log says where";
        };
    }

    /** With a blank before it; nothing where the database is not what failed. */
    private static String sqlState(RuntimeException e) {
        return cause(e) instanceof SQLException sql && sql.getSQLState() != null ? " " + sql.getSQLState() : "";
    }

    private static Throwable cause(RuntimeException e) {
        return e instanceof DataAccessException data ? data.getMostSpecificCause() : e;
    }
}
