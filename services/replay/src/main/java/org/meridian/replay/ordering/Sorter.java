package org.meridian.replay.ordering;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.meridian.replay.problem.ReplayProblem;

/**
 * Puts entries into the order of time, place and {@link TieBreak}. While one buffer fills, the other is sorted and put on
 * disk. Memory: the two buffers, 4 bytes an entry in them, and for merging at most as much as a buffer (but 32 KiB a run) and 1 MiB.
 * Disk: as many bytes as the entries have, and 16 for each; none when they fit into one buffer.
 */
public final class Sorter implements AutoCloseable {

    private static final int SMALLEST_READ = 1 << 15;
    private static final int LARGEST_READ = 1 << 20;

    private final int bufferBytes;
    private final Path folder;
    private final TieBreak ties;
    private final ExecutorService disk = Executors
            .newSingleThreadExecutor(Thread.ofPlatform().daemon().name("replay-sort").factory());
    private final BlockingQueue<Arena> free = new ArrayBlockingQueue<>(2);
    private final List<Future<Run>> runs = new ArrayList<>();
    private Arena filling;
    private @Nullable PrefetchingCursor merged;

    /** The folder that {@code TMPDIR} names, which Java by itself does not ask for, or the system's. */
    public static Path temporary() {
        String named = System.getenv("TMPDIR");
        return Path.of(named == null || named.isBlank() ? System.getProperty("java.io.tmpdir") : named);
    }

    /**
     * @param bufferBytes of each of the two buffers; an entry has 2 MB at the most
     * @param folder      for the runs, which have no names and vanish with the process
     */
    public Sorter(int bufferBytes, Path folder, TieBreak ties) {
        this.bufferBytes = bufferBytes;
        this.folder = folder;
        this.ties = ties;
        this.filling = new Arena(bufferBytes, ties);
    }

    /** @throws ReplayProblem when the disk is full */
    public void add(long time, int place, byte[] bytes, int offset, int length) {
        if (!filling.hasRoomFor(length)) {
            spill();
        }
        filling.add(time, place, bytes, offset, length);
    }

    private void spill() {
        Arena full = filling;
        if (runs.isEmpty()) {
            free.add(new Arena(bufferBytes, ties));
        }
        runs.add(disk.submit(() -> {
            full.sort();
            Run run = Run.write(full, folder);
            full.clear();
            free.add(full);
            return run;
        }));
        filling = freed();
    }

    /** Waits for an empty buffer; when the disk fails there is none, and the failure is thrown. */
    private Arena freed() {
        try {
            Arena next = free.poll();
            while (next == null) {
                if (runs.getLast().isDone()) {
                    written(runs.getLast());
                }
                next = free.poll(100, java.util.concurrent.TimeUnit.MILLISECONDS);
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReplayProblem("The replay was interrupted.", e);
        }
    }

    private Run written(Future<Run> run) {
        try {
            return run.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReplayProblem("The replay was interrupted.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException full) {
                throw new ReplayProblem("What does not fit into memory cannot be put into " + folder + " ("
                        + full.getMessage() + "): make space there, or set TMPDIR, and run the same command again.",
                        full);
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Nothing can be added from now on. */
    public void finish() {
        runs.forEach(this::written); // which sort in another thread, with the same tie-break
        filling.sort();
        List<Cursor> cursors = new ArrayList<>(List.of(filling.cursor()));
        if (!runs.isEmpty()) {
            free.clear();
            int buffer = Math.clamp(bufferBytes / runs.size(), SMALLEST_READ, LARGEST_READ);
            runs.forEach(run -> cursors.add(written(run).cursor(buffer)));
        }
        merged = new PrefetchingCursor(new Merge(cursors, ties));
    }

    /** The cursor at the next entry; null when there is none. Only after {@link #finish}. */
    public @Nullable Cursor next() {
        Cursor cursor = cursor();
        return cursor.next() ? cursor : null;
    }

    /** Goes through all entries. Only after {@link #finish}. */
    public Cursor cursor() {
        return Objects.requireNonNull(merged, "not finished");
    }

    /** Bytes that had to be put on disk. */
    public long spilledBytes() {
        return runs.stream().mapToLong(run -> written(run).bytes()).sum();
    }

    @Override
    public void close() {
        disk.shutdownNow();
        if (merged != null) {
            merged.close();
        }
        for (Future<Run> run : runs) {
            if (run.state() == Future.State.SUCCESS) {
                run.resultNow().close();
            }
        }
    }
}
