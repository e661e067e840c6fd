package org.meridian.mail.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meridian.process.startup.StartupSentence;
import org.meridian.testing.WrongSettings;

class MailSettingsTest {

    private static final Map<String, String> RIGHT = Map.of("meridian.public-url", "https://nz.example",
            "meridian.mail-from", "Meridian <post@nz.example>");

    @Test
    void whatIsRightIsTaken() {
        assertThat(WrongSettings.sentence(StartupSentence::of, "meridian", MailSettings.class, RIGHT, "unknown", ""))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', emptyValue = "", nullValues = "null", textBlock = """
            meridian.public-url | '' | meridian.public-url is not set, and has to be.
            meridian.public-url | https://nz.example/ | meridian.public-url cannot be "https://nz.example/": it takes a URL such as https://meridian.example.org, without a slash at the end.
            meridian.public-url | ftp://nz.example | meridian.public-url cannot be "ftp://nz.example": it takes a URL such as https://meridian.example.org, without a slash at the end.
            meridian.mail-from | '' | meridian.mail-from is not set, and has to be.
            meridian.mail-from | Meridian post@nz.example | meridian.mail-from cannot be "Meridian post@nz.example": it takes an address such as Meridian <post@example.org>.
            meridian.mail-connections | many | meridian.mail-connections cannot be "many": it takes a whole number.
            meridian.mail-connections | 0 | meridian.mail-connections cannot be 0: it takes a number from 1 on.
            meridian.mails-per-second | 0 | meridian.mails-per-second cannot be 0: it takes a number from 1 on.
            """)
    void whatIsWrongIsNamedWithWhatItTakes(String name, String value, String sentence) {
        assertThat(WrongSettings.sentence(StartupSentence::of, "meridian", MailSettings.class, RIGHT, name, value))
                .isEqualTo(sentence);
    }
}
