package org.meridian.node.bounds;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records in Kafka's format, of any size, without holding them. */
final class LargeRecord {

    static final int TIME = 77;
    static final int OFFSET = 3;

    private LargeRecord() {}

    /** A record with a value of zeros, and what follows it. */
    static InputStream stream(String key, int valueSize, @Nullable InputStream following) {
        byte[] start = start(key, valueSize);
        var size = new ByteArrayOutputStream();
        varint(start.length + (long) valueSize + 1, size);
        List<InputStream> parts = new ArrayList<>(List.of(new ByteArrayInputStream(size.toByteArray()),
                new ByteArrayInputStream(start), new Zeros(valueSize), new ByteArrayInputStream(new byte[1])));
        if (following != null) {
            parts.add(following);
        }
        return new SequenceInputStream(Collections.enumeration(parts));
    }

    private static byte[] start(String key, int valueSize) {
        byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
        var start = new ByteArrayOutputStream();
        start.write(0);
        varint(TIME, start);
        varint(OFFSET, start);
        varint(keyBytes.length, start);
        start.writeBytes(keyBytes);
        varint(valueSize, start);
        return start.toByteArray();
    }

    /** One that claims two gigabytes and has ten bytes. */
    static InputStream cutShort() {
        var bytes = new ByteArrayOutputStream();
        varint(Integer.MAX_VALUE, bytes);
        bytes.writeBytes(new byte[10]);
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private static void varint(long value, ByteArrayOutputStream to) {
        long rest = value << 1 ^ value >> 63;
        for (; (rest & ~127L) != 0; rest >>>= 7) {
            to.write((int) (rest & 127 | 128));
        }
        to.write((int) rest);
    }

    private static final class Zeros extends InputStream {

        private int left;

        Zeros(int count) {
            left = count;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = Math.min(left, length);
            java.util.Arrays.fill(into, offset, offset + count, (byte) 0);
            left -= count;
            return count;
        }
    }
}
