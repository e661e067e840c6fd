package org.meridian.eventlog.serde;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.meridian.process.settings.WrongSetting;

/** A serializer and a deserializer of Kafka's interfaces that the configuration names, Confluent's for one. */
public final class NamedSerde {

    private static final String PREFIX = "meridian.serde.";
    private static final String SERIALIZER = "value.serializer";
    private static final String DESERIALIZER = "value.deserializer";

    private final Serializer<Object> serializer;
    private final Deserializer<Object> deserializer;

    private NamedSerde(Serializer<Object> serializer, Deserializer<Object> deserializer) {
        this.serializer = serializer;
        this.deserializer = deserializer;
    }

    /**
     * Null when nothing is named.
     *
     * @throws WrongSetting if a class is not named, not there, or something else than it should be
     */
    @SuppressWarnings("unchecked") // what they take and give is looked at where it is given
    public static @Nullable NamedSerde of(SerdeSettings settings) {
        if (settings.serde().isEmpty()) {
            return null;
        }
        Serializer<Object> serializer = made(SERIALIZER, Serializer.class, settings.serde());
        Deserializer<Object> deserializer = made(DESERIALIZER, Deserializer.class, settings.serde());
        try {
            serializer.configure(settings.serde(), false);
            deserializer.configure(settings.serde(), false);
        } catch (KafkaException e) {
            throw new WrongSetting("The settings under meridian.serde are not what these classes take: "
                    + e.getMessage() + ".");
        }
        return new NamedSerde(serializer, deserializer);
    }

    private static <T> T made(String setting, Class<T> type, Map<String, String> settings) {
        String name = settings.getOrDefault(setting, "");
        try {
            return type.cast(Class.forName(name).getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
            throw new WrongSetting(PREFIX + setting + " cannot be \"" + name + "\": it takes a "
                    + type.getSimpleName() + " on the class path, Confluent's in a build with -Pconfluent.");
        }
    }

    byte[] serialize(String topic, SpecificRecord record) {
        byte[] bytes = serializer.serialize(topic, record);
        if (bytes == null) {
            throw new KafkaException(serializer.getClass().getName() + " makes nothing of a record");
        }
        return bytes;
    }

    /** One thread at a time: Kafka gives each consumer a deserializer of its own. */
    synchronized SpecificRecord deserialize(String topic, byte[] bytes) {
        if (deserializer.deserialize(topic, bytes) instanceof SpecificRecord record) {
            return record;
        }
        throw new KafkaException(deserializer.getClass().getName()
                + " gives no generated class: set meridian.serde.specific.avro.reader to true");
    }
}
