package org.meridian.eventlog.serde;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.meridian.events.log.SchemaAnnounced;

/** The schemas that each peer says it writes. A peer speaks for its own records only, and never for a locked id. */
public final class PeerSchemas {

    /** Far more than there will be; a peer that announces without end does not fill the memory. */
    private static final int MOST = 10_000;

    private record Announced(String source, int id) {}

    private final Map<Announced, Schema> schemas = new ConcurrentHashMap<>();

    Optional<Schema> schema(String source, int id) {
        return Optional.ofNullable(schemas.get(new Announced(source, id)));
    }

    /** What all peers that have announced this id mean by it; empty when they differ. */
    Optional<Schema> unanimous(int id) {
        var meant = schemas.entrySet().stream().filter(it -> it.getKey().id() == id).map(Map.Entry::getValue).distinct()
                .toList();
        return meant.size() == 1 ? Optional.of(meant.getFirst()) : Optional.empty();
    }

    /** Takes an announcement; says whether it was new. Text that is no schema is not kept. */
    public boolean learn(String source, SchemaAnnounced announced) {
        try {
            Schema schema = new Schema.Parser().parse(announced.getSchema$());
            return schemas.size() < MOST
                    && schemas.putIfAbsent(new Announced(source, announced.getSchemaId()), schema) == null;
        } catch (RuntimeException | StackOverflowError noSchema) {
            return false; // what a peer writes here is text like any other, and Avro's parser throws all sorts of things
        }
    }
}
