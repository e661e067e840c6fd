package org.meridian.flows;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.meridian.eventlog.serde.Codec;
import org.meridian.eventlog.serde.PeerSchemas;
import org.meridian.eventlog.serde.Undecodable;
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
    private static @org.jspecify.annotations.Nullable SpecificRecord decode(byte @org.jspecify.annotations.Nullable [] value) {
        try {
            return value == null ? null : CODEC.decode("", value);
        } catch (Undecodable forged) {
            return null;
        }
    }
}
