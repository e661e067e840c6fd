package org.meridian.replay.facts;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * How the fields of a writer's schema follow each other, and what becomes of each. Only fields that this release knows are
 * shown: of a newer one nobody here can say whether it may be.
 */
public final class Layout {

    private static final List<String> HEAD = List.of(Column.EVENT_ID, "id", "version", "occurredAt", "actorId");
    /** The types whose own id is a group's. */
    private static final Set<String> OF_GROUPS = Set.of("GroupCreated");
    /** Whose country must be the writer's, besides the aggregate's: rule 6 of the design. */
    private static final Map<String, String> SPEAKS_FOR = Map.of("GroupCreated", "actorId", "PostPublished", "actorId",
            "ReplyPublished", "actorId", "PostWithdrawn", "actorId", "JoinRequested", "memberId", "JoinWithdrawn",
            "memberId", "LeaveRequested", "memberId");

    /**
     * A field as the walker meets it.
     *
     * @param column where it is shown; null when it is passed over
     * @param group  whether it holds the id of a group
     * @param own    whether it must be an id of the writer's country
     */
    public record Field(@Nullable Column column, Schema schema, boolean group, boolean own, List<byte[]> symbols) {}

    private final String type;
    private final List<Field> fields;

    private Layout(String type, List<Field> fields) {
        this.type = type;
        this.fields = fields;
    }

    /** Of a type of facts that this release knows; empty when it is none, or does not begin as every fact does. */
    static Optional<Layout> of(Schema writer, List<Column> columns) {
        List<String> names = writer.getFields().stream().map(Schema.Field::name).toList();
        if (!Column.isFact(writer.getFullName()) || names.size() < HEAD.size()
                || !names.subList(0, HEAD.size()).equals(HEAD)) {
            return Optional.empty();
        }
        List<Field> fields = new ArrayList<>();
        for (Schema.Field field : writer.getFields()) {
            Column column = columns.stream().filter(it -> it.name().equals(field.name())).findFirst().orElse(null);
            boolean group = field.name().equals("groupId")
                    || field.name().equals("id") && OF_GROUPS.contains(writer.getName());
            boolean own = field.name().equals(SPEAKS_FOR.get(writer.getName()));
            fields.add(new Field(column, field.schema(), group, own, symbols(field.schema())));
        }
        return Optional.of(new Layout(writer.getFullName(), List.copyOf(fields)));
    }

    private static List<byte[]> symbols(Schema schema) {
        Schema plain = schema.getType() == Type.UNION ? Column.nonNull(schema) : schema;
        return plain.getType() == Type.ENUM
                ? plain.getEnumSymbols().stream().map(it -> it.getBytes(StandardCharsets.UTF_8)).toList()
                : List.of();
    }

    /** The Avro full name. */
    public String type() {
        return type;
    }

    boolean shows(Column column) {
        return fields.stream().anyMatch(field -> column.equals(field.column()));
    }

    public List<Field> fields() {
        return fields;
    }
}
