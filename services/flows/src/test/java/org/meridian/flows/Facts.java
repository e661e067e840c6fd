package org.meridian.flows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.serde.Codec;
import org.meridian.eventlog.serde.PeerSchemas;
import org.meridian.eventlog.serde.Undecodable;
import org.meridian.schemas.Ids;
import org.meridian.schemas.SchemaLock;
import org.meridian.schemas.Topics;

/** The facts that a node has written, from its own topics. */
final class Facts {

    private static final Codec CODEC = new Codec(SchemaLock.onClassPath(), new PeerSchemas());

    private Facts() {}

    static byte[] encode(SpecificRecord record) {
        return CODEC.encode(record);
    }

    /** A record in Confluent's wire format whose schema is none of ours. */
    static byte[] wire(int schemaId, byte[] body) {
        return ByteBuffer.allocate(5 + body.length).put((byte) 0).putInt(schemaId).put(body).array();
    }

    /** The body of a fact of any schema, which happened just now; what a schema has besides the fields given is left out. */
    static byte[] generic(Schema schema, Map<String, Object> fields) throws IOException {
        GenericRecord record = new GenericData.Record(schema);
        record.put("eventId", eventId(schema.getField("eventId").schema()));
        record.put("occurredAt", Instant.now().toEpochMilli() * 1000);
        fields.forEach(record::put);
        var bytes = new ByteArrayOutputStream();
        new GenericDatumWriter<GenericRecord>(schema).write(record,
                EncoderFactory.get().directBinaryEncoder(bytes, null));
        return bytes.toByteArray();
    }

    private static Object eventId(Schema schema) {
        UUID id = Ids.eventId();
        return schema.getType() == Schema.Type.FIXED
                ? new GenericData.Fixed(schema, ByteBuffer.allocate(16).putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits()).array())
                : id.toString();
    }

    /** Each {@code id version: event id, other event id}. The same fact twice, as a crash repeats it, is none of them. */
    static List<String> versionsGivenOutTwice(RawKafka node) {
        Map<String, String> first = new HashMap<>();
        List<String> twice = new ArrayList<>();
        for (String topic : node.topics()) {
            if (!isOwnFacts(topic)) {
                continue;
            }
            node.readAll(topic).forEach(record -> {
                SpecificRecord fact = decode(record.value());
                if (fact == null) {
                    return;
                }
                String version = fact.get(fact.getSchema().getField("id").pos()) + " "
                        + fact.get(fact.getSchema().getField("version").pos());
                String eventId = String.valueOf(fact.get(fact.getSchema().getField("eventId").pos()));
                String before = first.putIfAbsent(version, eventId);
                if (before != null && !before.equals(eventId)) {
                    twice.add(version + ": " + before + ", " + eventId);
                }
            });
        }
        return twice;
    }

    private static boolean isOwnFacts(String topic) {
        try {
            Topics.Place place = Topics.place(topic);
            return place.peer() == null && place.kind() == Topics.Kind.FACTS;
        } catch (IllegalArgumentException internal) {
            return false;
        }
    }

    /** Null for what another story forged. */
    private static @Nullable SpecificRecord decode(byte @Nullable [] value) {
        try {
            return value == null ? null : CODEC.decode("", value);
        } catch (Undecodable forged) {
            return null;
        }
    }
}
