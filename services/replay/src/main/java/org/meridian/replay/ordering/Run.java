package org.meridian.replay.ordering;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;

/** Sorted entries in a file without a name, which vanishes with the process however that ends. */
final class Run implements AutoCloseable {

    private final FileChannel channel;
    private final long bytes;

    private Run(FileChannel channel, long bytes) {
        this.channel = channel;
        this.bytes = bytes;
    }

    static Run write(Arena arena, Path folder) throws IOException {
        Path name = Files.createTempFile(folder, "meridian-replay", ".run",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        FileChannel channel = FileChannel.open(name,
                Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
        try {
            BufferedOutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 18);
            arena.writeTo(out);
            out.flush();
            return new Run(channel, channel.position());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    long bytes() {
        return bytes;
    }

    Cursor cursor(int bufferBytes) {
        return new FileCursor(bufferBytes);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class FileCursor extends Cursor {

        private long filePosition;
        private int filled;
        private int at;

        FileCursor(int bufferBytes) {
            this.bytes = new byte[bufferBytes];
        }

        @Override
        public boolean next() {
            if (!has(Arena.HEADER_BYTES)) {
                return false;
            }
            int entry = (int) Arena.INT.get(bytes, at);
            has(Arena.HEADER_BYTES + entry);
            length = entry;
            time = (long) Arena.LONG.get(bytes, at + 4);
            place = (int) Arena.INT.get(bytes, at + 12);
            offset = at + Arena.HEADER_BYTES;
            at = offset + entry;
            return true;
        }

        /** Sees to it that the buffer holds so many bytes from the position on; false at the end. */
        private boolean has(int wanted) {
            if (filled - at >= wanted) {
                return true;
            }
            System.arraycopy(bytes, at, bytes, 0, filled - at);
            filled -= at;
            at = 0;
            if (bytes.length < wanted) {
                bytes = Arrays.copyOf(bytes, wanted);
            }
            try {
                while (filled < bytes.length && filePosition < Run.this.bytes) {
                    int read = channel.read(ByteBuffer.wrap(bytes, filled, bytes.length - filled), filePosition);
                    filled += read;
                    filePosition += read;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return filled >= wanted;
        }
    }
}
