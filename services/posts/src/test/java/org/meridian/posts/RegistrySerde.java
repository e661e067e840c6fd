package org.meridian.posts;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.meridian.testing.ConfluentRequests;

/**
 * Stands for {@code KafkaAvroSerializer} and {@code KafkaAvroDeserializer}: the same settings, the same requests, the same
 * bytes; every id and every schema is what the registry says.
 */
public final class RegistrySerde implements Serializer<SpecificRecord>, Deserializer<SpecificRecord> {

    /** How often a registry was asked, in this JVM. */
    static final Map<String, Integer> ASKED = new ConcurrentHashMap<>();

    private final Map<String, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
    private ConfluentRequests registry = new ConfluentRequests("");

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        registry = new ConfluentRequests(String.valueOf(requireNonNull(settings.get("schema.registry.url"))));
    }

    @Override
    public byte[] serialize(String topic, SpecificRecord record) {
        String subject = topic + "-" + record.getSchema().getFullName();
        int id = ids.computeIfAbsent(subject, unknown -> asked("id",
                registry.lookUp(subject, record.getSchema().toString())).body().get("id").asInt());
        var bytes = new ByteArrayOutputStream();
        bytes.write(0);
        bytes.writeBytes(ByteBuffer.allocate(4).putInt(id).array());
        try {
            var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
            new SpecificDatumWriter<SpecificRecord>(record.getSchema()).write(record, encoder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public SpecificRecord deserialize(String topic, byte[] bytes) {
        int id = ByteBuffer.wrap(bytes, 1, 4).getInt();
        Schema schema = schemas.computeIfAbsent(id, unknown -> new Schema.Parser()
                .parse(asked("schema", registry.byId(id, null)).body().get("schema").asString()));
        try {
            return new SpecificDatumReader<SpecificRecord>(schema).read(null,
                    DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null));
        } catch (IOException e) {
            throw new SerializationException(e);
        }
    }

    private static ConfluentRequests.Answer asked(String what, ConfluentRequests.Answer answer) {
        ASKED.merge(what, 1, Integer::sum);
        if (answer.status() != 200) {
            throw new SerializationException("the registry answers " + answer);
        }
        return answer;
    }

    @Override
    public void close() {}
}
