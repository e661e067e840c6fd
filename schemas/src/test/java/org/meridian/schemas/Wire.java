package org.meridian.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;

/** Confluent's wire format, written out here so that the golden bytes do not depend on the serde they are to judge. */
final class Wire {
    private Wire() {}

    static byte[] encode(int id, SpecificRecordBase entry) throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.write(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
        var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        new SpecificDatumWriter<SpecificRecordBase>(entry.getSchema(), entry.getSpecificData()).write(entry, encoder);
        return bytes.toByteArray();
    }

    static SpecificRecordBase decode(byte[] bytes, SchemaLock lock) throws ReflectiveOperationException, IOException {
        var buffer = ByteBuffer.wrap(bytes);
        if (buffer.get() != 0) {
            throw new IllegalArgumentException("Not Confluent's wire format: no magic 0");
        }
        var writer = lock.schema(buffer.getInt()).orElseThrow();
        var model = SpecificData.getForClass(Class.forName(writer.fullName()));
        var reader = new SpecificDatumReader<SpecificRecordBase>(writer.schema(),
                model.getSchema(Class.forName(writer.fullName())), model);
        var decoder = DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null);
        var decoded = reader.read(null, decoder);
        if (!decoder.isEnd()) {
            throw new IllegalArgumentException("Bytes are left over after a " + writer.fullName());
        }
        return decoded;
    }
}
