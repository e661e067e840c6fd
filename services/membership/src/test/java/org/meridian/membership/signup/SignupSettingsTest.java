package org.meridian.membership.signup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meridian.process.startup.StartupSentence;
import org.meridian.testing.WrongSettings;

class SignupSettingsTest {

    private static final Map<String, String> RIGHT = Map.of("meridian.operators",
            "ops@nz.example,Ops2@nz.example,ops@māori.nz");

    @Test
    void whatIsRightIsTaken() {
        assertThat(WrongSettings.sentence(StartupSentence::of, "meridian", SignupSettings.class, RIGHT, "unknown", ""))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', emptyValue = "", nullValues = "null", textBlock = """
            meridian.operators | ops | meridian.operators cannot be "ops": it takes addresses such as post@example.org.
            meridian.operators | ops@localhost | meridian.operators cannot be "ops@localhost": it takes addresses such as post@example.org.
            meridian.analysts | a@nz.example;b@nz.example | meridian.analysts cannot be "a@nz.example;b@nz.example": it takes addresses such as post@example.org.
            """)
    void whatIsWrongIsNamedWithWhatItTakes(String name, String value, String sentence) {
        assertThat(WrongSettings.sentence(StartupSentence::of, "meridian", SignupSettings.class, RIGHT, name, value))
                .isEqualTo(sentence);
    }
}
