package org.meridian.replay.output;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.meridian.replay.problem.ReplayProblem;

/**
 * A growing file of text, or standard output. A thread of its own writes, hashes, and once a second reports how far the
 * file is whole.
 */
public final class TextFile implements AutoCloseable {

    private static final long BETWEEN_POSITIONS = TimeUnit.SECONDS.toNanos(1);
    private static final int WAITING = 8;

    /**
     * How far a file is written.
     *
     * @param records facts, each to its end
     * @param sha256  of the bytes so far, hexadecimal
     */
    public record Position(long records, long bytes, String sha256) {}

    private record Piece(ByteBuffer bytes, long records, boolean last) {}

    private final String name;
    private final @Nullable FileChannel file;
    private final WritableByteChannel out;
    private final Consumer<Position> onPosition;
    private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(WAITING);
    private final Thread writer = Thread.ofPlatform().daemon().name("replay-write").unstarted(this::write);
    private final Thread flusher = Thread.ofPlatform().daemon().name("replay-flush").unstarted(this::flush);
    private final MessageDigest digest = sha256();
    private volatile @Nullable IOException failure;
    private volatile Position written = new Position(0, 0, "");

    private TextFile(String name, @Nullable FileChannel file, WritableByteChannel out, Consumer<Position> onPosition) {
        this.name = name;
        this.file = file;
        this.out = out;
        this.onPosition = onPosition;
    }

    /**
     * Opens a file at the position to which it was whole; what is behind it is cut off. When the file is not what it was
     * at that position, it begins anew.
     *
     * @param onPosition is told at most once a second, by another thread
     */
    public static TextFile open(Path path, Position from, Consumer<Position> onPosition) {
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            TextFile opened = new TextFile(path.toString(), channel, channel, onPosition);
            opened.goOnFrom(from);
            opened.writer.start();
            opened.flusher.start();
            return opened;
        } catch (IOException e) {
            throw unwritable(path.toString(), e);
        }
    }

    public static TextFile standardOutput() {
        TextFile opened = new TextFile("standard output", null,
                new FileOutputStream(FileDescriptor.out).getChannel(), position -> {});
        opened.writer.start();
        return opened;
    }

    private void goOnFrom(Position from) throws IOException {
        FileChannel channel = java.util.Objects.requireNonNull(file);
        ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
        long read = 0;
        while (read < from.bytes() && channel.size() >= from.bytes()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), from.bytes() - read));
            read += channel.read(buffer, read);
            digest.update(buffer.flip());
        }
        if (read == from.bytes() && (read == 0 || soFar(digest).equals(from.sha256()))) {
            written = from;
        } else {
            digest.reset();
            written = new Position(0, 0, "");
        }
        channel.truncate(written.bytes());
        channel.position(written.bytes());
    }

    /** How far it is; right after opening, from where to go on. */
    public Position position() {
        return written;
    }

    /**
     * Hands bytes over to be written; waits when the disk or the reader of a pipe is slower.
     *
     * @param records facts in all so far, these included
     * @throws ReplayProblem when an earlier write failed
     */
    public void write(ByteBuffer bytes, long records) {
        put(new Piece(bytes, records, false));
    }

    /** Writes what waits, and returns the end's position when it is on disk. */
    public Position finish() {
        put(new Piece(ByteBuffer.allocate(0), written.records(), true));
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReplayProblem("The replay was interrupted.", e);
        }
        check();
        return new Position(written.records(), written.bytes(), soFar(digest));
    }

    private void put(Piece piece) {
        try {
            do {
                check();
            } while (!pieces.offer(piece, 100, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReplayProblem("The replay was interrupted.", e);
        }
    }

    private void check() {
        IOException failed = failure;
        if (failed != null) {
            throw unwritable(name, failed);
        }
    }

    private static ReplayProblem unwritable(String name, IOException e) {
        String why = String.valueOf(e.getMessage());
        return why.contains("Broken pipe")
                ? new ReplayProblem("Whoever read the replay has gone; nothing else was written.", e)
                : new ReplayProblem("Cannot write " + name + " (" + why
                        + "): make space on its disk or give the right to write; the same command again goes on from"
                        + " here.", e);
    }

    private void write() {
        try {
            long saidAt = System.nanoTime();
            for (Piece piece = pieces.take(); !piece.last(); piece = pieces.take()) {
                int size = piece.bytes().remaining();
                digest.update(piece.bytes().duplicate());
                while (piece.bytes().hasRemaining()) {
                    out.write(piece.bytes());
                }
                written = new Position(piece.records(), written.bytes() + size, "");
                if (System.nanoTime() - saidAt > BETWEEN_POSITIONS) {
                    onPosition.accept(new Position(written.records(), written.bytes(), soFar(digest)));
                    saidAt = System.nanoTime();
                }
            }
            if (file != null) {
                file.force(true);
            }
        } catch (IOException e) {
            failure = e;
        } catch (RuntimeException e) {
            failure = new IOException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Flushes every 200 ms, so that little is left for the end. It is not interrupted, which would close the file. */
    private void flush() {
        try {
            while (writer.isAlive() && file != null) {
                TimeUnit.MILLISECONDS.sleep(200);
                file.force(false);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            failure = e;
        }
    }

    private static String soFar(MessageDigest digest) {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("SHA-256 of the JDK can be cloned", e);
        }
    }

    /** The SHA-256 of a file, hexadecimal. */
    public static String sha256(Path path) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[1 << 16];
        try (var in = Files.newInputStream(path)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Lets go of the file as it is. */
    @Override
    public void close() {
        writer.interrupt();
        try {
            writer.join(10_000);
            if (file != null) {
                file.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw unwritable(name, e);
        }
    }
}
