package org.meridian.eventlog.serde;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.meridian.events.log.SchemaAnnounced;

/** The schemas that each peer says it writes. A peer speaks for its own records only, and never for a locked id. */
public final class PeerSchemas {

    private record Announced(String source, int id) {}

    private final Map<Announced, Schema> schemas = new ConcurrentHashMap<>();

    Optional<Schema> schema(String source, int id) {
        return Optional.ofNullable(schemas.get(new Announced(source, id)));
    }

    /** Takes an announcement; says whether it was new. Text that is no schema is not kept. */
    public boolean learn(String source, SchemaAnnounced announced) {
        try {
            Schema schema = new Schema.Parser().parse(announced.getSchema$());
            return schemas.putIfAbsent(new Announced(source, announced.getSchemaId()), schema) == null;
        } catch (AvroRuntimeException noSchema) {
            return false;
        }
    }
}
