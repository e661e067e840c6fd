package org.meridian.eventlog.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meridian.events.membership.Profile;
import org.meridian.process.settings.WrongSetting;
import org.meridian.schemas.SchemaLock;
import org.meridian.schemas.Topics;

class NamedSerdeTest {

    private static final Profile PROFILE = Profile.newBuilder().setId("uk-" + new UUID(1, 1)).setVersion(1)
            .setDisplayName("Ada").setExpertise(List.of()).build();
    private static final byte[] BYTES = new Codec(SchemaLock.onClassPath(), new PeerSchemas()).encode(PROFILE);

    /** As a library whose registry is away. */
    public static final class Failing implements Serializer<Object>, Deserializer<Object> {

        @Override
        public byte[] serialize(String topic, Object record) {
            throw new SerializationException("Error retrieving Avro schema");
        }

        @Override
        public Object deserialize(String topic, byte[] bytes) {
            throw new SerializationException("Error retrieving Avro value schema for id 1");
        }

        @Override
        public void configure(Map<String, ?> settings, boolean isKey) {
            if (!settings.containsKey("schema.registry.url")) {
                throw new org.apache.kafka.common.config.ConfigException("schema.registry.url is missing");
            }
        }

        @Override
        public void close() {}
    }

    /** As a deserializer without {@code specific.avro.reader}. */
    public static final class Generic implements Deserializer<Object> {

        @Override
        public Object deserialize(String topic, byte[] bytes) {
            return "a generic record";
        }
    }

    private static @Nullable NamedSerde named(String serializer, String deserializer) {
        return NamedSerde
                .of(new SerdeSettings(Map.of("value.serializer", serializer, "value.deserializer", deserializer,
                        "schema.registry.url", "http://unused")));
    }

    private static Codec codec(Class<?> deserializer) {
        return new Codec(SchemaLock.onClassPath(), new PeerSchemas(),
                named(Failing.class.getName(), deserializer.getName()));
    }

    @Test
    void withoutSettingsItIsOurOwn() {
        assertThat(NamedSerde.of(new SerdeSettings(Map.of()))).isNull();
    }

    @ParameterizedTest
    @CsvSource({"io.confluent.NotThere", "''", "java.lang.String", "java.util.Map"})
    void aClassThatIsNoneIsNamed(String name) {
        assertThatExceptionOfType(WrongSetting.class).isThrownBy(() -> named(name, Failing.class.getName()))
                .withMessage("meridian.serde.value.serializer cannot be \"" + name
                        + "\": it takes a Serializer on the class path, Confluent's in a build with -Pconfluent.");
        assertThatExceptionOfType(WrongSetting.class).isThrownBy(() -> named(Failing.class.getName(), name))
                .withMessageStartingWith("meridian.serde.value.deserializer cannot be \"" + name + "\"");
    }

    @Test
    void whatTheClassesLackIsTold() {
        var settings = new SerdeSettings(Map.of("value.serializer", Failing.class.getName(), "value.deserializer",
                Failing.class.getName()));
        assertThatExceptionOfType(WrongSetting.class).isThrownBy(() -> NamedSerde.of(settings))
                .withMessageContaining("schema.registry.url is missing");
    }

    @Test
    void aRegistryThatIsAwayParksNothing() {
        assertThatThrownBy(() -> codec(Failing.class).decode(Topics.SHARED_PROFILES, "uk", BYTES))
                .isInstanceOf(KafkaException.class);
        assertThatThrownBy(() -> codec(Failing.class).encode(Topics.SHARED_PROFILES, PROFILE))
                .isInstanceOf(KafkaException.class);
    }

    @Test
    void whatIsUndecodableIsSoWhateverTheLibrarySays() {
        assertThatThrownBy(() -> codec(Generic.class).decode(Topics.SHARED_PROFILES, "uk", new byte[]{7}))
                .isInstanceOf(Undecodable.class);
    }

    @Test
    void aGenericRecordIsRefusedWithTheSettingThatHelps() {
        assertThatThrownBy(() -> codec(Generic.class).decode(Topics.SHARED_PROFILES, "uk", BYTES))
                .hasMessageContaining("meridian.serde.specific.avro.reader");
    }
}
