package org.meridian.replay.source;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.meridian.replay.facts.FactHeader;
import org.meridian.replay.facts.FactSource;
import org.meridian.replay.facts.FactSources;
import org.meridian.replay.facts.GroupOf;
import org.meridian.replay.privacy.Pseudonyms;

/** Admits the facts that are selected, and counts by reason what is no fact. Not for several threads. */
final class RecordFilter {

    private static final int LOCKED_IDS = 1000;

    private final List<Plan.Source> sources;
    private final Selection selection;
    private final FactSources factSources;
    private final Pseudonyms pseudonyms;
    private final FactSources.Found[][] found;
    private final Map<String, Boolean> wantedGroups = new HashMap<>();
    private final GroupOf groupOf = new GroupOf();
    private final SortedMap<String, Long> setAside = new TreeMap<>();
    private final AtomicLong read = new AtomicLong();
    /** That of the record that was admitted last. */
    final FactHeader header = new FactHeader();

    RecordFilter(List<Plan.Source> sources, Selection selection, FactSources factSources, Pseudonyms pseudonyms) {
        this.sources = sources;
        this.selection = selection;
        this.factSources = factSources;
        this.pseudonyms = pseudonyms;
        this.found = new FactSources.Found[sources.size()][LOCKED_IDS];
    }

    boolean admits(int source, ConsumerRecord<ByteBuffer, ByteBuffer> record) {
        read.setRelease(read.getPlain() + 1); // one thread counts; a full fence would cost as much as the rest
        ByteBuffer value = record.value();
        if (value == null) {
            setAside("tombstone");
            return false;
        }
        byte[] bytes = value.array();
        int offset = value.arrayOffset() + value.position();
        if (!header.read(bytes, offset, value.remaining())) {
            setAside("malformed");
            return false;
        }
        FactSources.Found it = find(source, header.schemaId);
        if (it.missing() != null) {
            setAside(it.missing().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            return false;
        }
        FactSource factSource = it.source();
        if (factSource == null || !selection.wantsType(factSource.type()) || !selection.wantsTime(header.time)
                || !selection.groups().isEmpty() && !wantsGroup(factSource, bytes, offset, value.remaining())) {
            return false;
        }
        if (!header.isOf(factSource.country(), bytes) || !isKey(record.key(), bytes)) {
            setAside("provenance");
            return false;
        }
        return true;
    }

    FactSources.Found find(int source, int schemaId) {
        boolean cached = schemaId >= 0 && schemaId < LOCKED_IDS;
        FactSources.Found known = cached ? found[source][schemaId] : null;
        if (known != null) {
            return known;
        }
        Plan.Source topic = sources.get(source);
        FactSources.Found looked = factSources.find(topic.country(), topic.topic(), schemaId);
        if (cached) {
            found[source][schemaId] = looked;
        }
        return looked;
    }

    private boolean wantsGroup(FactSource factSource, byte[] bytes, int offset, int length) {
        String group = groupOf.find(factSource, bytes, offset, length);
        return group != null && wantedGroups.computeIfAbsent(group,
                id -> selection.groups().contains(pseudonyms.ofAny(id)));
    }

    private boolean isKey(@Nullable ByteBuffer key, byte[] bytes) {
        return key != null && key.remaining() == header.idLength && Arrays.equals(key.array(),
                key.arrayOffset() + key.position(), key.arrayOffset() + key.limit(), bytes, header.idOffset,
                header.idOffset + header.idLength);
    }

    void setAside(String reason) {
        setAside.merge(reason, 1L, Long::sum);
    }

    SortedMap<String, Long> setAside() {
        return setAside;
    }

    /** How many records it has seen; any thread may ask. */
    long read() {
        return read.getAcquire();
    }
}
