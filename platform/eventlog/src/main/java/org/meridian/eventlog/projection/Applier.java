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
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.event.ReadModel;
import org.meridian.eventlog.projection.Judge.Verdict;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Applies records in one transaction with their offsets: judge, write the rows, park the rest, drain what waited. */
final class Applier {

    /** What a transaction did, to be told and counted once it has been committed. */
    record Outcome(List<Incoming> applied, List<SetAside> parked) {}

    /** SQL state classes: cardinality (two records of one statement meet), data, constraints, limits (too long for an index). */
    private static final Set<String> REFUSALS = Set.of("21", "22", "23", "54");

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Judge judge;
    private final ReadModel rows;
    private final Versions versions;
    private final Parked parked;
    private final Progress progress;
    private final Clock clock;

    Applier(Database database, Judge judge, ReadModel rows, Clock clock) {
        this.jdbc = database.jdbc();
        this.transaction = database.transaction();
        this.judge = judge;
        this.rows = rows;
        this.versions = new Versions(jdbc);
        this.parked = new Parked(jdbc);
        this.progress = new Progress(jdbc);
        this.clock = clock;
    }

    /**
     * Applies what Kafka delivered and moves the offsets on. When the tables refuse the batch, it goes on one record at a
     * time to find the one to park.
     */
    Outcome apply(List<Incoming> records, Map<TopicPartition, Long> from) {
        try {
            return inTransaction(() -> write(records, from, true));
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

    private Outcome oneByOne(List<Incoming> records, Map<TopicPartition, Long> from) {
        var applied = new ArrayList<Incoming>();
        var set = new ArrayList<SetAside>();
        var position = new HashMap<>(from);
        for (Incoming record : records) {
            Outcome outcome = alone(record, position);
            position.put(partition(record), record.offset() + 1);
            applied.addAll(outcome.applied());
            set.addAll(outcome.parked());
            if (!outcome.applied().isEmpty()) {
                applied.addAll(drainOneByOne(record.key()));
            }
        }
        return new Outcome(applied, set);
    }

    private List<Incoming> drainOneByOne(String key) {
        var applied = new ArrayList<Incoming>();
        int before;
        do {
            before = applied.size();
            parked.waitingFor(Set.of(key)).forEach(it -> applied.addAll(alone(it, Map.of()).applied()));
        } while (applied.size() > before);
        return applied;
    }

    /** Without what waits behind it, so that none is blamed for another. */
    private Outcome alone(Incoming record, Map<TopicPartition, Long> from) {
        try {
            return inTransaction(() -> write(List.of(record), from, false));
        } catch (RuntimeException e) {
            if (!isRefusal(e)) {
                throw e;
            }
            return inTransaction(() -> {
                SetAside refused = new SetAside(record, Reason.REFUSED, String.valueOf(cause(e)));
                park(refused);
                progress.save(Map.of(), from, next(List.of(record)));
                return new Outcome(List.of(), record.parkedId() == null ? List.of(refused) : List.of());
            });
        }
    }

    private Outcome write(List<Incoming> records, Map<TopicPartition, Long> from, boolean drain) {
        Set<String> keys = records.stream().map(Incoming::key).collect(Collectors.toSet());
        Versions.Loaded loaded = versions.load(keys);
        Map<String, Known> known = loaded.known();
        var entries = new ArrayList<Entry>();
        var applied = new ArrayList<Incoming>();
        var setAside = new ArrayList<SetAside>();
        var released = new ArrayList<Long>();
        var takenBack = new ArrayList<Incoming>();

        List<Incoming> queue = new ArrayList<>(records);
        queue.addAll(drain && !loaded.waiting().isEmpty() ? waiting(records, loaded.waiting()) : List.of());
        while (!queue.isEmpty()) {
            int before = applied.size();
            var gaps = new ArrayList<SetAside>();
            for (Incoming record : queue) {
                switch (judge.judge(record, known)) {
                    case Verdict.Apply(Entry entry) -> {
                        entries.add(entry);
                        applied.add(record);
                        release(record, released);
                    }
                    case Verdict.Ignore() -> release(record, released);
                    case Verdict.Purge() -> {
                        takenBack.add(record);
                        release(record, released);
                    }
                    case Verdict.Park(Reason reason, String detail) -> (reason == Reason.GAP ? gaps : setAside)
                            .add(new SetAside(record, reason, detail));
                }
            }
            // What came later in this queue may have filled a gap.
            boolean again = applied.size() > before && !gaps.isEmpty();
            queue = again ? gaps.stream().map(SetAside::record).toList() : List.of();
            setAside.addAll(again ? List.of() : gaps);
        }
        rows.on(entries).stream().filter(BulkStatement::hasRows).forEach(write -> write.run(jdbc));
        setAside.forEach(this::park);
        takenBack.forEach(parked::purge); // also what was parked a moment ago
        if (!released.isEmpty()) {
            parked.remove(released);
        }
        progress.save(known, from, next(records));
        return new Outcome(applied, setAside.stream().filter(it -> it.record().parkedId() == null).toList());
    }

    private void park(SetAside it) {
        Long parkedId = it.record().parkedId();
        if (parkedId == null) {
            parked.add(it.record(), it.reason(), it.detail(), clock.instant());
        } else {
            parked.stays(parkedId, it.reason(), it.detail());
        }
    }

    /** What was parked behind a gap comes after the batch that may have filled it. */
    private List<Incoming> waiting(List<Incoming> records, Set<String> keys) {
        Set<Long> already = new HashSet<>();
        records.forEach(record -> release(record, already));
        return parked.waitingFor(keys).stream()
                .filter(record -> record.parkedId() != null && !already.contains(record.parkedId())).toList();
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

    private static Throwable cause(RuntimeException e) {
        return e instanceof DataAccessException data ? data.getMostSpecificCause() : e;
    }
}
