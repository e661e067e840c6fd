package org.meridian.replay.ordering;

import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.meridian.replay.problem.ReplayProblem;

/**
 * Merges in a thread of its own, a few blocks of entries ahead of whoever goes through them. Memory: four blocks of 256
 * KiB, more where a single entry is larger.
 */
final class PrefetchingCursor extends Cursor implements AutoCloseable {

    private static final int BLOCKS = 4;
    private static final int BLOCK_BYTES = 1 << 18;
    private static final int BLOCK_ENTRIES = 1 << 11;

    private static final class Block {
        byte[] bytes;
        final int[] ends = new int[BLOCK_ENTRIES];
        final long[] times = new long[BLOCK_ENTRIES];
        final int[] places = new int[BLOCK_ENTRIES];
        int count;

        Block(int size) {
            bytes = new byte[size];
        }

        boolean hasRoomFor(int length) {
            return count == 0 || count < BLOCK_ENTRIES && length <= bytes.length - ends[count - 1];
        }

        int begin(int entry) {
            return entry == 0 ? 0 : ends[entry - 1];
        }

        void add(Cursor at) {
            int begin = begin(count);
            if (begin + at.length > bytes.length) {
                bytes = Arrays.copyOf(bytes, begin + at.length);
            }
            System.arraycopy(at.bytes, at.offset, bytes, begin, at.length);
            ends[count] = begin + at.length;
            times[count] = at.time;
            places[count++] = at.place;
        }
    }

    private final Merge merge;
    private final BlockingQueue<Block> empty = new ArrayBlockingQueue<>(BLOCKS);
    private final BlockingQueue<Block> full = new ArrayBlockingQueue<>(BLOCKS + 1);
    private final Block end = new Block(0);
    private final Thread thread = Thread.ofPlatform().daemon().name("replay-merge").unstarted(this::merge);
    private volatile @Nullable RuntimeException failure;
    private Block current = new Block(BLOCK_BYTES);
    private int entry;

    PrefetchingCursor(Merge merge) {
        this.merge = merge;
        for (int i = 1; i < BLOCKS; i++) {
            empty.add(new Block(BLOCK_BYTES));
        }
        thread.start();
    }

    private void merge() {
        try {
            Block block = empty.take();
            for (Cursor at = merge.next(); at != null; at = merge.next()) {
                if (!block.hasRoomFor(at.length)) {
                    full.put(block);
                    block = empty.take();
                    block.count = 0;
                }
                block.add(at);
            }
            full.put(block);
        } catch (RuntimeException e) {
            failure = e;
        } catch (InterruptedException | Error e) { // whoever goes through them must not take this for the end
            failure = new IllegalStateException("The merge ended early.", e);
        } finally {
            full.add(end);
        }
    }

    @Override
    public boolean next() {
        if (entry == current.count && !turn()) {
            return false;
        }
        bytes = current.bytes;
        offset = current.begin(entry);
        length = current.ends[entry] - offset;
        time = current.times[entry];
        place = current.places[entry++];
        return true;
    }

    /** Goes to the next block; false when there is none. */
    private boolean turn() {
        if (current == end) {
            return false;
        }
        try {
            empty.put(current);
            current = full.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReplayProblem("The replay was interrupted.", e);
        }
        RuntimeException failed = failure;
        if (current == end && failed != null) {
            throw failed;
        }
        entry = 0;
        return current.count > 0;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
