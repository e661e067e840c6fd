package org.meridian.notifications.arrivals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.meridian.events.membership.MailContent;
import org.meridian.events.membership.Role;
import org.meridian.events.posts.Kind;
import org.meridian.notifications.NotificationsService;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.meridian.testing.PostFacts;

class ArrivalsTest {

    private static NotificationsService nz;
    /** The last position that an earlier test has used. */
    private final long before = lastPosition();

    @BeforeAll
    static void start() {
        nz = new NotificationsService();
    }

    @AfterAll
    static void stop() {
        nz.close();
    }

    @Test
    void numbersWhatBecameShowableOnceAndLeavesTheRestWaiting() {
        Instant now = Instant.now();
        String owner = nz.member("Aroha", "aroha@nz.example", "Pacific/Auckland");
        String group = nz.group("nz", "Floods", MailContent.FULL, owner);
        String outsider = nz.foreigner("Sam");
        String early = nz.post(group, outsider, Kind.QUESTION, "Early", "Before the membership is known.", now);
        String first = nz.post(group, owner, Kind.UPDATE, "First", "Text", now);
        eventually(this::numbered, items -> items.equals(List.of(first)));

        nz.joins(group, outsider, 1, Role.MEMBER);

        eventually(this::numbered, items -> items.equals(List.of(first, early)));
        assertThat(waiting()).isZero();
        nz.restart();
        assertThat(numbered()).containsExactly(first, early);

        String old = nz.post(group, outsider, Kind.UPDATE, "Old", "From long ago.", now.minus(Duration.ofDays(30)));
        String withdrawn = nz.post(group, outsider, Kind.UPDATE, "Gone", "Text", now);
        eventually(this::numbered, items -> items.size() == 4);
        nz.withdrawn(group, withdrawn, outsider);
        eventually(this::waiting, waiting -> waiting == 0);
        assertThat(nz.rows().queryForList("SELECT item_id FROM arrival WHERE history", String.class))
                .containsExactly(old);
        assertThat(lastPosition()).isEqualTo(before + 4);
    }

    @Test
    void whatWasWithdrawnOrWrittenByAnObserverWaitsForNothing() {
        Instant now = Instant.now();
        String owner = nz.member("Tama", "tama@nz.example", "Pacific/Auckland");
        String group = nz.group("nz", "Wind", MailContent.FULL, owner);
        String outsider = nz.foreigner("Sam");
        String withdrawn = nz.post(group, outsider, Kind.UPDATE, "Soon gone", "Text", now);
        eventually(this::waiting, waiting -> waiting == 1);
        nz.withdrawn(group, withdrawn, outsider);
        eventually(this::waiting, waiting -> waiting == 0);

        String observer = nz.foreigner("Olga");
        nz.joins(group, observer, 1, Role.OBSERVER);
        nz.post(group, observer, Kind.UPDATE, "Not allowed", "Text", now);
        String last = nz.post(group, owner, Kind.UPDATE, "Last", "Text", now);
        eventually(this::numbered, items -> items.equals(List.of(last)));
        eventually(this::waiting, waiting -> waiting == 0);
        assertThat(numbered()).containsExactly(last);
    }

    @Test
    void looksAtWhatHasBothItsFactAndItsContent() {
        String owner = nz.member("Moana", "moana@nz.example", "Pacific/Auckland");
        String group = nz.group("nz", "Frost", MailContent.FULL, owner);
        String post = Ids.create("nz");
        nz.arrives(Topics.SHARED_POSTS, PostFacts.published(post, group, owner, Kind.UPDATE, Instant.now()));
        eventually(() -> nz.rows().queryForList("SELECT id FROM item", String.class),
                items -> items.contains(post));
        assertThat(waiting()).isZero();

        nz.arrives(Topics.SHARED_CONTENT, PostFacts.content(post, "Late", "Text"));

        eventually(this::numbered, items -> items.contains(post));
    }

    private List<String> numbered() {
        return nz.rows().query("SELECT item_id FROM arrival WHERE position > ? ORDER BY position",
                (row, i) -> row.getString(1), before);
    }

    private static long lastPosition() {
        Long last = nz.rows().queryForObject("SELECT coalesce(max(position), 0) FROM arrival",
                Long.class);
        return last == null ? -1 : last;
    }

    private int waiting() {
        Integer count = nz.rows().queryForObject("""
                SELECT (SELECT count(*) FROM awaits_arrival)
                     + (SELECT count(*) FROM awaits_membership)""", Integer.class);
        return count == null ? -1 : count;
    }
}
