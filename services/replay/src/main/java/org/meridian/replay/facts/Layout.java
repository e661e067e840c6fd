package org.meridian.replay.facts;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Type;
import org.jspecify.annotations.Nullable;
import org.meridian.schemas.RecordType;

/**
 * How the fields of a writer's schema follow each other, and what becomes of each. Only fields that this release knows are
 * shown: whether a newer one may be shown, only a newer release knows.
 */
final class Layout {

    private static final List<String> FIRST_FIELDS = List.of(Column.EVENT_ID, "id", "version", "occurredAt", "actorId");
    /**
     * A field, in the order of the bytes.
     *
     * @param column where it is shown; null when it is passed over
     * @param group  whether it holds the id of a group
     * @param known  the field of that name in this release's schema, null where it has none
     */
    record Field(@Nullable Column column, Schema schema, boolean group, Schema.@Nullable Field known,
            List<byte[]> symbols) {}

    private final RecordType type;
    private final List<Field> fields;

    private Layout(RecordType type, List<Field> fields) {
        this.type = type;
        this.fields = fields;
    }

    /** Of a type of facts that this release knows; empty when it is none, or does not begin as every fact does. */
    static Optional<Layout> of(Schema writer, List<Column> columns) {
        List<String> names = writer.getFields().stream().map(Schema.Field::name).toList();
        Optional<RecordType> known = RecordType.of(writer.getFullName()).filter(RecordType::isFact);
        if (known.isEmpty() || names.size() < FIRST_FIELDS.size()
                || !names.subList(0, FIRST_FIELDS.size()).equals(FIRST_FIELDS)) {
            return Optional.empty();
        }
        List<Field> fields = new ArrayList<>();
        for (Schema.Field field : writer.getFields()) {
            Column column = columns.stream().filter(it -> it.name().equals(field.name())).findFirst().orElse(null);
            boolean group = field.name().equals(known.get().groupField());
            fields.add(new Field(column, field.schema(), group, known.get().schema().getField(field.name()),
                    symbols(field.schema())));
        }
        return Optional.of(new Layout(known.get(), List.copyOf(fields)));
    }

    private static List<byte[]> symbols(Schema schema) {
        Schema plain = schema.getType() == Type.UNION ? Column.nonNull(schema) : schema;
        return plain.getType() == Type.ENUM
                ? plain.getEnumSymbols().stream().map(it -> it.getBytes(StandardCharsets.UTF_8)).toList()
                : List.of();
    }

    RecordType type() {
        return type;
    }

    int knownFields() {
        return type.schema().getFields().size();
    }

    boolean shows(Column column) {
        return fields.stream().anyMatch(field -> column.equals(field.column()));
    }

    List<Field> fields() {
        return fields;
    }
}
