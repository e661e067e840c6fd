package org.meridian.schemas;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;

/** What a release appends to a lock: lines for schemas.lock, and frozen texts by file name. */
record Release(List<String> lines, Map<String, String> texts) {

    /** Throws {@link IllegalStateException} if a record no longer goes with a released version of itself. */
    static Release of(List<Schema> records, SchemaLock lock) {
        var release = new Release(new ArrayList<>(), new LinkedHashMap<>());
        for (var schema : records) {
            var current = lock.current(schema.getFullName());
            // Rendered anew on both sides, so that another version of Avro may print differently.
            if (current.isPresent() && current.get().schema().toString().equals(schema.toString())) {
                release.add(current.get(), lock);
            } else {
                checkEvolution(schema, lock);
                var id = lock.schemas().size() + release.texts.size() + 1;
                var version = current.map(SchemaLock.LockedSchema::version).orElse(0) + 1;
                var text = SchemaFormatter.format("json/pretty", schema);
                release.texts.put(SchemaLock.fileOf(schema.getFullName(), version), text);
                release.add(new SchemaLock.LockedSchema(id, schema.getFullName(), version, text, schema), lock);
            }
        }
        return release;
    }

    private void add(SchemaLock.LockedSchema schema, SchemaLock lock) {
        for (var base : RecordType.of(schema.fullName()).orElseThrow().bases()) {
            var subject = base + "-" + schema.fullName();
            if (!lock.versions(subject).containsKey(schema.version())) {
                lines.add("%d %d %s %s".formatted(schema.id(), schema.version(), SchemaLock.sha256(schema.text()),
                        subject));
            }
        }
    }

    private static void checkEvolution(Schema schema, SchemaLock lock) {
        for (var released : lock.schemas().values()) {
            if (released.fullName().equals(schema.getFullName())) {
                var breaks = Evolution.breaks(schema, released.schema());
                if (!breaks.isEmpty()) {
                    throw new IllegalStateException("%s does not go with its released version %d: %s"
                            .formatted(schema.getFullName(), released.version(), breaks));
                }
            }
        }
    }
}
