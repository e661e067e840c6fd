package org.meridian.eventlog.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SystemLimitException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.serde.Undecodable.Reason;
import org.meridian.schemas.RecordType;
import org.meridian.schemas.SchemaLock;

/**
 * Records to bytes and back in Confluent's wire format: magic 0, the schema's id in four bytes, Avro binary. Avro compares
 * shapes, not names, so the reader's class is looked up by the writer's full name before anything is decoded.
 */
public final class Codec {

    private static final int HEADER = 5;

    static {
        // A record has 1 MB at the most: what claims to hold more is not given the memory it asks for.
        limit(SystemLimitException.MAX_BYTES_LENGTH_PROPERTY, 1_048_576);
        limit(SystemLimitException.MAX_STRING_LENGTH_PROPERTY, 1_048_576);
        limit(SystemLimitException.MAX_COLLECTION_LENGTH_PROPERTY, 100_000);
    }

    /** Avro reads its limits once, when its first decoder is made. */
    private static void limit(String property, int most) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, String.valueOf(most));
        }
    }

    private final SchemaLock lock;
    private final PeerSchemas peers;
    private final @Nullable NamedSerde named;
    private final Map<Schema, SpecificDatumReader<SpecificRecord>> readers = new ConcurrentHashMap<>();

    public Codec(SchemaLock lock, PeerSchemas peers) {
        this(lock, peers, null);
    }

    /** @param named makes the bytes of what stands in topics, instead of Avro itself */
    public Codec(SchemaLock lock, PeerSchemas peers, @Nullable NamedSerde named) {
        this.lock = lock;
        this.peers = peers;
        this.named = named;
    }

    /** As it stands in a topic. */
    public byte[] encode(String topic, SpecificRecord record) {
        return named == null ? encode(record) : named.serialize(topic, record);
    }

    public byte[] encode(SpecificRecord record) {
        var bytes = new ByteArrayOutputStream(256);
        bytes.write(0);
        bytes.writeBytes(ByteBuffer.allocate(4).putInt(lock.idOf(record.getSchema().getFullName())).array());
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            new SpecificDatumWriter<SpecificRecord>(record.getSchema(), SpecificData.getForClass(record.getClass()))
                    .write(record, encoder);
            encoder.flush();
        } catch (IOException impossible) {
            throw new IllegalStateException("writing to memory failed", impossible);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads what {@code source} has written to a topic. What the named deserializer fails on is only undecodable if it is
     * so for us too: its registry may be away.
     */
    public SpecificRecord decode(String topic, String source, byte[] bytes) throws Undecodable {
        SpecificRecord record = decode(source, bytes);
        return named == null ? record : named.deserialize(topic, bytes);
    }

    /** Reads what {@code source}, a node's alias, has written. */
    public SpecificRecord decode(String source, byte[] bytes) throws Undecodable {
        if (bytes.length < HEADER) {
            throw new Undecodable(Reason.MALFORMED, bytes.length + " bytes are too few for a header");
        }
        Optional<String> leftOut = LeftOut.sentence(bytes);
        if (leftOut.isPresent()) {
            throw new Undecodable(Reason.TOO_LARGE, leftOut.get());
        }
        if (bytes[0] != 0) {
            throw new Undecodable(Reason.WRONG_MAGIC, "the first byte is " + bytes[0] + ", not 0");
        }
        int id = ByteBuffer.wrap(bytes, 1, 4).getInt();
        Schema writer = writer(source, id).orElseThrow(() -> new Undecodable(Reason.UNKNOWN_SCHEMA,
                "schema " + id + " is neither locked here nor announced by " + source));
        requireSize(writer, bytes.length);
        try {
            BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, HEADER, bytes.length - HEADER, null);
            SpecificRecord record = reader(writer).read(null, decoder);
            if (!decoder.isEnd()) {
                throw new Undecodable(Reason.MALFORMED, "bytes are left over after " + writer.getFullName());
            }
            return record;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw new Undecodable(Reason.MALFORMED, "these bytes are no " + writer.getFullName());
        }
    }

    /** Before it is read, which takes several times its size. */
    private static void requireSize(Schema writer, int bytes) throws Undecodable {
        Optional<RecordType> type = RecordType.of(writer.getFullName());
        if (type.isPresent() && bytes > type.get().maxBytes()) {
            throw new Undecodable(Reason.TOO_LARGE,
                    bytes + " bytes are more than a " + writer.getFullName() + " can have");
        }
    }

    private Optional<Schema> writer(String source, int id) {
        return lock.schema(id).map(SchemaLock.LockedSchema::schema).or(() -> peers.schema(source, id));
    }

    private SpecificDatumReader<SpecificRecord> reader(Schema writer) throws Undecodable {
        var known = readers.get(writer);
        if (known != null) {
            return known;
        }
        // Asked first, so that a peer's schema cannot name just any class to be loaded.
        if (RecordType.of(writer.getFullName()).isEmpty()) {
            throw new Undecodable(Reason.UNKNOWN_TYPE, writer.getFullName() + " is not known to this version");
        }
        Class<?> type = new SpecificData(Codec.class.getClassLoader()).getClass(writer);
        var reader = new SpecificDatumReader<SpecificRecord>(writer, SpecificData.get().getSchema(type),
                SpecificData.getForClass(type));
        readers.put(writer, reader);
        return reader;
    }
}
