package org.meridian.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.meridian.notifications.MailSink.Mail;
import org.meridian.schemas.Topics;
import org.meridian.testing.RealServers;
import org.meridian.testing.TestBroker;
import org.meridian.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** <b>Replaying has no side effects</b>: nobody misses a digest, gets two, or gets another one, however often the service is killed while they go out. */
@Tag("long")
@Order(1) // the longest first
class WaveTest {

    private static final int MEMBERS = 2_000;
    private static final int KILLS = 3;
    private static final int REBUILT_AFTER = 2;
    private static final int CONNECTIONS = 2; // to the mail server, by default

    private static final ZoneId AUCKLAND = ZoneId.of("Pacific/Auckland");
    private static final LocalDate DAY = LocalDate.now(AUCKLAND).plusDays(1);
    private static final Instant BEFORE = DAY.atTime(LocalTime.of(6, 0)).atZone(AUCKLAND).toInstant();
    private static final Instant DUE = DAY.atTime(LocalTime.of(7, 30)).atZone(AUCKLAND).toInstant();

    /** What a digest is to its member. */
    private record Digest(String id, String memberId, String state, String items, String counted, String hash,
            long from, long to) {}

    private final Path output = Path.of("target", "wave.log");
    private final TestBroker kafka = RealServers.broker();
    private final MailSink mail = new MailSink();
    private final Crowd crowd = new Crowd(MEMBERS);

    @AfterEach
    void close() {
        mail.close();
        kafka.close();
    }

    @Test
    void aWaveThatIsKilledAgainAndAgainEndsAsOneThatIsNot() throws Exception {
        long seed = System.nanoTime();
        TestDatabase calm = RealServers.database();
        evening(calm);
        TestDatabase killed = RealServers.copyOf(calm);

        killedMorning(killed, new Random(seed));
        List<Mail> mails = mail.mails();
        List<Digest> digests = digests(killed);
        Set<String> announced = kafka.readAll(Topics.DOMESTIC_NOTIFICATIONS).stream().map(it -> it.key())
                .collect(Collectors.toSet());
        calmMorning(calm);

        String run = "killed with the seed " + seed + ", its output in " + output.toAbsolutePath();
        assertThat(digests).as(run).hasSize(MEMBERS).isEqualTo(digests(calm));
        Map<String, Set<String>> idsOf = mails.stream().collect(
                Collectors.groupingBy(Mail::to, Collectors.mapping(Mail::messageId, Collectors.toSet())));
        assertThat(idsOf.keySet()).as(run).isEqualTo(crowd.readers());
        assertThat(idsOf.values()).as(run).allMatch(ids -> ids.size() == 1);
        assertThat(idsOf.values().stream().distinct()).as(run).hasSize(idsOf.size());
        int twice = mails.size() - idsOf.size();
        assertThat(twice).as(run).isLessThanOrEqualTo(KILLS * CONNECTIONS);
        assertThat(announced).as(run).containsAll(digests.stream().filter(it -> it.state().equals("composed"))
                .map(it -> it.memberId() + "." + it.id()).collect(Collectors.toSet()));
        System.out.printf("A wave of %d mails, killed %d times with the seed %d: %d came twice%n", idsOf.size(), KILLS,
                seed, twice);
    }

    /** All join, digests are planned, and then there is something to read. */
    private void evening(TestDatabase database) {
        JdbcTemplate rows = rows(database);
        try (var service = new NotificationsProcess(kafka, database, mail, output)) {
            service.clockShows(BEFORE);
            eventually(() -> kafka.withAdmin(admin -> admin.listTopics().names().get()),
                    names -> names.contains(Topics.DOMESTIC_NOTIFICATIONS));
            kafka.send(crowd.joining());
            eventually(() -> count(rows, "digest WHERE state = 'planned'"), count -> count == MEMBERS);
            eventually(() -> count(rows, "membership"), count -> count == crowd.memberships());
            kafka.send(crowd.writing());
            eventually(() -> count(rows, "arrival"), count -> count == crowd.items());
        }
    }

    /** Killed once in each part of the wave, and after one of the kills all that it knows is replayed. */
    private void killedMorning(TestDatabase database, Random random) throws InterruptedException {
        JdbcTemplate rows = rows(database);
        int part = crowd.readers().size() / KILLS;
        try (var service = new NotificationsProcess(kafka, database, mail, output)) {
            service.clockShows(DUE);
            for (int kill = 1; kill <= KILLS; kill++) {
                mail.await(part * (kill - 1) + random.nextInt(part));
                service.kill9();
                if (kill == REBUILT_AFTER) {
                    rows.update("UPDATE notifications.projection SET code_version = 0");
                }
                service.startAgain();
            }
            mail.await(crowd.readers().size());
            eventually(() -> count(rows, "mailing WHERE state <> 'sent'"), count -> count == 0);
            eventually(() -> count(rows, "mailing_sent") + count(rows, "outbox"), count -> count == 0);
        }
    }

    private void calmMorning(TestDatabase database) {
        JdbcTemplate rows = rows(database);
        try (var service = new NotificationsProcess(kafka, database, mail, output)) {
            service.clockShows(DUE);
            eventually(() -> count(rows, "digest WHERE state <> 'planned'"), count -> count == MEMBERS);
        }
    }

    private static List<Digest> digests(TestDatabase database) {
        return rows(database).query("""
                SELECT id, member_id, state, array_to_string(items, ' ') AS items, counted, item_hash, from_position,
                       to_position
                FROM notifications.digest WHERE state <> 'planned' ORDER BY id""",
                (row, i) -> new Digest(row.getString("id"), row.getString("member_id"), row.getString("state"),
                        row.getString("items"), row.getString("counted"), row.getString("item_hash"),
                        row.getLong("from_position"), row.getLong("to_position")));
    }

    private static int count(JdbcTemplate rows, String what) {
        Integer count = rows.queryForObject("SELECT count(*) FROM notifications." + what, Integer.class);
        return count == null ? -1 : count;
    }

    /** With no connection that stays open, since a database is copied only where there is none. */
    private static JdbcTemplate rows(TestDatabase database) {
        return new JdbcTemplate(
                new DriverManagerDataSource(database.url(), database.user(), database.password()));
    }
}
