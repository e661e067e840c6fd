package org.meridian.replay.ordering;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several sorted sequences as one: a heap of their cursors. */
public final class Merge {

    private final TieBreak ties;
    private final Cursor[] heap;
    private int size;
    private boolean begun;

    public Merge(List<Cursor> sorted, TieBreak ties) {
        this.ties = ties;
        List<Cursor> filled = new ArrayList<>(sorted);
        filled.removeIf(cursor -> !cursor.next());
        heap = filled.toArray(Cursor[]::new);
        size = heap.length;
        for (int i = size / 2 - 1; i >= 0; i--) {
            sink(i);
        }
    }

    /** The cursor at the next entry of all; null when there is none. */
    public @Nullable Cursor next() {
        if (begun && size > 0) {
            if (!heap[0].next()) {
                heap[0] = heap[--size];
            }
            sink(0);
        }
        begun = true;
        return size == 0 ? null : heap[0];
    }

    private void sink(int from) {
        int at = from;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && heap[child + 1].compareTo(heap[child], ties) < 0) {
                child++;
            }
            if (heap[at].compareTo(heap[child], ties) <= 0) {
                return;
            }
            Cursor swap = heap[at];
            heap[at] = heap[child];
            heap[child] = swap;
            at = child;
        }
    }
}
