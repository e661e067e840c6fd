package org.meridian.replay.privacy;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The pseudonyms that were made last, because ids of groups, members and threads come again and again: a packed table with
 * a slot for each hash, in which the newest stays. Caffeine takes twice as long for a look-up (346 ns of processor time
 * instead of 163), since it needs an object for every id: a fifth more processor time for a whole export. Not for several
 * threads.
 */
final class Cache {

    /** The bit of slots for ids that stand in the place of a group's. */
    static final int GROUP = 1;

    private static final int SLOTS = 1 << 15;
    private static final int MAX_ID_CHARS = 95;
    private static final int WIDTH = MAX_ID_CHARS + 1;
    private static final int HASHED = 16;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** For each slot the length of its id, then the id. */
    private final byte[] ids = new byte[SLOTS * WIDTH];
    private final byte[] @Nullable [] pseudonyms = new byte[SLOTS][];

    /** An even slot, from the id's last bytes, which are random. */
    int slot(byte[] bytes, int offset, int length) {
        if (length < HASHED) {
            return 0;
        }
        int end = offset + length;
        long mixed = ((long) LONG.get(bytes, end - 16) * 31 + (long) LONG.get(bytes, end - 8)) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 40) & SLOTS - 2;
    }

    byte @Nullable [] get(int slot, byte[] bytes, int offset, int length) {
        int at = slot * WIDTH;
        return ids[at] == length && Arrays.equals(ids, at + 1, at + 1 + length, bytes, offset, offset + length)
                ? pseudonyms[slot]
                : null;
    }

    void put(int slot, byte[] bytes, int offset, int length, byte[] pseudonym) {
        if (length <= MAX_ID_CHARS) {
            int at = slot * WIDTH;
            ids[at] = (byte) length;
            System.arraycopy(bytes, offset, ids, at + 1, length);
            pseudonyms[slot] = pseudonym;
        }
    }
}
