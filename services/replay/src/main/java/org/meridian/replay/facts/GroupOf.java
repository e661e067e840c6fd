package org.meridian.replay.facts;

import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Finds the group that a fact speaks of, for selecting by group. Not for several threads. */
public final class GroupOf {

    private static final int WIRE_HEADER = 5;

    private final Wire wire = new Wire();

    /** The group's id; null when the fact speaks of none, or cannot be read. */
    public @Nullable String find(FactSource source, byte[] bytes, int offset, int length) {
        try {
            wire.begin(bytes, offset + WIRE_HEADER, offset + length);
            for (Layout.Field field : source.layout().fields()) {
                if (field.group() && field.schema().getType() == Schema.Type.STRING) {
                    int size = wire.length();
                    return new String(bytes, wire.skip(size), size, StandardCharsets.UTF_8);
                }
                wire.skip(field.schema());
            }
            return null;
        } catch (Malformed e) {
            return null;
        }
    }
}
