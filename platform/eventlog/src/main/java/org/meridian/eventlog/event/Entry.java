package org.meridian.eventlog.event;

import java.time.Instant;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/** One record of the log: a fact, kept for ever, or content, which its author can take back. */
public sealed interface Entry {

    /** The topic as its owner names it, without the prefix of the peer it came from. */
    String topic();

    SpecificRecord body();

    /** The id of the aggregate that it speaks of; the Kafka key. */
    String id();

    /** 1, 2, 3 … per aggregate (facts), or per id and topic (content). */
    int version();

    /** What happened. The first five fields of every fact are the same, in this order. */
    record Fact(String topic, SpecificRecord body) implements Entry {

        public UUID eventId() {
            return (UUID) body.get(0);
        }

        @Override
        public String id() {
            return (String) body.get(1);
        }

        @Override
        public int version() {
            return (int) body.get(2);
        }

        public Instant occurredAt() {
            return (Instant) body.get(3);
        }

        public String actorId() {
            return (String) body.get(4);
        }
    }

    /** What somebody wrote; the newest version wins. */
    record Content(String topic, SpecificRecord body) implements Entry {

        @Override
        public String id() {
            return (String) body.get(0);
        }

        @Override
        public int version() {
            return (int) body.get(1);
        }
    }

    /** Facts begin with their event's id, content does not. */
    static Entry of(String topic, SpecificRecord body) {
        return body.getSchema().getFields().getFirst().name().equals("eventId")
                ? new Fact(topic, body)
                : new Content(topic, body);
    }
}
