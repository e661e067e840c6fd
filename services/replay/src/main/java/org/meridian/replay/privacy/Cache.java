package org.meridian.replay.privacy;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The pseudonyms that were made last, for ids of groups, members and threads come again and again: a slot each, the newest
 * stays. Not for several threads.
 */
final class Cache {

    /** Slots with this bit are for what stands where a group's id does. */
    static final int GROUP = 1;

    private static final int SLOTS = 1 << 15;
    private static final int MAX_ID_CHARS = 95;
    private static final int WIDTH = MAX_ID_CHARS + 1;
    private static final int HASHED = 16;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Of each slot the length of the id, and the id. */
    private final byte[] ids = new byte[SLOTS * WIDTH];
    private final byte[] @Nullable [] pseudonyms = new byte[SLOTS][];

    /** An even slot. Ids end in what is random. */
    int slot(byte[] bytes, int offset, int length) {
        if (length < HASHED) {
            return 0;
        }
        int end = offset + length;
        long mixed = ((long) LONG.get(bytes, end - 16) * 31 + (long) LONG.get(bytes, end - 8)) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 40) & SLOTS - 2;
    }

    byte @Nullable [] at(int slot, byte[] bytes, int offset, int length) {
        int at = slot * WIDTH;
        return ids[at] == length && Arrays.equals(ids, at + 1, at + 1 + length, bytes, offset, offset + length)
                ? pseudonyms[slot]
                : null;
    }

    void keep(int slot, byte[] bytes, int offset, int length, byte[] pseudonym) {
        if (length <= MAX_ID_CHARS) {
            int at = slot * WIDTH;
            ids[at] = (byte) length;
            System.arraycopy(bytes, offset, ids, at + 1, length);
            pseudonyms[slot] = pseudonym;
        }
    }
}
