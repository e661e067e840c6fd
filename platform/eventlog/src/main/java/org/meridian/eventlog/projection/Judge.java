package org.meridian.eventlog.projection;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.meridian.eventlog.event.Credible;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.event.Entry.Fact;
import org.meridian.eventlog.serde.Codec;
import org.meridian.eventlog.serde.Undecodable;
import org.meridian.schemas.Objection;
import org.meridian.schemas.RecordType;
import org.meridian.schemas.Rules;
import org.meridian.schemas.Times;
import org.meridian.schemas.Topics;

/**
 * What is to be done with a record, by <b>Order per aggregate</b>, <b>A node believes only the home</b> and <b>Nothing is dropped
 * in silence</b>. It knows the aggregates' versions and moves them on
 * as it lets facts pass, so that a batch is judged in order without asking the database again.
 */
final class Judge {

    sealed interface Verdict {
        record Apply(Entry entry) implements Verdict {}

        /** A repeat, or a fact's tombstone, which nobody writes. */
        record Ignore() implements Verdict {}

        /** Content's tombstone: the fact that took it back changes the rows, this purges what is parked of it. */
        record Purge() implements Verdict {}

        /** @param version of a fact behind a gap; 0 of all others */
        record Park(Reason reason, String detail, int version) implements Verdict {

            Park(Reason reason, String detail) {
                this(reason, detail, 0);
            }
        }
    }

    /** How far a peer's clock may be ahead of this node's, or this node's behind. */
    private static final Duration AHEAD = Duration.ofDays(1);
    private static final Verdict IGNORE = new Verdict.Ignore();
    private static final Verdict PURGE = new Verdict.Purge();

    private final String alias;
    private final Set<String> peers;
    private final Codec codec;
    private final Clock clock;
    private final Map<String, Topics.Place> places = new ConcurrentHashMap<>();
    private final Map<Where, Rules> rules = new ConcurrentHashMap<>();

    private record Where(RecordType type, String topic, String source) {}

    /** @param clock by which what a peer says happened too far ahead */
    Judge(String alias, Set<String> peers, Codec codec, Clock clock) {
        this.alias = alias;
        this.peers = Set.copyOf(peers);
        this.codec = codec;
        this.clock = clock;
    }

    Verdict judge(Incoming record, Map<String, Known> known) {
        Topics.Place place = places.computeIfAbsent(record.topic(), Topics::place);
        String source = place.peer() == null ? alias : place.peer();
        if (!maySend(place)) {
            return new Verdict.Park(Reason.PROVENANCE, source + " has no business in " + place.topic());
        }
        if (record.value() == null) {
            return place.kind() == Topics.Kind.CONTENT ? PURGE : IGNORE;
        }
        try {
            Entry entry = Entry.of(place.topic(), codec.decode(record.topic(), source, record.value()));
            return judge(entry, record.key(), record.value().length, source, known);
        } catch (Undecodable e) {
            return new Verdict.Park(reason(e.reason()), String.valueOf(e.getMessage()));
        }
    }

    /** From a peer comes only what is for everyone or for this node. */
    private boolean maySend(Topics.Place place) {
        return place.peer() == null
                || peers.contains(place.peer())
                        && (!place.isAddressed() || alias.equals(place.addressee()));
    }

    private Verdict judge(Entry entry, String key, int bytes, String source, Map<String, Known> known) {
        RecordType type = RecordType.of(entry.body());
        // First, since a record that belongs elsewhere may have no id where those of this topic have theirs.
        if (!type.mayStandIn(entry.topic())) {
            return new Verdict.Park(Reason.PROVENANCE, type.fullName() + " does not belong in " + entry.topic());
        }
        if (!key.equals(entry.id())) {
            return new Verdict.Park(Reason.PROVENANCE, "the key names another aggregate than the body");
        }
        Optional<Objection> objection = Credible.objection(entry,
                rules(type, entry.topic(), source), bytes, latest(source));
        if (objection.isPresent()) {
            return new Verdict.Park(reason(objection.get().fault()), objection.get().sentence());
        }
        return entry instanceof Fact fact ? judgeVersion(fact, known) : new Verdict.Apply(entry);
    }

    private Rules rules(RecordType type, String topic, String source) {
        return rules.computeIfAbsent(new Where(type, topic, source), it -> type.rules(topic, source));
    }

    /** What this node has decided itself stays decided, whatever its clock said then. */
    private Instant latest(String source) {
        return source.equals(alias) ? Times.LATEST : clock.instant().plus(AHEAD);
    }

    private static Verdict judgeVersion(Fact fact, Map<String, Known> known) {
        Known state = known.computeIfAbsent(fact.id(), id -> Known.nothing());
        if (fact.version() > state.version() + 1) {
            return new Verdict.Park(Reason.GAP, "version " + (state.version() + 1) + " is missing",
                    fact.version());
        }
        if (fact.version() <= state.version()) {
            return state.has(fact.version(), fact.eventId())
                    ? IGNORE
                    : new Verdict.Park(Reason.CONFLICT, "version " + fact.version() + " was given out twice");
        }
        state.add(fact.eventId());
        return new Verdict.Apply(fact);
    }

    private static Reason reason(Objection.Fault fault) {
        return switch (fault) {
            case PROVENANCE -> Reason.PROVENANCE;
            case LIMITS -> Reason.REFUSED;
            case AHEAD -> Reason.AHEAD;
        };
    }

    private static Reason reason(Undecodable.Reason reason) {
        return switch (reason) {
            case WRONG_MAGIC, MALFORMED -> Reason.UNDECODABLE;
            case TOO_LARGE -> Reason.REFUSED;
            case UNKNOWN_SCHEMA -> Reason.UNKNOWN_SCHEMA;
            case UNKNOWN_TYPE -> Reason.UNKNOWN_TYPE;
        };
    }
}
