package org.meridian.replay.facts;

import org.apache.avro.Schema;

/** Reads Avro binary from an array (Avro 1.12 specification, "Binary Encoding"), and never beyond its end. */
final class Wire {

    byte[] bytes = new byte[0];
    int at;
    private int end;

    void begin(byte[] from, int offset, int limit) {
        bytes = from;
        at = offset;
        end = limit;
    }

    boolean isAtEnd() {
        return at == end;
    }

    /** An int or a long: zigzag, seven bits a byte, the lowest first. */
    long number() {
        if (at < end && bytes[at] >= 0) {
            byte only = bytes[at++];
            return only >>> 1 ^ -(only & 1);
        }
        return longNumber();
    }

    private long longNumber() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            byte next = bytes[skip(1)];
            value |= (long) (next & 127) << shift;
            if (next >= 0) {
                return value >>> 1 ^ -(value & 1);
            }
        }
        throw new Malformed("a number without end");
    }

    int length() {
        long length = number();
        if (length < 0 || length > end - at) {
            throw new Malformed("a length of " + length);
        }
        return (int) length;
    }

    /** Goes on by so many bytes; returns where it was. */
    int skip(int count) {
        if (count > end - at) {
            throw new Malformed("the bytes end early");
        }
        int before = at;
        at += count;
        return before;
    }

    void skip(Schema schema) {
        switch (schema.getType()) {
            case NULL -> {
            }
            case BOOLEAN -> skip(1);
            case INT, LONG, ENUM -> number();
            case FLOAT -> skip(4);
            case DOUBLE -> skip(8);
            case STRING, BYTES -> skip(length());
            case FIXED -> skip(schema.getFixedSize());
            case UNION -> skip(branch(schema));
            case RECORD -> schema.getFields().forEach(field -> skip(field.schema()));
            case ARRAY -> skipBlocks(() -> skip(schema.getElementType()));
            case MAP -> skipBlocks(() -> {
                skip(length());
                skip(schema.getValueType());
            });
        }
    }

    Schema branch(Schema union) {
        long branch = number();
        if (branch < 0 || branch >= union.getTypes().size()) {
            throw new Malformed("a union has no branch " + branch);
        }
        return union.getTypes().get((int) branch);
    }

    /** The number of items in the next block of an array; 0 at its end. */
    long block() {
        long count = number();
        if (count < 0) {
            number(); // the block's size in bytes
        }
        if (Math.abs(count) > end - at) {
            throw new Malformed("an array of " + count);
        }
        return Math.abs(count);
    }

    private void skipBlocks(Runnable item) {
        for (long count = block(); count != 0; count = block()) {
            for (long i = 0; i < count; i++) {
                item.run();
            }
        }
    }
}
