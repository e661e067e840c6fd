package org.meridian.replay.facts;

/**
 * Takes facts field by field, in the order of the schema, with pseudonyms in place of ids. Texts are ASCII
 * or UTF-8 that needs no escaping in JSON or CSV, and belong to the caller.
 */
public interface FactSink {

    /**
     * @param event   with the version it names the event, and no other of its country
     * @param subject the pseudonym of the aggregate's id
     */
    void begin(FactSource source, byte[] event, byte[] subject, int version, long timeMicros);

    void text(Column column, byte[] text);

    void number(Column column, long value);

    void decimal(Column column, double value);

    void flag(Column column, boolean value);

    void time(Column column, long micros);

    void nothing(Column column);

    /** The fact was read to its end. */
    void end();

    /** The fact cannot be read: what was given of it since {@link #begin} is void. */
    void undo();
}
