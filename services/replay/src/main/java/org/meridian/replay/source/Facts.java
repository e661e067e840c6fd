package org.meridian.replay.source;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.meridian.replay.facts.FactSink;
import org.meridian.replay.facts.GroupOf;
import org.meridian.replay.facts.Head;
import org.meridian.replay.facts.Heading;
import org.meridian.replay.facts.Headings;
import org.meridian.replay.facts.Walk;
import org.meridian.replay.ordering.Cursor;
import org.meridian.replay.ordering.Sorter;
import org.meridian.replay.privacy.Pseudonyms;

/**
 * The selected facts of a plan in their one order: by time, then country, topic, id, version and event id. Repeats of a
 * fact are given once. First everything is read, then {@link #next} gives fact by fact.
 */
public final class Facts implements AutoCloseable {

    private static final int LOCKED_IDS = 1000;

    /** What was read and what became of it. Numbers of facts; reasons and types by name. */
    public record Counts(long read, long exported, long repeats, SortedMap<String, Long> setAside,
            SortedMap<String, Long> byType, SortedMap<String, Long> byCountry, SortedMap<Integer, String> schemas) {}

    private final List<Plan.Source> sources;
    private final Selection selection;
    private final Headings headings;
    private final Pseudonyms pseudonyms;
    private final Walk walk;
    private final Sorter sorter;
    private final Headings.Found[][] found;
    private final Map<String, Boolean> wantedGroups = new HashMap<>();
    private final GroupOf groupOf = new GroupOf();
    private final Head head = new Head();
    private final Last last = new Last();
    private final SortedMap<String, Long> setAside = new TreeMap<>();
    private final long[] byHeading = new long[10_000];
    private final Heading[] seen = new Heading[byHeading.length];
    private volatile long read;
    private long sorted;
    private long time;
    private long exported;
    private long repeats;

    /** @param bufferBytes of each of the two buffers in which facts are sorted; the rest goes to disk, into the folder */
    public Facts(List<Plan.Source> sources, Selection selection, Headings headings, Pseudonyms pseudonyms,
            int bufferBytes, Path folder) {
        this.sources = sources;
        this.selection = selection;
        this.headings = headings;
        this.pseudonyms = pseudonyms;
        this.walk = new Walk(pseudonyms);
        this.found = new Headings.Found[sources.size()][LOCKED_IDS];
        Head a = new Head();
        Head b = new Head();
        // The sorter compares in its own thread while it sorts, and in the reader's only when that is done.
        this.sorter = new Sorter(bufferBytes, folder, (aBytes, aOffset, aLength, bBytes, bOffset, bLength) -> {
            a.read(aBytes, aOffset, aLength);
            b.read(bBytes, bOffset, bLength);
            return Head.compare(a, aBytes, b, bBytes);
        });
    }

    /** Reads all that the plan has; returns when the order is found. */
    public void readAll(Cluster cluster) {
        new TopicReader(cluster, sources).read(this::take);
        sorter.finish();
    }

    /** How many records have been read so far; for showing progress from another thread. */
    public long readSoFar() {
        return read;
    }

