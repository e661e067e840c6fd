package org.meridian.replay.output;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.meridian.replay.facts.Column;
import org.meridian.replay.facts.FactSink;
import org.meridian.replay.facts.FactSource;

/**
 * A fact a line (RFC 4180): type, country and topic, then a column for every field of every type; empty where a type has
 * no such field. No value needs quotes.
 */
public final class CsvLines implements Lines {

    private final Text text;
    private final List<Column> columns;
    private final Row row;

    /** @param piece after how many bytes lines are taken */
    public CsvLines(List<Column> columns, int piece) {
        this.text = new Text(piece);
        this.columns = columns;
        this.row = new Row(columns, this::write);
    }

    @Override
    public byte[] header() {
        String names = String.join(",", columns.stream().map(Column::name).toList());
        return ("type,country,topic," + names + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private void write(Row it) {
        FactSource source = it.source();
        text.add(ascii(source.shortType())).add(',').add(ascii(source.country())).add(',')
                .add(ascii(source.topic()));
        for (Column column : columns) {
            text.add(',');
            if (it.isPresent(column.index())) {
                cell(it, column);
            }
        }
        text.add('\r').add('\n');
    }

    private void cell(Row it, Column column) {
        switch (column.kind()) {
            case TEXT -> text.add(it.text(column.index()));
            case NUMBER -> text.addNumber(it.number(column.index()));
            case DECIMAL -> text.add(ascii(Double.toString(Double.longBitsToDouble(it.number(column.index())))));
            case FLAG -> text.add(ascii(Boolean.toString(it.number(column.index()) == 1)));
            case TIME -> text.addTime(it.number(column.index()));
        }
    }

    private static byte[] ascii(String value) {
        return value.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public FactSink sink() {
        return row;
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public ByteBuffer take() {
        return text.take();
    }

    @Override
    public void clear() {
        text.clear();
    }
}
