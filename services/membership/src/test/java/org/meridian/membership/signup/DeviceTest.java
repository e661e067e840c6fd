package org.meridian.membership.signup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:149.0) Gecko/20100101 Firefox/149.0 | COMPUTER | Firefox | Windows",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0 Safari/537.36"
                    + " Edg/149.0.0.0 | COMPUTER | Edge | Windows",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0"
                    + " Safari/605.1.15 | COMPUTER | Safari | macOS",
            "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0 Safari/537.36"
                    + " | COMPUTER | Chrome | ChromeOS",
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/149.0.0.0 Safari/537.36"
                    + " | COMPUTER | Chrome | Linux",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/149.0"
                    + " Mobile/15E148 Safari/604.1 | PHONE | Chrome | iOS",
            "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5"
                    + " Mobile/15E148 Safari/604.1 | TABLET | Safari | iOS",
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/29.0"
                    + " Chrome/136.0.0.0 Mobile Safari/537.36 | PHONE | Samsung Internet | Android",
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0 Safari/537.36"
                    + " | TABLET | Chrome | Android",
            "Mozilla/5.0 (Plan9) Own/1 | COMPUTER | - | -", "curl/8.14.1 | PROGRAM | - | -",
            "Python-urllib/3.13 | PROGRAM | - | -", "'' | UNKNOWN | - | -", "- | UNKNOWN | - | -"})
    void isCalledAsAPersonWouldCallIt(String userAgent, Device.Kind kind, String browser, String system) {
        assertThat(Device.of(userAgent)).isEqualTo(new Device(kind, browser, system));
    }
}
