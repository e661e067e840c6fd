package org.meridian.replay.ordering;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A buffer of entries in the order in which they came, sorted when it is full: {@code length, time, place, bytes}. */
final class Arena {

    static final int HEADER_BYTES = 16;
    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] bytes;
    private final TieBreak ties;
    private int used;
    private int count;
    /** Where each entry begins. */
    private int[] starts = new int[1024];

    Arena(int size, TieBreak ties) {
        this.bytes = new byte[size];
        this.ties = ties;
    }

    boolean isEmpty() {
        return count == 0;
    }

    boolean hasRoomFor(int length) {
        return length <= bytes.length - used - HEADER_BYTES;
    }

    void add(long time, int place, byte[] from, int offset, int length) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = used;
        INT.set(bytes, used, length);
        LONG.set(bytes, used + 4, time);
        INT.set(bytes, used + 12, place);
        System.arraycopy(from, offset, bytes, used + HEADER_BYTES, length);
        used += HEADER_BYTES + length;
    }

    void clear() {
        used = 0;
        count = 0;
    }

    /** A merge sort that takes what is in order as it is: each partition's records nearly are. */
    void sort() {
        int[] from = starts;
        int[] to = new int[starts.length];
        int[] runs = runs();
        int many = runs.length - 1;
        while (many > 1) {
            int merged = 0;
            for (int run = 0; run < many; run += 2) {
                int begin = runs[run];
                int middle = runs[Math.min(run + 1, many)];
                int end = runs[Math.min(run + 2, many)];
                merge(from, to, begin, middle, end);
                runs[merged++] = begin;
            }
            runs[merged] = count;
            many = merged;
            int[] swap = from;
            from = to;
            to = swap;
        }
        starts = from;
    }

    private int[] runs() {
        int[] runs = new int[16];
        int many = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0 || compare(starts[i - 1], starts[i]) > 0) {
                if (many + 1 == runs.length) {
                    runs = Arrays.copyOf(runs, many * 2 + 2);
                }
                runs[many++] = i;
            }
        }
        runs[many] = count;
        return Arrays.copyOf(runs, many + 1);
    }

    private void merge(int[] from, int[] to, int begin, int middle, int end) {
        int left = begin;
        int right = middle;
        for (int i = begin; i < end; i++) {
            boolean takesLeft = right >= end || left < middle && compare(from[left], from[right]) <= 0;
            to[i] = takesLeft ? from[left++] : from[right++];
        }
    }

    private int compare(int a, int b) {
        long aTime = (long) LONG.get(bytes, a + 4);
        long bTime = (long) LONG.get(bytes, b + 4);
        if (aTime != bTime) {
            return aTime < bTime ? -1 : 1;
        }
        int byPlace = Integer.compare((int) INT.get(bytes, a + 12), (int) INT.get(bytes, b + 12));
        return byPlace != 0
                ? byPlace
                : ties.compare(bytes, a + HEADER_BYTES, (int) INT.get(bytes, a), bytes, b + HEADER_BYTES,
                        (int) INT.get(bytes, b));
    }

    /** Writes the entries in their order, as they lie in memory. */
    void writeTo(OutputStream out) throws IOException {
        for (int i = 0; i < count; i++) {
            out.write(bytes, starts[i], HEADER_BYTES + (int) INT.get(bytes, starts[i]));
        }
    }

    Cursor cursor() {
        return new Cursor() {
            private int at = -1;

            @Override
            public boolean next() {
                if (++at >= count) {
                    return false;
                }
                int start = starts[at];
                this.bytes = Arena.this.bytes;
                this.length = (int) INT.get(bytes, start);
                this.time = (long) LONG.get(bytes, start + 4);
                this.place = (int) INT.get(bytes, start + 12);
                this.offset = start + HEADER_BYTES;
                return true;
            }
        };
    }
}
