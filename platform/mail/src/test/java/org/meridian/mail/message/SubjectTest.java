package org.meridian.mail.message;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectTest {

    @ParameterizedTest
    @ValueSource(strings = {"Floods\r\nBcc: all@nz.example", "Floods\nBcc: all@nz.example",
            "Floods\u0000\u0085\tBcc: all@nz.example",
            "Floods\u2028 Bcc: all@nz.example\r", "\u202eFloods Bcc: all@nz.example"})
    void isOneLine(String text) {
        assertThat(Subject.of(text)).isEqualTo("Floods Bcc: all@nz.example");
    }

    @Test
    void isCutBetweenCharacters() {
        String cut = Subject.of("👩‍🚒".repeat(2_000));
        assertThat(cut).isEqualTo("👩‍🚒".repeat(66) + "…");
        assertThat(Subject.of("a" + "\u0301".repeat(10_000)).codePointCount(0, 200)).isEqualTo(200);
        assertThat(Subject.of("a".repeat(200))).isEqualTo("a".repeat(200));
        assertThat(Subject.of("a".repeat(201))).isEqualTo("a".repeat(199) + "…");
    }

    /** Encoded in pieces, none of which may hold half a character, and in lines of a length that a server takes. */
    @ParameterizedTest
    @ValueSource(strings = {"🌊", "ā", "Kia ora – ", "long content ", "no-spaces"})
    void survivesTheHeader(String text) throws Exception {
        String subject = Subject.of(text.repeat(2_000));
        var message = new MimeMessage(Session.getInstance(new Properties()));
        message.setSubject(subject, "UTF-8");
        assertThat(message.getSubject()).isEqualTo(subject);
        assertThat(message.getHeader("Subject")[0].lines()).allMatch(line -> line.length() < 998);
    }

    @Test
    void nobodyWritesEncodedWordsButUs() {
        assertThat(Subject.of("=?UTF-8?Q?Bcc:_all?=")).doesNotContain("=?UTF");
    }
}
