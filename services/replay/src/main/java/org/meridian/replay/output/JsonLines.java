package org.meridian.replay.output;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.replay.facts.Column;
import org.meridian.replay.facts.FactSink;
import org.meridian.replay.facts.FactSource;

/** A CloudEvent in structured mode a line (CloudEvents 1.0, JSON event format), with the extensions country and topic. */
public final class JsonLines implements Lines, FactSink {

    private static final byte[] TIME = ascii("\",\"time\":\"");
    private static final byte[] SUBJECT = ascii("\",\"subject\":\"");
    private static final byte[] DATA = ascii("\",\"data\":");
    private static final byte[] NULL = ascii("null");
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");
    private static final byte[] END = ascii("}}\n");

    private final Text text;
    private final List<byte[]> firstNames;
    private final List<byte[]> names;
    private final List<byte @Nullable []> beginnings = new ArrayList<>();
    private int begin;
    private boolean first;

    /** @param piece after how many bytes lines are taken */
    public JsonLines(List<Column> columns, int piece) {
        text = new Text(piece);
        firstNames = columns.stream().map(column -> ascii("{\"" + column.name() + "\":")).toList();
        names = columns.stream().map(column -> ascii(",\"" + column.name() + "\":")).toList();
    }

    @Override
    public FactSink sink() {
        return this;
    }

    @Override
    public byte[] header() {
        return new byte[0];
    }

    @Override
    public void begin(FactSource source, byte[] event, byte[] subject, int version, long timeMicros) {
        begin = text.length();
        text.add(beginning(source)).add(event).add('/').addNumber(version).add(TIME).addTime(timeMicros).add(SUBJECT)
                .add(subject).add(DATA);
        first = true;
    }

    private byte[] beginning(FactSource source) {
        while (beginnings.size() <= source.number()) {
            beginnings.add(null);
        }
        byte[] known = beginnings.get(source.number());
        if (known != null) {
            return known;
        }
        byte[] made = ascii(
                ("{\"specversion\":\"1.0\",\"type\":\"%s\",\"source\":\"/nodes/%s/%s\",\"country\":\"%2$s\","
                        + "\"topic\":\"%4$s\",\"datacontenttype\":\"application/json\",\"id\":\"")
                        .formatted(source.type(),
                                source.country(), source.service(), source.topic()));
        beginnings.set(source.number(), made);
        return made;
    }

    private Text name(Column column) {
        text.add((first ? firstNames : names).get(column.index()));
        first = false;
        return text;
    }

    @Override
    public void text(Column column, byte[] value) {
        name(column).add('"').add(value).add('"');
    }

    @Override
    public void number(Column column, long value) {
        name(column).addNumber(value);
    }

    @Override
    public void decimal(Column column, double value) {
        name(column).add(Double.isFinite(value) ? ascii(Double.toString(value)) : NULL);
    }

    @Override
    public void flag(Column column, boolean value) {
        name(column).add(value ? TRUE : FALSE);
    }

    @Override
    public void time(Column column, long micros) {
        name(column).add('"').addTime(micros).add('"');
    }

    @Override
    public void nothing(Column column) {
        name(column).add(NULL);
    }

    @Override
    public void end() {
        text.add(END);
    }

    @Override
    public void undo() {
        text.cutTo(begin);
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

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
