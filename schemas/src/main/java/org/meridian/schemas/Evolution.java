package org.meridian.schemas;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** What keeps older and newer nodes from reading each other's records; Avro alone overlooks names and logical types. */
public final class Evolution {

    private Evolution() {}

    /** One sentence for each break between a schema of today and a released one of the same record; empty if none. */
    public static List<String> breaks(Schema current, Schema released) {
        var breaks = new ArrayList<String>();
        unreadable(current, released, "The current cannot read the released", breaks);
        unreadable(released, current, "The released cannot read the current", breaks);
        differences(current, released, current.getFullName(), breaks);
        return breaks;
    }

    private static void unreadable(Schema reader, Schema writer, String what, List<String> breaks) {
        var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        if (result.getType() != SchemaCompatibilityType.COMPATIBLE) {
            breaks.add(what + ": " + result.getResult().getIncompatibilities());
        }
    }

    private static void differences(Schema current, Schema released, String at, List<String> breaks) {
        if (current.getType() != released.getType()) {
            breaks.add(at + ": the type was " + released.getType() + " and is " + current.getType());
            return;
        }
        if (!current.getFullName().equals(released.getFullName())) {
            breaks.add(at + ": the name was " + released.getFullName() + " and is " + current.getFullName());
        }
        if (!Objects.equals(logicalType(current), logicalType(released))) {
            breaks.add(at + ": the logical type was " + logicalType(released) + " and is " + logicalType(current));
        }
        switch (current.getType()) {
            case RECORD -> fieldDifferences(current, released, at, breaks);
            case ARRAY -> differences(current.getElementType(), released.getElementType(), at + "[]", breaks);
            case MAP -> differences(current.getValueType(), released.getValueType(), at + "{}", breaks);
            case UNION -> branchDifferences(current.getTypes(), released.getTypes(), at, breaks);
            default -> {
            }
        }
    }

    private static void fieldDifferences(Schema current, Schema released, String at, List<String> breaks) {
        for (var field : current.getFields()) {
            var before = released.getField(field.name());
            if (before != null) {
                differences(field.schema(), before.schema(), at + "." + field.name(), breaks);
            }
        }
    }

    private static void branchDifferences(List<Schema> current, List<Schema> released, String at, List<String> breaks) {
        if (current.size() != released.size()) {
            breaks.add(at + ": the union had " + released.size() + " branches and has " + current.size());
            return;
        }
        for (var i = 0; i < current.size(); i++) {
            differences(current.get(i), released.get(i), at + "|" + i, breaks);
        }
    }

    /** By property, since Avro drops a logical type that it does not know. */
    private static Object logicalType(Schema schema) {
        return Objects.requireNonNullElse(schema.getProp("logicalType"), "none");
    }
}
