package org.meridian.notifications.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meridian.process.startup.StartupSentence;
import org.meridian.testing.WrongSettings;

class NotificationsSettingsTest {

    private static final Map<String, String> RIGHT = Map.of("meridian.demo", "true");

    @Test
    void whatIsRightIsTaken() {
        assertThat(WrongSettings.sentence(StartupSentence::of, "meridian", NotificationsSettings.class, RIGHT,
                "unknown", "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', emptyValue = "", nullValues = "null", textBlock = """
            meridian.demo | maybe | meridian.demo cannot be "maybe": it takes true or false.
            """)
    void whatIsWrongIsNamedWithWhatItTakes(String name, String value, String sentence) {
        assertThat(WrongSettings.sentence(StartupSentence::of, "meridian", NotificationsSettings.class, RIGHT, name,
                value))
                .isEqualTo(sentence);
    }
}
