package org.meridian.replay.source;

import java.util.Arrays;
import org.meridian.replay.ordering.TieBreak;

/**
 * The latest fact of a partition so far, by the order of facts. A fact that is read after it and belongs before it is late;
 * without its late facts a partition is in order.
 */
final class HighWaterMark {

    private final TieBreak ties;
    private long time = Long.MIN_VALUE;
    private byte[] latest = new byte[512];
    private int length;

    HighWaterMark(TieBreak ties) {
        this.ties = ties;
    }

    /** Whether the partition's next fact is late; if it is not, it is the latest from now on. */
    boolean isLate(long at, byte[] bytes, int offset, int size) {
        if (at < time || at == time && ties.compare(bytes, offset, size, latest, 0, length) < 0) {
            return true;
        }
        if (latest.length < size) {
            latest = Arrays.copyOf(latest, size);
        }
        System.arraycopy(bytes, offset, latest, 0, size);
        time = at;
        length = size;
        return false;
    }
}
