package org.meridian.replay.facts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.meridian.schemas.RecordType;
import org.meridian.schemas.SchemaLock;
import org.meridian.schemas.SchemaLock.LockedSchema;

/** A field that exports show, under its name in the schemas; fields of one name are one column. */
public record Column(int index, String name, Kind kind, String doc) {

    /** What stands in a column. */
    public enum Kind {
        TEXT, NUMBER, DECIMAL, FLAG, TIME
    }

    static final String EVENT_ID = "eventId";
    /** Whoever can read the log would find the fact by these, so an export has the pseudonym and version instead. */
    private static final Set<String> NEVER = Set.of(EVENT_ID, "tokenHash");

    /**
     * All fields of all types of facts that this release knows, in the order in which they were released: a new one comes last,
     * whatever type has it.
     */
    public static List<Column> all() {
        Map<String, Column> byName = new LinkedHashMap<>();
        for (Schema schema : released(SchemaLock.onClassPath())) {
            for (Schema.Field field : schema.getFields()) {
                if (!NEVER.contains(field.name())) {
                    Kind kind = kind(field.schema());
                    byName.merge(field.name(), new Column(byName.size(), field.name(), kind, doc(field)),
                            (known, again) -> known.kind() == kind
                                    ? known
                                    : new Column(known.index(), known.name(), Kind.TEXT, known.doc()));
                }
            }
        }
        return List.copyOf(byName.values());
    }

    /** Every version of every type of facts, by schema id. */
    private static List<Schema> released(SchemaLock lock) {
        return lock.schemas().values().stream().filter(Column::isOfFacts).map(LockedSchema::schema).toList();
    }

    private static boolean isOfFacts(LockedSchema locked) {
        return RecordType.of(locked.fullName()).filter(RecordType::isFact).isPresent();
    }

    /** The newest schema of every type of facts, by schema id. */
    public static List<Schema> facts() {
        SchemaLock lock = SchemaLock.onClassPath();
        List<Schema> facts = new ArrayList<>();
        for (LockedSchema locked : lock.schemas().values()) {
            boolean newest = lock.current(locked.fullName()).orElseThrow() == locked;
            if (newest && isOfFacts(locked)) {
                facts.add(locked.schema());
            }
        }
        return facts;
    }

    private static String doc(Schema.Field field) {
        return field.doc() == null ? "" : field.doc();
    }

    static Kind kind(Schema schema) {
        LogicalType logical = schema.getLogicalType();
        return switch (schema.getType()) {
            case UNION -> kind(nonNull(schema));
            case LONG -> logical != null && logical.getName().startsWith("timestamp") ? Kind.TIME : Kind.NUMBER;
            case INT -> logical != null && logical.getName().equals("date") ? Kind.TEXT : Kind.NUMBER;
            case FLOAT, DOUBLE -> Kind.DECIMAL;
            case BOOLEAN -> Kind.FLAG;
            default -> Kind.TEXT;
        };
    }

    /** An optional field is a union of null and its type. */
    static Schema nonNull(Schema union) {
        return union.getTypes().stream().filter(type -> type.getType() != Schema.Type.NULL).findFirst()
                .orElse(union.getTypes().getFirst());
    }
}
