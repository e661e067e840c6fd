package org.meridian.replay.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meridian.events.membership.JoinRequested;
import org.meridian.events.membership.MemberRegistered;
import org.meridian.events.membership.MembershipGranted;
import org.meridian.events.membership.Role;
import org.meridian.events.notifications.DigestSent;
import org.meridian.replay.CommandLine;
import org.meridian.replay.Log;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;

/** The report of a network so small that its numbers can be told by heart. */
class ReportTest {

    private static final Instant NOON = Log.START;

    @TempDir
    static Path folder;

    private static Log log;
    private static CommandLine commands;

    @BeforeAll
    static void write() {
        log = new Log();
        commands = new CommandLine(log, folder.resolve("keys"));
        log.topic("nz." + Topics.requestsTo("uk"));
        log.topic(Topics.DOMESTIC_NOTIFICATIONS);
        String group = log.group("uk", 5);
        repliesIn(group);
        requestsIn(group);
        digest();
        log.arrive(null);
    }

    /** Ana's post waits 10 minutes for nz, Bob's 40 for uk and 45 for nz; nobody replies to nz. */
    private static void repliesIn(String group) {
        String ana = log.id("uk");
        String bob = log.id("uk");
        String hemi = log.id("nz");
        String first = log.post(group, ana, NOON);
        log.reply(group, first, ana, after(5)); // her own does not count as one
        log.reply(group, first, hemi, after(10));
        String second = log.post(group, bob, after(60));
        log.reply(group, second, ana, after(100));
        log.reply(group, second, hemi, after(105));
        log.post(group, hemi, after(120));
    }

    /** One is granted after two hours, one is open for one. */
    private static void requestsIn(String group) {
        String granted = request(group, NOON);
        request(group, after(60));
        String member = log.id("nz");
        log.write("uk", Topics.SHARED_MEMBERSHIP, MembershipGranted.newBuilder().setEventId(UUID.randomUUID())
                .setId(Ids.derived(group, member)).setVersion(1).setOccurredAt(after(120)).setActorId(log.id("uk"))
                .setGroupId(group).setMemberId(member).setRole(Role.MEMBER).setRequestId(granted).build());
    }

    private static String request(String group, Instant at) {
        String id = log.id("nz");
        String member = log.id("nz");
        log.write("nz", Topics.requestsTo("uk"), JoinRequested.newBuilder().setEventId(UUID.randomUUID()).setId(id)
                .setVersion(1).setOccurredAt(at).setActorId(member).setGroupId(group).setMemberId(member).build());
        return id;
    }

    /** It reaches one of four members. */
    private static void digest() {
        String reached = "";
        for (int i = 0; i < 4; i++) {
            reached = log.id("uk");
            log.write("uk", Topics.SHARED_MEMBERSHIP, MemberRegistered.newBuilder().setEventId(UUID.randomUUID())
                    .setId(reached).setVersion(1).setOccurredAt(NOON).setActorId(reached).build());
        }
        log.write("uk", Topics.DOMESTIC_NOTIFICATIONS, DigestSent.newBuilder().setEventId(UUID.randomUUID())
                .setId(Ids.derived(reached, log.id("uk"))).setVersion(1).setOccurredAt(after(30)).setActorId(reached)
                .setLocalDate(LocalDate.parse("2026-03-01")).setDueAt(after(29)).setItems(7).setLate(2).build());
    }

    private static Instant after(int minutes) {
        return NOON.plus(Duration.ofMinutes(minutes));
    }

    @AfterAll
    static void close() {
        log.close();
    }

    private static String report(String format) throws Exception {
        Path export = folder.resolve(format);
        assertThat(commands.run("export", "--out", export.toString(), "--format", format, "--key",
                folder.resolve("key").toString()).code()).isZero();
        CommandLine.Ran ran = commands.run("report", export.toString(), "--sql", "src/main/resources/report");
        assertThat(ran.said()).isEmpty();
        assertThat(ran.out()).isEqualTo(export.resolve("report.html") + "\n");
        return Files.readString(export.resolve("report.html"));
    }

    /** A row of a table, with its cells as text. */
    private static List<String> rows(String page) {
        return Pattern.compile("<tr>(<td.*?)</tr>").matcher(page).results()
                .map(row -> row.group(1).replaceAll("<td[^>]*>", "|").substring(1)).toList();
    }

    @Test
    void theNumbersAreThoseOfTheNetwork() throws Exception {
        assertThat(rows(report("ndjson"))).contains(
                // How long a post waits: posts, answered, median, in half an hour %, the same from abroad
                "uk|2|2|25.0|50.0|2|27.5|50.0", "nz|1|0||0.0|0||0.0",
                // First replies by pair: answered, of, median, in half an hour %
                "uk ← nz|2|2|27.5|50.0", "uk ← uk|1|2|40.0|0.0",
                // Posts and replies by local hour: Auckland is 13 hours ahead in March
                "uk 12:00|2|1", "uk 13:00|2|2", "nz 01:00|1|1", "nz 02:00|1|1", "nz 03:00|1|1",
                // Requests: median and oldest hours
                "nz → uk granted|1|2.0|2.0", "nz → ? open|1|1.0|1.0",
                // Digests: reached, of registered %, items, late
                "uk|2026-03-01|1|25.0|7|2",
                // Who connects with whom: replies, pairs of people, writers
                "nz → uk|2|2|1", "uk → uk|2|2|1",
                // Members by the country of the group
                "uk in uk|5", "nz in uk|1");
    }

    @Test
    void itIsTheSameFromEveryFormatAndNeedsNoNetwork() throws Exception {
        String page = report("parquet");

        assertThat(List.of(report("csv"), report("duckdb"))).allMatch(page::equals);
        assertThat(page).doesNotContain("://", "<script", "<link", "<img", "src=", "href=", "@import", "url(");
        assertThat(page).contains("<svg role=\"img\"");
    }

    @Test
    void wrongSqlIsOneSentence() throws Exception {
        Path sql = Files.createDirectory(folder.resolve("sql"));
        Files.writeString(sql.resolve("10-wrong.sql"), "SELECT nothing FROM nowhere");
        Path export = folder.resolve("wrong");
        assertThat(commands.run("export", "--out", export.toString()).code()).isZero();

        CommandLine.Ran ran = commands.run("report", export.toString(), "--sql", sql.toString());
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.said()).startsWith(sql.resolve("10-wrong.sql") + " is no SQL that can be run here");
    }
}
