package org.meridian.node.bounds;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.utils.ByteUtils;
import org.meridian.eventlog.serde.LeftOut;

/** The bounds that {@link KafkaBounds} puts into Kafka's classes, which call these methods; nobody else does. */
public final class Bounds {

    /** As large as Kafka's producers send a record at the most, with its batch around it: 1 MiB. */
    static final int MAX_RECORD = 1_048_400;
    private static final int MAX_KEY = 1_000;
    private static final int MAX_HEADERS = 100;
    /** More than any request here asks for. */
    private static final int MAX_ANSWER = 16 * 1_048_576;
    private static final int UNLIMITED = -1;
    private static final int SKIPPED_AT_A_TIME = 8_192;
    private static final byte[] SNAPPY = {-126, 'S', 'N', 'A', 'P', 'P', 'Y', 0};
    private static final int SNAPPY_HEADER = 16;

    private Bounds() {}

    /**
     * A stream of records before the next of them, by Kafka's record format of magic 2. One that is too large is passed over
     * without being held; in its place there is one with its key and times, and with {@link LeftOut} as its value.
     */
    public static InputStream record(InputStream records) throws IOException {
        int size = ByteUtils.readVarint(records);
        return size <= MAX_RECORD ? new Again(size, records) : new ByteArrayInputStream(inPlaceOf(size, records));
    }

    private static byte[] inPlaceOf(int size, InputStream records) throws IOException {
        var counted = new Counted(records, size);
        var body = new ByteArrayOutputStream();
        body.write(counted.read()); // attributes
        writeVarlong(ByteUtils.readVarlong(counted), body); // time
        writeVarlong(ByteUtils.readVarint(counted), body); // offset
        copyKey(counted, body);
        counted.skipTheRest();
        byte[] value = LeftOut.of(size);
        writeVarlong(value.length, body);
        body.writeBytes(value);
        writeVarlong(0, body); // headers
        var whole = new ByteArrayOutputStream();
        writeVarlong(body.size(), whole);
        whole.writeBytes(body.toByteArray());
        return whole.toByteArray();
    }

    private static void copyKey(Counted from, ByteArrayOutputStream to) throws IOException {
        int length = ByteUtils.readVarint(from);
        if (length < 0 || length > MAX_KEY) {
            writeVarlong(-1, to);
        } else {
            writeVarlong(length, to);
            to.writeBytes(from.readNBytes(length));
        }
    }

    /** Kafka's varint and varlong: zigzag, seven bits a byte, the lowest first. */
    private static void writeVarlong(long value, ByteArrayOutputStream to) {
        long rest = value << 1 ^ value >> 63;
        while ((rest & ~127L) != 0) {
            to.write((int) (rest & 127 | 128));
            rest >>>= 7;
        }
        to.write((int) rest);
    }

    /** Each takes a hundred times its bytes in memory. */
    public static void headers(int count) {
        if (count > MAX_HEADERS) {
            throw new InvalidRecordException(count + " headers of a record are more than the " + MAX_HEADERS
                    + " that are taken");
        }
    }

    /** Whether a batch is read as a stream. */
    public static boolean isStreamed(boolean compressed, int sizeInBytes) {
        return compressed || sizeInBytes > MAX_RECORD;
    }

    /** All records of a batch would be held at once. */
    public static void legacy() {
        throw new InvalidRecordException("records of formats before magic 2, which no release since 2017 has to write,"
                + " are not taken");
    }

    /** Its chunks say how large they are when decompressed, and are given the memory. */
    public static void snappy(ByteBuffer compressed) {
        ByteBuffer chunks = compressed.duplicate();
        if (!startsWith(chunks, SNAPPY)) {
            require(uncompressed(chunks));
            return;
        }
        chunks.position(chunks.position() + Math.min(SNAPPY_HEADER, chunks.remaining()));
        while (chunks.remaining() > Integer.BYTES) {
            int size = chunks.getInt();
            if (size < 0 || size > chunks.remaining()) {
                throw new InvalidRecordException("a chunk of " + size + " bytes is longer than its batch");
            }
            int end = chunks.position() + size;
            require(uncompressed(chunks));
            chunks.position(end);
        }
    }

    private static boolean startsWith(ByteBuffer bytes, byte[] start) {
        return bytes.remaining() >= start.length
                && bytes.slice(bytes.position(), start.length).equals(ByteBuffer.wrap(start));
    }

    /** The length that stands at the beginning of what snappy has compressed. */
    private static long uncompressed(ByteBuffer from) {
        long length = 0;
        for (int shift = 0; shift < 35 && from.hasRemaining(); shift += 7) {
            byte next = from.get();
            length |= (next & 127L) << shift;
            if (next >= 0) {
                return length;
            }
        }
        return Long.MAX_VALUE;
    }

    private static void require(long uncompressed) {
        if (uncompressed > MAX_RECORD) {
            throw new InvalidRecordException("a chunk of " + uncompressed + " bytes is more than is taken");
        }
    }

    /** How long an answer may be; Kafka's clients believe any length (KAFKA-4090). Servers have a limit of their own. */
    public static int answer(int limit) {
        return limit == UNLIMITED ? MAX_ANSWER : limit;
    }

    /** A stream whose first number was read already. */
    private static final class Again extends InputStream {

        private final InputStream rest;
        private final ByteArrayInputStream number;

        Again(int first, InputStream rest) {
            var bytes = new ByteArrayOutputStream(5);
            writeVarlong(first, bytes);
            this.number = new ByteArrayInputStream(bytes.toByteArray());
            this.rest = rest;
        }

        @Override
        public int read() throws IOException {
            int next = number.read();
            return next < 0 ? rest.read() : next;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return number.available() > 0 ? number.read(into, offset, length) : rest.read(into, offset, length);
        }
    }

    /** A record's own bytes out of a stream of several. */
    private static final class Counted extends InputStream {

        private final InputStream all;
        private long left;

        Counted(InputStream all, long left) {
            this.all = all;
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            int next = left > 0 ? all.read() : -1;
            if (next < 0) {
                throw new EOFException("the record ends early");
            }
            left--;
            return next;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = left == 0 ? -1 : all.read(into, offset, (int) Math.min(length, left));
            if (read < 0) {
                throw new EOFException("the record ends early");
            }
            left -= read;
            return read;
        }

        void skipTheRest() throws IOException {
            byte[] passed = new byte[SKIPPED_AT_A_TIME];
            while (left > 0) {
                read(passed, 0, passed.length);
            }
        }
    }
}
