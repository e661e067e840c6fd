package org.meridian.replay.facts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.serde.PeerSchemas;
import org.meridian.schemas.SchemaLock;

/** Finds the source of a fact by its place and the id of its schema. Not for several threads. */
public final class FactSources {

    /** Why facts have no source. */
    public enum Missing {
        UNKNOWN_SCHEMA, UNKNOWN_TYPE, PROVENANCE
    }

    /** Either a source or why there is none. */
    public record Found(@Nullable FactSource source, @Nullable Missing missing) {}

    private record Key(String country, String topic, int schemaId) {}

    private final PeerSchemas peerSchemas;
    private final List<Column> columns = Column.all();
    private final Map<Key, Found> found = new HashMap<>();
    private final List<FactSource> sources = new ArrayList<>();

    public FactSources(PeerSchemas peerSchemas) {
        this.peerSchemas = peerSchemas;
    }

    public List<Column> columns() {
        return columns;
    }

    /** All sources that were found, by their numbers. */
    public List<FactSource> all() {
        return List.copyOf(sources);
    }

    /** @param topic without the prefix of a mirrored one */
    public Found find(String country, String topic, int schemaId) {
        return found.computeIfAbsent(new Key(country, topic, schemaId), this::look);
    }

    private Found look(Key key) {
        Optional<Schema> writer = SchemaLock.onClassPath().schema(key.schemaId()).map(SchemaLock.LockedSchema::schema)
                .or(() -> peerSchemas.schema(key.country(), key.schemaId()));
        if (writer.isEmpty()) {
            return new Found(null, Missing.UNKNOWN_SCHEMA);
        }
        Optional<Layout> layout = Layout.of(writer.get(), columns);
        if (layout.isEmpty()) {
            return new Found(null, Missing.UNKNOWN_TYPE);
        }
        if (!layout.get().type().mayStandIn(key.topic())) {
            return new Found(null, Missing.PROVENANCE);
        }
        FactSource source = FactSource.of(sources.size(), key.schemaId(), key.country(), key.topic(), layout.get());
        sources.add(source);
        return new Found(source, null);
    }
}
