package org.meridian.notifications.arrivals;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.meridian.eventlog.testing.Eventually;
import org.meridian.events.membership.MailContent;
import org.meridian.events.membership.Role;
import org.meridian.events.posts.Kind;
import org.meridian.notifications.NotificationsService;

class ArrivalsTest {

    private static final NotificationsService NZ = new NotificationsService();

    @AfterAll
    static void stop() {
        NZ.close();
    }

    @Test
    void numbersWhatBecameShowableOnceAndLeavesTheRestWaiting() {
        Instant now = Instant.now();
        String owner = NZ.member("Aroha", "aroha@nz.example", "Pacific/Auckland");
        String group = NZ.group("nz", "Floods", MailContent.FULL, owner);
        String stranger = NZ.foreigner("Sam");
        String early = NZ.post(group, stranger, Kind.QUESTION, "Early", "Before the membership is known.", now);
        String first = NZ.post(group, owner, Kind.UPDATE, "First", "Text", now);
        Eventually.eventually(ArrivalsTest::numbered, items -> items.equals(List.of(first)));

        NZ.joins(group, stranger, 1, Role.MEMBER);

        Eventually.eventually(ArrivalsTest::numbered, items -> items.equals(List.of(first, early)));
        assertThat(waiting()).isZero();
        NZ.restart();
        assertThat(numbered()).containsExactly(first, early);

        String old = NZ.post(group, stranger, Kind.UPDATE, "Old", "From long ago.", now.minus(Duration.ofDays(30)));
        String withdrawn = NZ.post(group, stranger, Kind.UPDATE, "Gone", "Text", now);
        Eventually.eventually(ArrivalsTest::numbered, items -> items.size() == 4);
        NZ.withdrawn(group, withdrawn, stranger);
        Eventually.eventually(ArrivalsTest::waiting, waiting -> waiting == 0);
        assertThat(NZ.rows().queryForList("SELECT item_id FROM notifications.arrival WHERE history", String.class))
                .containsExactly(old);
        assertThat(NZ.rows().queryForList("SELECT position FROM notifications.arrival ORDER BY 1", Long.class))
                .containsExactly(1L, 2L, 3L, 4L);
    }

    private static List<String> numbered() {
        return NZ.rows().query("SELECT item_id FROM notifications.arrival ORDER BY position",
                (row, i) -> row.getString(1));
    }

    private static int waiting() {
        Integer count = NZ.rows().queryForObject("SELECT count(*) FROM notifications.awaits_arrival", Integer.class);
        return count == null ? -1 : count;
    }
}
