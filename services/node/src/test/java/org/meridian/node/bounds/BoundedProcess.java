package org.meridian.node.bounds;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.network.InvalidReceiveException;
import org.apache.kafka.common.network.NetworkReceive;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.DefaultRecordBatch;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.Record;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.BufferSupplier;
import org.apache.kafka.common.utils.ByteBufferOutputStream;

/** Reads in a heap of 64 MB what a hostile peer might send; fails by {@code OutOfMemoryError} where a bound is missing. */
final class BoundedProcess {

    private static final int LARGE = 500_000_000;

    private BoundedProcess() {}

    public static void main(String[] arguments) throws IOException {
        KafkaBounds.install();
        for (CompressionType type : List.of(CompressionType.ZSTD, CompressionType.GZIP)) {
            List<Record> read = read(batch(type, LARGE));
            require(read.size() == 2 && read.getFirst().valueSize() < 200 && read.getLast().valueSize() == 10);
        }
        List<Record> uncompressed = read(batch(CompressionType.NONE, 5_000_000));
        require(uncompressed.getFirst().valueSize() < 200 && uncompressed.getLast().valueSize() == 10);
        List<Record> small = read(batch(CompressionType.LZ4, 20));
        require(small.getFirst().valueSize() == 20 && small.getLast().valueSize() == 10);
        refusesALongAnswer();
        System.out.println("all within bounds");
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalStateException("not as it should be");
        }
    }

    private static List<Record> read(ByteBuffer batch) {
        List<Record> all = new ArrayList<>();
        for (var found : MemoryRecords.readableRecords(batch).batches()) {
            try (var records = found.streamingIterator(BufferSupplier.create())) {
                records.forEachRemaining(all::add);
            } catch (InvalidRecordException e) {
                throw new IllegalStateException(e);
            }
        }
        return all;
    }

    /** Of two records: one with a value of that many zeros, and a small one. */
    private static ByteBuffer batch(CompressionType type, int size) throws IOException {
        var bytes = new ByteBufferOutputStream(1 << 20);
        bytes.position(DefaultRecordBatch.RECORD_BATCH_OVERHEAD);
        try (OutputStream records = Compression.of(type).build().wrapForOutput(bytes, RecordBatch.MAGIC_VALUE_V2)) {
            LargeRecord.stream("large", size, LargeRecord.stream("small", 10, null)).transferTo(records);
        }
        ByteBuffer batch = bytes.buffer().flip();
        DefaultRecordBatch.writeHeader(batch, 0, LargeRecord.OFFSET, batch.limit(), RecordBatch.MAGIC_VALUE_V2, type,
                TimestampType.CREATE_TIME, 0, LargeRecord.TIME, RecordBatch.NO_PRODUCER_ID,
                RecordBatch.NO_PRODUCER_EPOCH, RecordBatch.NO_SEQUENCE, false, false, false, 0, 2);
        return batch.rewind();
    }

    private static void refusesALongAnswer() throws IOException {
        try {
            new NetworkReceive("peer").readFrom(new Answer(Integer.MAX_VALUE));
            throw new IllegalStateException("an answer of two gigabytes is taken");
        } catch (InvalidReceiveException refused) {
            new NetworkReceive("peer").readFrom(new Answer(1_000));
        }
    }

    /** The beginning of an answer, which says how long it is. */
    private record Answer(int length) implements java.nio.channels.ScatteringByteChannel {

        @Override
        public int read(ByteBuffer into) {
            if (into.remaining() == Integer.BYTES) {
                into.putInt(length);
                return Integer.BYTES;
            }
            return 0;
        }

        @Override
        public long read(ByteBuffer[] into) {
            return 0;
        }

        @Override
        public long read(ByteBuffer[] into, int offset, int length) {
            return 0;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
