package org.meridian.schemas;

import org.apache.avro.Schema;

/**
 * What a record says, field by field, for {@link Rules}: read from a decoded record or straight from its bytes. Fields go by their
 * names in the schemas of this release.
 */
public interface Said {

    /** Whether nothing stands there. */
    boolean isAbsent(Schema.Field field);

    boolean isPlainId(Schema.Field field);

    boolean isDerivedId(Schema.Field field);

    boolean isUuid(Schema.Field field);

    /** Whether an id belongs to the node {@code home}. */
    boolean isOf(Schema.Field field, String home);

    boolean haveOneHome(Schema.Field one, Schema.Field other);

    boolean areSame(Schema.Field one, Schema.Field other);

    /** Whether what stands in {@code id} is made of the two others. */
    boolean isMadeOf(Schema.Field id, Schema.Field owner, Schema.Field other);

    /** A whole number, or a time in microseconds since 1970-01-01T00:00Z. */
    long number(Schema.Field field);

    /** Whether an enum has this symbol. */
    boolean isSymbol(Schema.Field field, String symbol);
}