    private void take(int source, ConsumerRecord<ByteBuffer, ByteBuffer> record) {
        read = read + 1;
        ByteBuffer value = record.value();
        if (value == null) {
            setAside("tombstone");
            return;
        }
        byte[] bytes = value.array();
        int offset = value.arrayOffset() + value.position();
        int length = value.remaining();
        if (!head.read(bytes, offset, length)) {
            setAside("malformed");
            return;
        }
        Headings.Found it = find(source, head.schemaId);
        if (it.missing() != null) {
            setAside(it.missing().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            return;
        }
        Heading heading = it.heading();
        if (heading == null || !selection.wantsType(heading.type()) || !selection.wantsTime(head.time)
                || !selection.groups().isEmpty() && !wantsGroup(heading, bytes, offset, length)) {
            return;
        }
        if (!head.isOf(heading.country(), bytes) || !isKey(record.key(), bytes)) {
            setAside("provenance");
            return;
        }
        sorter.add(head.time, source, bytes, offset, length);
        sorted++;
    }

    private Headings.Found find(int source, int schemaId) {
        boolean cached = schemaId >= 0 && schemaId < LOCKED_IDS;
        Headings.Found known = cached ? found[source][schemaId] : null;
        if (known != null) {
            return known;
        }
        Plan.Source topic = sources.get(source);
        Headings.Found looked = headings.find(topic.country(), topic.topic(), schemaId);
        if (cached) {
            found[source][schemaId] = looked;
        }
        return looked;
    }

    private boolean wantsGroup(Heading heading, byte[] bytes, int offset, int length) {
        String group = groupOf.find(heading.layout(), bytes, offset, length);
        return group != null && wantedGroups.computeIfAbsent(group,
                id -> selection.groups().contains(pseudonyms.ofAny(id)));
    }

    private boolean isKey(@Nullable ByteBuffer key, byte[] bytes) {
        return key != null && key.equals(ByteBuffer.wrap(bytes, head.idOffset, head.idLength));
    }

    private void setAside(String reason) {
        setAside.merge(reason, 1L, Long::sum);
    }

    /** Gives the next fact to the sink; false when there is none. */
    public boolean next(FactSink sink) {
        for (Cursor at = sorter.next(); at != null; at = sorter.next()) {
            if (last.isAgain(at)) {
                repeats++;
                continue;
            }
            Heading heading = find(at.place, Head.schemaId(at.bytes, at.offset)).heading();
            if (heading == null) {
                throw new IllegalStateException("a fact without a heading was sorted");
            }
            switch (walk.through(heading, at.bytes, at.offset, at.length, sink)) {
                case GOOD -> {
                    last.remember(at);
                    time = at.time;
                    seen[heading.number()] = heading;
                    byHeading[heading.number()]++;
                    exported++;
                    return true;
                }
                case MALFORMED -> setAside("malformed");
                case PROVENANCE -> setAside("provenance");
            }
        }
        return false;
    }

    /** How many facts there are to give, repeats included. */
    public long sorted() {
        return sorted;
    }

    /** When the fact that was given last happened: microseconds since 1970. */
    public long time() {
        return time;
    }

    /** Final when {@link #next} has returned false. */
    public Counts counts() {
        SortedMap<String, Long> byType = new TreeMap<>();
        SortedMap<String, Long> byCountry = new TreeMap<>();
        SortedMap<Integer, String> schemas = new TreeMap<>();
        for (Heading heading : seen) {
            if (heading != null) {
                byType.merge(heading.type(), byHeading[heading.number()], Long::sum);
                byCountry.merge(heading.country(), byHeading[heading.number()], Long::sum);
                schemas.put(heading.schemaId(), heading.type());
            }
        }
        return new Counts(read, exported, repeats, setAside, byType, byCountry, schemas);
    }

    /** Bytes that did not fit into memory. */
    public long spilledBytes() {
        return sorter.spilledBytes();
    }

    @Override
    public void close() {
        sorter.close();
    }

    /** The fact that was given last, to know its repeats: they have the same time and place, and so come next. */
    private static final class Last {

        private final Head head = new Head();
        private byte[] id = new byte[128];
        private int idLength = -1;
        private int version;
        private int place;

        void remember(Cursor at) {
            head.read(at.bytes, at.offset, at.length);
            if (id.length < head.idLength) {
                id = new byte[head.idLength];
            }
            System.arraycopy(at.bytes, head.idOffset, id, 0, head.idLength);
            idLength = head.idLength;
            version = head.version;
            place = at.place;
        }

        boolean isAgain(Cursor at) {
            if (at.place != place || idLength < 0) {
                return false;
            }
            head.read(at.bytes, at.offset, at.length);
            return head.version == version && head.idLength == idLength && java.util.Arrays.equals(id, 0, idLength,
                    at.bytes, head.idOffset, head.idOffset + head.idLength);
        }
    }
}
