package org.meridian.notifications.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.notifications.NotificationsService.operator;
import static org.meridian.testing.Waiting.eventually;

import java.time.LocalTime;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.meridian.events.membership.MailContent;
import tools.jackson.databind.JsonNode;

class DigestWavesTest {

    private static final Mornings NZ = new Mornings();

    @AfterAll
    static void stop() {
        NZ.close();
    }

    @Test
    void theDigestsOfOneTimeAreCountedByWhatBecameOfThem() {
        String reader = NZ.member("Wiremu");
        String idle = NZ.member("Whetu");
        String writer = NZ.nz.foreigner("Sam");
        NZ.post(NZ.group("Waves", MailContent.FULL, reader, writer), writer, "First");
        JsonNode before = wave(reader, 0);
        assertThat(before.get("dueAt").stringValue()).isEqualTo(NZ.at(LocalTime.of(7, 30)).toString());
        assertThat(before.get("digests").intValue()).isEqualTo(2);
        assertThat(before.get("planned").intValue()).isEqualTo(2);

        NZ.morning();

        JsonNode wave = eventually(() -> wave(reader, 1), it -> it.get("sent").intValue() == 1);
        assertThat(wave.get("dueAt").stringValue()).isEqualTo(NZ.at(LocalTime.of(7, 30)).toString());
        assertThat(wave.get("digests").intValue()).isEqualTo(2);
        assertThat(wave.get("empty").intValue()).isEqualTo(1);
        assertThat(wave.get("planned").intValue() + wave.get("waiting").intValue() + wave.get("bounced").intValue()
                + wave.get("dropped").intValue()).isZero();
        assertThat(wave.get("firstSentAt").stringValue()).isNotEmpty();
        JsonNode first = NZ.json(NZ.nz.get(operator(idle), "/api/digest-waves?limit=1"));
        assertThat(NZ
                .json(NZ.nz.get(operator(idle), "/api/digest-waves?limit=1&cursor=" + first.get("next").stringValue()))
                .get("items").get(0)).isEqualTo(wave);
    }

    @Test
    void theyAreForOperatorsAlone() {
        NZ.nz.get("nz-someone", "/api/digest-waves").expectStatus().isForbidden();
        NZ.nz.get(operator("nz-someone"), "/api/digest-waves?limit=0").expectStatus().isBadRequest();
    }

    private static JsonNode wave(String asker, int index) {
        return NZ.json(NZ.nz.get(operator(asker), "/api/digest-waves")).get("items").get(index);
    }
}
