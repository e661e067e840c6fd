package org.meridian.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meridian.process.startup.StartupSentence;
import org.meridian.testing.WrongSettings;

class EmbeddedSettingsTest {

    private static final Map<String, String> RIGHT = Map.of("meridian.embedded.data", "data/uk",
            "meridian.embedded.postgres-port", "12101",
            "meridian.embedded.kafka-port", "10101",
            "meridian.embedded.kafka-controller-port", "11101",
            "meridian.embedded.kafka-peer-port", "9101");

    @Test
    void whatIsRightIsTaken() {
        assertThat(WrongSettings.sentence(StartupSentence::of, "meridian.embedded", EmbeddedSettings.class, RIGHT,
                "unknown", "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', emptyValue = "", nullValues = "null", textBlock = """
            meridian.embedded.data | '' | meridian.embedded.data is not set, and has to be.
            meridian.embedded.postgres-port | '' | meridian.embedded.postgres-port is not set, and has to be: it takes a port, 1 to 65535.
            meridian.embedded.kafka-port | 65536 | meridian.embedded.kafka-port cannot be 65536: it takes a port, 1 to 65535.
            meridian.embedded.kafka-controller-port | -1 | meridian.embedded.kafka-controller-port cannot be -1: it takes a port, 1 to 65535.
            meridian.embedded.kafka-peer-port | kafka | meridian.embedded.kafka-peer-port cannot be "kafka": it takes a whole number.
            """)
    void whatIsWrongIsNamedWithWhatItTakes(String name, String value, String sentence) {
        assertThat(WrongSettings.sentence(StartupSentence::of, "meridian.embedded", EmbeddedSettings.class, RIGHT, name,
                value))
                .isEqualTo(sentence);
    }
}
