package org.meridian.schemas;

import java.util.Map;

/**
 * What may stand in a field of a record: what the deciders of its home let through, and every store and file can hold. A rule
 * may become wider with a release, never narrower: what was written once stays readable.
 */
public sealed interface FieldRule {

    /** Whatever Avro lets through: a symbol, a flag, a date of the calendar. */
    record Any() implements FieldRule {}

    record Uuid() implements FieldRule {}

    /** One id by itself; null where the schema has it so. */
    record Id() implements FieldRule {}

    /** A time that {@link Times#isWritable can be written down}. */
    record Time() implements FieldRule {}

    record Number(int least) implements FieldRule {}

    /**
     * What somebody wrote, with something to see in it; null where the schema has it so.
     *
     * @param most    in characters (Unicode code points)
     * @param oneLine without line breaks, and with nothing that turns around what stands beside it
     */
    record Text(int most, boolean oneLine) implements FieldRule {}

    record Texts(int mostItems, Text item) implements FieldRule {}

    record IdList(int most) implements FieldRule {}

    /** @param fields what may stand in those of each record, by their names */
    record Records(int most, Map<String, FieldRule> fields) implements FieldRule {}
}
