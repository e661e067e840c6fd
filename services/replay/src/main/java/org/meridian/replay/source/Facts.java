package org.meridian.replay.source;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.meridian.replay.facts.FactHeader;
import org.meridian.replay.facts.FactSink;
import org.meridian.replay.facts.FactSource;
import org.meridian.replay.facts.FactSources;
import org.meridian.replay.facts.Walk;
import org.meridian.replay.ordering.Cursor;
import org.meridian.replay.ordering.Sorter;
import org.meridian.replay.ordering.TieBreak;
import org.meridian.replay.privacy.Pseudonyms;

/**
 * The selected facts of a plan in their one order: by time, then country, topic, id, version and event id. Repeats of a
 * fact are given once. First everything is read, into the sorter or only for what is late, then {@link #next} gives fact by
 * fact.
 */
public final class Facts implements AutoCloseable {

    /** How many records were read and what became of them, by reason, type and country. */
    public record Counts(long read, long exported, long repeats, SortedMap<String, Long> setAside,
            SortedMap<String, Long> byType, SortedMap<String, Long> byCountry, SortedMap<Integer, String> schemas) {}

    /** The selected facts, sorted. */
    private interface Order {
        @Nullable
        Cursor next();
    }

    private final List<Plan.Source> sources;
    private final Supplier<RecordFilter> filters;
    private final RecordFilter filter;
    private final Walk walk;
    private final Sorter sorter;
    private final FactHeader header = new FactHeader();
    private final Last last = new Last();
    private final long[] bySource = new long[10_000];
    private final FactSource[] seen = new FactSource[bySource.length];
    private @Nullable Order order;
    private @Nullable OnDemand onDemand;
    private long sorted;
    private long time;
    private long exported;
    private long repeats;

    /** @param bufferBytes of each of the two buffers in which facts are sorted; the rest goes to disk, into the folder */
    public Facts(List<Plan.Source> sources, Selection selection, FactSources factSources, Pseudonyms pseudonyms,
            int bufferBytes, Path folder) {
        this.sources = sources;
        this.filters = () -> new RecordFilter(sources, selection, factSources, pseudonyms);
        this.filter = filters.get();
        this.walk = new Walk(pseudonyms);
        this.sorter = new Sorter(bufferBytes, folder, ties());
    }

    /** By id, version and event id; not for several threads at a time. */
    private static TieBreak ties() {
        FactHeader a = new FactHeader();
        FactHeader b = new FactHeader();
        return (aBytes, aOffset, aLength, bBytes, bOffset, bLength) -> {
            a.read(aBytes, aOffset, aLength);
            b.read(bBytes, bOffset, bLength);
            return FactHeader.compare(a, aBytes, b, bBytes);
        };
    }

    /** Reads all that the plan has, and returns when the order is found. */
    public void readAll(Cluster cluster) {
        new TopicReader(cluster, sources).read((source, record) -> {
            if (filter.admits(source, record)) {
                sort(source, record.value());
            }
        });
        sorter.finish();
        order = sorter::next;
    }

    /**
     * Reads all that the plan has to find what is late, and keeps nothing else; {@link #next} then reads again, as far as
     * it is asked for. The order is the same.
     */
    public void readOnDemand(Cluster cluster) {
        Map<TopicPartition, HighWaterMark> highWaterMarks = new HashMap<>();
        TieBreak ties = ties();
        new TopicReader(cluster, sources).read((source, record) -> {
            ByteBuffer value = record.value();
            if (filter.admits(source, record)
                    && highWaterMarks.computeIfAbsent(new TopicPartition(record.topic(), record.partition()),
                            partition -> new HighWaterMark(ties)).isLate(filter.header.time, value.array(),
                                    value.arrayOffset() + value.position(), value.remaining())) {
                sort(source, value);
            }
        });
        sorter.finish();
        OnDemand reading = new OnDemand(cluster, sources, filters.get(), sorter.cursor(), ties);
        onDemand = reading;
        order = reading::next;
    }

    private void sort(int source, ByteBuffer value) {
        sorter.add(filter.header.time, source, value.array(), value.arrayOffset() + value.position(),
                value.remaining());
        sorted++;
    }

    /** How many records have been read so far; for showing progress from another thread. */
    public long readSoFar() {
        return filter.read();
    }

    /** Gives the next fact to the sink; false when there is none. */
    public boolean next(FactSink sink) {
        Order sequence = Objects.requireNonNull(order, "nothing was read");
        for (Cursor at = sequence.next(); at != null; at = sequence.next()) {
            header.read(at.bytes, at.offset, at.length);
            if (last.isAgain(at.place, header, at.bytes)) {
                repeats++;
                continue;
            }
            FactSource factSource = filter.find(at.place, header.schemaId).source();
            if (factSource == null) {
                throw new IllegalStateException("a fact without a source was sorted");
            }
            switch (walk.through(factSource, header, at.bytes, at.offset, at.length, sink)) {
                case GOOD -> {
                    last.remember(at.place, header, at.bytes);
                    time = at.time;
                    seen[factSource.number()] = factSource;
                    bySource[factSource.number()]++;
                    exported++;
                    return true;
                }
                case MALFORMED -> filter.setAside("malformed");
                case PROVENANCE -> filter.setAside("provenance");
                case REFUSED -> filter.setAside("refused");
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
        for (FactSource factSource : seen) {
            if (factSource != null) {
                byType.merge(factSource.type(), bySource[factSource.number()], Long::sum);
                byCountry.merge(factSource.country(), bySource[factSource.number()], Long::sum);
                schemas.put(factSource.schemaId(), factSource.type());
            }
        }
        return new Counts(filter.read(), exported, repeats, filter.setAside(), byType, byCountry, schemas);
    }

    /** Bytes that did not fit into memory. */
    public long spilledBytes() {
        return sorter.spilledBytes();
    }

    @Override
    public void close() {
        sorter.close();
        if (onDemand != null) {
            onDemand.close();
        }
    }

    /** The fact that was given last, to know its repeats: they have the same time and place, and so come next. */
    private static final class Last {

        private byte[] id = new byte[128];
        private int idLength = -1;
        private int version;
        private int place;

        void remember(int at, FactHeader header, byte[] bytes) {
            if (id.length < header.idLength) {
                id = new byte[header.idLength];
            }
            System.arraycopy(bytes, header.idOffset, id, 0, header.idLength);
            idLength = header.idLength;
            version = header.version;
            place = at;
        }

        boolean isAgain(int at, FactHeader header, byte[] bytes) {
            return at == place && header.version == version && header.idLength == idLength
                    && Arrays.equals(id, 0, idLength, bytes, header.idOffset, header.idOffset + header.idLength);
        }
    }
}
