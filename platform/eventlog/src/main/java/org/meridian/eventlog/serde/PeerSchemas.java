package org.meridian.eventlog.serde;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.meridian.events.log.SchemaAnnounced;
import org.meridian.schemas.RecordType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The schemas that each peer says it writes. A peer speaks for its own records only, and never for a locked id. */
public final class PeerSchemas {

    private static final Logger LOG = LoggerFactory.getLogger(PeerSchemas.class);

    /** Far more than a peer will have; one that announces without end fills neither the memory nor the others' places. */
    private static final int MAX_SCHEMAS = 500;
    private static final int MAX_SCHEMA_CHARS = 100_000;
    /** Of all that a peer announces; in memory a schema takes some twenty times its text. */
    private static final int MAX_READABLE_CHARS = 250_000;
    private static final int MAX_UNREADABLE_CHARS = 1_000_000;

    private record Announced(String source, int id) {}

    /**
     * What is kept of a schema.
     *
     * @param schema   of a type that this release does not know only its name
     * @param readable whether this release knows the type
     */
    private record Kept(Schema schema, String text, boolean readable) {}

    private final Map<Announced, Kept> schemas = new ConcurrentHashMap<>();

    /** What a peer means by an id; empty when it has not said so. Of a type that is not known here it has no fields. */
    public Optional<Schema> schema(String source, int id) {
        return Optional.ofNullable(schemas.get(new Announced(source, id))).map(Kept::schema);
    }

    /** What all peers that have announced this id mean by it; empty when they differ. */
    public Optional<Schema> unanimous(int id) {
        List<Schema> meant = schemas.entrySet().stream().filter(it -> it.getKey().id() == id)
                .map(it -> it.getValue().text()).distinct().map(text -> new Schema.Parser().parse(text)).distinct()
                .toList();
        return meant.size() == 1 ? Optional.of(meant.getFirst()) : Optional.empty();
    }

    /** Takes an announcement; says whether it was new. Text that is no schema is not kept. */
    public boolean learn(String source, SchemaAnnounced announced) {
        var key = new Announced(source, announced.getSchemaId());
        String text = announced.getSchema$();
        if (schemas.containsKey(key)) {
            return false;
        }
        if (text.length() > MAX_SCHEMA_CHARS || count(source) >= MAX_SCHEMAS) {
            return tooMuch(key);
        }
        try {
            Schema schema = new Schema.Parser().parse(text);
            boolean readable = RecordType.of(schema.getFullName()).isPresent();
            if (chars(source, readable) + text.length() > (readable ? MAX_READABLE_CHARS : MAX_UNREADABLE_CHARS)) {
                return tooMuch(key);
            }
            Schema kept = readable ? schema : onlyItsName(schema);
            return schemas.putIfAbsent(key, new Kept(kept, text, readable)) == null;
        } catch (RuntimeException | StackOverflowError noSchema) {
            return false; // what a peer writes here is text like any other, and Avro's parser throws all sorts of things
        }
    }

    /** What is no record has no name of its own. */
    private static Schema onlyItsName(Schema schema) {
        return schema.getType() == Schema.Type.RECORD
                ? Schema.createRecord(schema.getFullName(), null, null, false, List.of())
                : Schema.create(Schema.Type.NULL);
    }

    private static boolean tooMuch(Announced announced) {
        LOG.warn("{} announces more or longer schemas than are kept; its schema {} stays unknown", announced.source(),
                announced.id());
        return false;
    }

    private long count(String source) {
        return schemas.keySet().stream().filter(it -> it.source().equals(source)).count();
    }

    private long chars(String source, boolean readable) {
        return schemas.entrySet().stream()
                .filter(it -> it.getKey().source().equals(source) && it.getValue().readable() == readable)
                .mapToLong(it -> it.getValue().text().length()).sum();
    }
}
