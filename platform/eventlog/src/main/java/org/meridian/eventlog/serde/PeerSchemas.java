package org.meridian.eventlog.serde;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.meridian.events.log.SchemaAnnounced;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The schemas that each peer says it writes. A peer speaks for its own records only, and never for a locked id. */
public final class PeerSchemas {

    private static final Logger LOG = LoggerFactory.getLogger(PeerSchemas.class);

    /** Far more than a peer will have; one that announces without end fills neither the memory nor the others' places. */
    private static final int MAX_SCHEMAS = 500;
    private static final int MAX_SCHEMA_CHARS = 100_000;

    private record Announced(String source, int id) {}

    private final Map<Announced, Schema> schemas = new ConcurrentHashMap<>();

    /** What a peer means by an id; empty when it has not said so. */
    public Optional<Schema> schema(String source, int id) {
        return Optional.ofNullable(schemas.get(new Announced(source, id)));
    }

    /** What all peers that have announced this id mean by it; empty when they differ. */
    public Optional<Schema> unanimous(int id) {
        var meant = schemas.entrySet().stream().filter(it -> it.getKey().id() == id).map(Map.Entry::getValue).distinct()
                .toList();
        return meant.size() == 1 ? Optional.of(meant.getFirst()) : Optional.empty();
    }

    /** Takes an announcement; says whether it was new. Text that is no schema is not kept. */
    public boolean learn(String source, SchemaAnnounced announced) {
        if (announced.getSchema$().length() > MAX_SCHEMA_CHARS
                || schemas.keySet().stream().filter(it -> it.source().equals(source)).count() >= MAX_SCHEMAS) {
            LOG.warn("{} announces more or longer schemas than are kept; its schema {} stays unknown", source,
                    announced.getSchemaId());
            return false;
        }
        try {
            Schema schema = new Schema.Parser().parse(announced.getSchema$());
            return schemas.putIfAbsent(new Announced(source, announced.getSchemaId()), schema) == null;
        } catch (RuntimeException | StackOverflowError noSchema) {
            return false; // what a peer writes here is text like any other, and Avro's parser throws all sorts of things
        }
    }
}
