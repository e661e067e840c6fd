package org.meridian.notifications.digest;

import static org.meridian.testing.Waiting.eventually;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.meridian.events.membership.MailContent;
import org.meridian.events.membership.Role;
import org.meridian.events.notifications.Cadence;
import org.meridian.events.notifications.Preferences;
import org.meridian.events.notifications.Weekday;
import org.meridian.events.posts.Kind;
import org.meridian.mail.message.Message;
import org.meridian.mail.queue.Mailing;
import org.meridian.notifications.NotificationsService;
import org.meridian.schemas.Topics;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A service of {@code nz} whose clock goes from morning to morning, and the words in which tests speak of its digests. */
final class Mornings implements AutoCloseable {

    static final ZoneId AUCKLAND = ZoneId.of("Pacific/Auckland");

    record Row(String id, LocalDate date, String state, String items, String hash, long from, long to) {}

    final NotificationsService nz = new NotificationsService();
    private LocalDate today = LocalDate.now(AUCKLAND).plusDays(1);
    private int arrivals;

    Mornings() {
        nz.clockShows(at(LocalTime.of(6, 0)));
    }

    LocalDate today() {
        return today;
    }

    Instant at(LocalTime time) {
        return today.atTime(time).atZone(AUCKLAND).toInstant();
    }

    /** A member whose first digest is planned, so that their cutoff is here. */
    String member(String name) {
        String id = nz.member(name, name.toLowerCase(java.util.Locale.ROOT) + "@nz.example", AUCKLAND.getId());
        eventually(() -> digests(id), rows -> rows.size() == 1);
        return id;
    }

    String group(String name, MailContent mail, String... members) {
        String group = nz.group("uk", name, mail, nz.foreigner("Owner of " + name));
        for (String member : members) {
            nz.joins(group, member, 1, Role.MEMBER);
        }
        return group;
    }

    String post(String group, String author, String title) {
        return post(group, author, Kind.DISCUSSION, title, Instant.now());
    }

    String post(String group, String author, Kind kind, String title, Instant at) {
        String id = nz.post(group, author, kind, title, "About " + title + ".", at);
        nz.numbered(++arrivals);
        return id;
    }

    String reply(String group, String thread, String author, String text) {
        String id = nz.reply(group, thread, author, text, Instant.now());
        nz.numbered(++arrivals);
        return id;
    }

    /** Lets this many days pass and waits until all that is due at half past seven is composed. */
    void morningAfter(int days) {
        today = today.plusDays(days);
        clock(LocalTime.of(7, 30));
    }

    /** The first morning is that of the day on which it all begins. */
    void morning() {
        clock(LocalTime.of(7, 30));
    }

    void clock(LocalTime time) {
        Instant now = at(time);
        nz.clockShows(now);
        composed(now);
    }

    void composed(Instant now) {
        eventually(() -> nz.rows().queryForObject("""
                SELECT count(*) FROM digest WHERE state = 'planned' AND due_at <= ?""", Integer.class,
                java.sql.Timestamp.from(now)), due -> due != null && due == 0);
    }

    void prefers(String member, int version, String zone, Cadence cadence, List<String> atOnce, List<String> muted) {
        nz.arrives(Topics.DOMESTIC_PREFERENCES,
                Preferences.newBuilder().setId(member).setVersion(version).setTimeZone(zone).setCadence(cadence)
                        .setAtMinute(450).setDay(Weekday.MONDAY).setAtOnce(true).setAtOnceGroups(atOnce)
                        .setMutedGroups(muted).build());
        eventually(() -> nz.rows().queryForObject("""
                SELECT (SELECT count(*) FROM preferences WHERE member_id = ? AND version = ?)
                  - (SELECT count(*) FROM awaits_planning WHERE member_id = ?)""", Integer.class, member,
                version, member), done -> done != null && done == 1);
    }

    /** A member's digests, oldest first. */
    List<Row> digests(String member) {
        return nz.rows().query("""
                SELECT id, local_date, state, array_to_string(items, ' ') AS items, item_hash, from_position, to_position
                FROM digest WHERE member_id = ? ORDER BY local_date""",
                (row, i) -> new Row(row.getString("id"), row.getObject("local_date", LocalDate.class),
                        row.getString("state"), row.getString("items"), row.getString("item_hash"),
                        row.getLong("from_position"), row.getLong("to_position")),
                member);
    }

    Row digest(String member) {
        return digests(member).stream().filter(it -> it.date().equals(today)).findFirst().orElseThrow();
    }

    /** The message as it would be sent now; none when there is nothing left to say. */
    Map<String, Message> message(String member) {
        Row digest = digest(member);
        return nz.bean(DigestMessages.class)
                .write(List.of(new Mailing("digest." + digest.id(), member, DigestMessages.KIND, digest.id())));
    }

    Message theMessage(String member) {
        return message(member).values().stream().findFirst().orElseThrow();
    }

    JsonNode json(WebTestClient.ResponseSpec response) {
        byte[] body = response.expectStatus().is2xxSuccessful().expectBody().returnResult().getResponseBodyContent();
        return JsonMapper.shared().readTree(body == null ? new byte[0] : body);
    }

    /** Long enough ago, by all clocks, for another country's history. */
    static Instant longAgo() {
        return Instant.now().minus(Duration.ofDays(30));
    }

    @Override
    public void close() {
        nz.close();
    }
}
