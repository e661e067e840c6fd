package org.meridian.replay.output;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/** Bytes of text that grow, and how numbers and times are written in them. Not for several threads. */
final class Text {

    /** Room for the line that goes beyond a piece, so that the array seldom grows. */
    private static final int LINE = 1 << 12;

    private byte[] bytes;
    private int length;
    private long knownSecond = Long.MIN_VALUE;
    private byte[] secondText = new byte[0];

    /** @param piece after how many bytes it is taken, some line later */
    Text(int piece) {
        bytes = new byte[piece + LINE];
    }

    int length() {
        return length;
    }

    void cutTo(int shorter) {
        length = shorter;
    }

    /** The bytes so far; it goes on with an array of its own. */
    ByteBuffer take() {
        ByteBuffer taken = ByteBuffer.wrap(bytes, 0, length);
        bytes = new byte[bytes.length];
        length = 0;
        return taken;
    }

    void clear() {
        length = 0;
    }

    Text add(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
        return this;
    }

    Text add(char ascii) {
        room(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    Text addNumber(long value) {
        if (value < 0) {
            return add(Long.toString(value).getBytes(StandardCharsets.US_ASCII));
        }
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        room(digits);
        long rest = value;
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    /** RFC 3339 in UTC with microseconds, always of the same length for years of four digits. */
    Text addTime(long micros) {
        long second = Math.floorDiv(micros, 1_000_000L);
        if (second != knownSecond) {
            String text = Instant.ofEpochSecond(second).toString();
            secondText = text.substring(0, text.length() - 1).getBytes(StandardCharsets.US_ASCII);
            knownSecond = second;
        }
        add(secondText).add('.');
        int fraction = (int) Math.floorMod(micros, 1_000_000L);
        room(7);
        for (int i = length + 5; i >= length; i--) {
            bytes[i] = (byte) ('0' + fraction % 10);
            fraction /= 10;
        }
        length += 6;
        return add('Z');
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
