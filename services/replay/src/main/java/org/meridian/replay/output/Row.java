package org.meridian.replay.output;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.replay.facts.Column;
import org.meridian.replay.facts.Column.Kind;
import org.meridian.replay.facts.FactSink;
import org.meridian.replay.facts.FactSource;

/** A fact as the cells of a table with a column for every field of every type, most of them empty. */
final class Row implements FactSink {

    /** Takes what it needs of a row at once: the row is used again. */
    @FunctionalInterface
    interface Taker {
        void take(Row row);
    }

    private final Taker taker;
    private final Kind[] kinds;
    private final byte[] @Nullable [] texts;
    private final long[] numbers;
    private final boolean[] present;
    private @Nullable FactSource source;

    Row(List<Column> columns, Taker taker) {
        this.taker = taker;
        kinds = columns.stream().map(Column::kind).toArray(Kind[]::new);
        texts = new byte[kinds.length][];
        numbers = new long[kinds.length];
        present = new boolean[kinds.length];
    }

    FactSource source() {
        if (source == null) {
            throw new IllegalStateException("no row has begun");
        }
        return source;
    }

    boolean isPresent(int column) {
        return present[column];
    }

    /** Of a column of texts. */
    byte[] text(int column) {
        byte[] text = texts[column];
        return text == null ? new byte[0] : text;
    }

    /** Of any other: microseconds of a time, the bits of a decimal, 0 or 1 of a flag. */
    long number(int column) {
        return numbers[column];
    }

    @Override
    public void begin(FactSource of, byte[] event, byte[] subject, int version, long timeMicros) {
        source = of;
        Arrays.fill(present, false);
    }

    @Override
    public void text(Column column, byte[] value) {
        present[column.index()] = true;
        texts[column.index()] = value;
    }

    @Override
    public void number(Column column, long value) {
        set(column, Kind.NUMBER, value);
    }

    @Override
    public void decimal(Column column, double value) {
        set(column, Kind.DECIMAL, Double.doubleToRawLongBits(value));
    }

    @Override
    public void flag(Column column, boolean value) {
        set(column, Kind.FLAG, value ? 1 : 0);
    }

    @Override
    public void time(Column column, long micros) {
        set(column, Kind.TIME, micros);
    }

    /** Where types have fields of one name and different kinds, the column is of texts. */
    private void set(Column column, Kind kind, long value) {
        if (kinds[column.index()] == kind) {
            present[column.index()] = true;
            numbers[column.index()] = value;
        } else {
            text(column, Long.toString(value).getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Override
    public void nothing(Column column) {
        present[column.index()] = false;
    }

    @Override
    public void end() {
        taker.take(this);
    }

    @Override
    public void undo() {
        source = null;
    }
}
