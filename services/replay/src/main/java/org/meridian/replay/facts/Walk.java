package org.meridian.replay.facts;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.meridian.replay.privacy.Pseudonyms;
import org.meridian.schemas.Objection;

/** Gives the shown fields of a fact's bytes to a sink, ids as pseudonyms. Not for several threads. */
public final class Walk {

    private static final int WIRE_HEADER = 5;
    private static final int DATE_LENGTH = 10;

    private final Pseudonyms pseudonyms;
    private final Wire wire = new Wire();
    private final SaidByBytes said = new SaidByBytes();

    public Walk(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    /** What a fact's bytes turned out to be; unless they were good, the sink has undone what it was given. */
    public enum Outcome {
        GOOD, MALFORMED, PROVENANCE, REFUSED
    }

    /** @param header as it was read from these bytes */
    public Outcome through(FactSource source, FactHeader header, byte[] bytes, int offset, int length, FactSink sink) {
        Outcome judged = judge(source, bytes, offset, length);
        return judged == Outcome.GOOD ? show(source, header, bytes, offset, length, sink) : judged;
    }

    /** As projections do, so that no export holds what no node believes. */
    private Outcome judge(FactSource source, byte[] bytes, int offset, int length) {
        if (length > source.layout().type().maxBytes()) {
            return Outcome.REFUSED;
        }
        try {
            said.read(source.layout(), bytes, offset, length);
        } catch (Malformed e) {
            return Outcome.MALFORMED;
        }
        Optional<Objection> objection = source.rules().objection(said);
        return objection.isEmpty()
                ? Outcome.GOOD
                : objection.get().fault() == Objection.Fault.PROVENANCE ? Outcome.PROVENANCE : Outcome.REFUSED;
    }

    private Outcome show(FactSource source, FactHeader header, byte[] bytes, int offset, int length, FactSink sink) {
        byte[] subject = pseudonyms.of(bytes, header.idOffset, header.idLength);
        byte[] event = pseudonyms.ofEvent(subject, bytes, header.idOffset, header.idLength);
        sink.begin(source, event, subject, header.version, header.time);
        try {
            wire.begin(bytes, offset + WIRE_HEADER, offset + length);
            for (Layout.Field field : source.layout().fields()) {
                Column column = field.column();
                if (column == null) {
                    wire.skip(field.schema());
                } else {
                    show(field, column, field.schema(), sink);
                }
            }
        } catch (Malformed e) {
            sink.undo();
            return Outcome.MALFORMED;
        }
        sink.end();
        return Outcome.GOOD;
    }

    private void show(Layout.Field field, Column column, Schema schema, FactSink sink) {
        switch (schema.getType()) {
            case UNION -> show(field, column, wire.branch(schema), sink);
            case NULL -> sink.nothing(column);
            case STRING -> sink.text(column, text(field));
            case ENUM -> sink.text(column, symbol(field));
            case INT, LONG -> showNumber(column, schema, sink);
            case BOOLEAN -> sink.flag(column, wire.bytes[wire.skip(1)] != 0);
            case FLOAT -> sink.decimal(column, Float.intBitsToFloat((int) littleEndian(4)));
            case DOUBLE -> sink.decimal(column, Double.longBitsToDouble(littleEndian(8)));
            case ARRAY -> sink.text(column, list(field, schema.getElementType()));
            default -> {
                // Bytes, maps and records can hold anything; no fact has them.
                wire.skip(schema);
                sink.nothing(column);
            }
        }
    }

    /** A string in a fact is an id, for a fact holds nothing that a person wrote; a local date is the exception. */
    private byte[] text(Layout.Field field) {
        int length = wire.length();
        int offset = wire.skip(length);
        if (length == DATE_LENGTH && isDate(wire.bytes, offset)) {
            return Arrays.copyOfRange(wire.bytes, offset, offset + length);
        }
        return field.group()
                ? pseudonyms.ofGroup(wire.bytes, offset, length)
                : pseudonyms.of(wire.bytes, offset, length);
    }

    private static boolean isDate(byte[] bytes, int offset) {
        for (int i = 0; i < DATE_LENGTH; i++) {
            byte c = bytes[offset + i];
            if (i == 4 || i == 7 ? c != '-' : c < '0' || c > '9') {
                return false;
            }
        }
        return true;
    }

    private byte[] symbol(Layout.Field field) {
        long index = wire.number();
        if (index < 0 || index >= field.symbols().size()) {
            throw new Malformed("an enum has no symbol " + index);
        }
        return field.symbols().get((int) index);
    }

    private void showNumber(Column column, Schema schema, FactSink sink) {
        long value = wire.number();
        LogicalType logical = schema.getLogicalType();
        String name = logical == null ? "" : logical.getName();
        switch (name) {
            case "timestamp-micros" -> sink.time(column, value);
            case "timestamp-millis" -> sink.time(column, value * 1000);
            case "date" -> sink.text(column, date(value));
            default -> sink.number(column, value);
        }
    }

    private static byte[] date(long days) {
        if (Math.abs(days) > 3_000_000) {
            throw new Malformed("a date of another age");
        }
        return LocalDate.ofEpochDay(days).toString().getBytes(StandardCharsets.US_ASCII);
    }

    private long littleEndian(int count) {
        int offset = wire.skip(count);
        long value = 0;
        for (int i = 0; i < count; i++) {
            value |= (wire.bytes[offset + i] & 255L) << 8 * i;
        }
        return value;
    }

    /** The items with a blank between them. */
    private byte[] list(Layout.Field field, Schema item) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (long count = wire.block(); count != 0; count = wire.block()) {
            for (long i = 0; i < count; i++) {
                if (item.getType() == Schema.Type.STRING) {
                    byte[] text = text(field);
                    all.write(all.size() == 0 ? new byte[0] : new byte[]{' '}, 0, all.size() == 0 ? 0 : 1);
                    all.writeBytes(text);
                } else {
                    wire.skip(item);
                }
            }
        }
        return all.toByteArray();
    }
}
