package org.meridian.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meridian.bench.Report.Aim;
import org.meridian.bench.Report.Limit;

/**
 * Mornings of crowds in one node, each in a zone of its own: their digests composed, beside a bare JDBC client that inserts
 * the same rows, and sent to a mail server that keeps nothing, beside a bare client of the same server. The node's limit is
 * lifted for that; the last crowd's next morning has it.
 */
final class Digests implements Bench.Benchmark {

    private static final int GROUPS = 2_000;
    private static final int POSTS = 20_000;
    /** What a node has by default. */
    private static final int CONNECTIONS = 2;
    private static final int MAILS_PER_SECOND = 1_000;
    private static final String NO_LIMIT = "1000000";
    private static final Duration TIMEOUT = Duration.ofMinutes(60);

    /** The node's own mail server has the same port of 127.0.0.1. */
    private static final String SINK = "127.0.0.2";

    /** Those whose digests are due at one moment. */
    private record Crew(int members, int groupsEach, String zone) {

        Instant dueOn(LocalDate date) {
            return date.atTime(LocalTime.of(7, 30)).atZone(ZoneId.of(zone)).toInstant();
        }

        String name() {
            return String.format(Locale.ROOT, "%,d in %d group%s", members, groupsEach, groupsEach == 1 ? "" : "s");
        }
    }

    private record Limits(Limit rows, Limit mails) {}

    /** Resident memory of the node's JVM in MB. */
    private record Memory(double before, double peak, double after) {}

    /** @param millis of processor time for each digest, of the node and its PostgreSQL */
    private record Wave(double composedPerSecond, double mailsPerSecond, double millis, Memory memory) {}

    /** In the order of their mornings: the first warms the node up, the second gives the rows and the mails of the limits. */
    private final List<Crew> crews;
    private @Nullable Limits limits;
    private @Nullable Wave ofTenThousand;
    private long memberships;

    private Digests(Crew largest) {
        this.crews = List.of(new Crew(1_000, 5, "Asia/Tokyo"), new Crew(10_000, 5, "Asia/Singapore"),
                new Crew(10_000, 1, "Asia/Kolkata"), new Crew(10_000, 20, "Asia/Dubai"), largest);
    }

    static Digests ofAHundredThousand() {
        return new Digests(new Crew(100_000, 5, "Africa/Nairobi"));
    }

    static Digests ofAMillion() {
        return new Digests(new Crew(1_000_000, 5, "Africa/Nairobi"));
    }

    @Override
    public void run(Network network, Report report) throws Exception {
        network.only();
        try (var sink = new SmtpSink(SINK, network.smtpPort("uk"))) {
            network.only(Map.of("SPRING_MAIL_HOST", SINK, "MERIDIAN_MAILSPERSECOND", NO_LIMIT), "uk");
            try (var rows = network.database("uk"); var crowd = new Crowd(network.kafka("uk"))) {
                var site = new Site(network, crowd, rows, sink);
                LocalDate day = LocalDate.now(ZoneOffset.UTC).plusDays(2);
                put(network, day.minusDays(1).atTime(20, 0).toInstant(ZoneOffset.UTC));
                memberships = number(rows, "SELECT count(*) FROM notifications.membership");
                crowd.found(GROUPS);
                memberships += GROUPS;
                for (Crew crew : crews) {
                    measure(crew, crew.dueOn(day), site, report);
                }
                nextMorning(crews.getLast(), day.plusDays(1), site, report);
            }
        } finally {
            network.only();
        }
        report.note(String.format(Locale.ROOT,
                "each crowd's day has %,d posts in %,d groups; composing is counted from its morning until the last digest"
                        + " is committed, sending from the first mail to the last",
                POSTS, GROUPS));
        report.note("processor: of the node and its PostgreSQL, until the last mail is handed over");
        report.note("the mail server and the limits share the machine; 1,000 members come first, and warm the node up");
    }

    /** All that a wave touches. */
    private record Site(Network network, Crowd crowd, Connection rows, SmtpSink sink) {}

    private void measure(Crew crew, Instant due, Site site, Report report) throws Exception {
        report.say(crew.name() + " come to be known");
        gather(crew, due, site);
        report.say(crew.name() + " have their morning");
        Wave wave = wave(crew, due, site);
        report.say(wave.toString());
        if (limits == null && crew.members() == 10_000) {
            report.say("bare JDBC and bare SMTP");
            int bytes = (int) (site.sink().bytes() / site.sink().mails());
            limits = new Limits(new Limit("JDBC, the same rows", BareDigests.insert(site.network(), due)),
                    new Limit("bare SMTP, 2 connections",
                            BareDigests.mail(SINK, site.network().smtpPort("uk"), bytes, CONNECTIONS)));
            ofTenThousand = wave;
            report.note(String.format(Locale.ROOT, "a mail has %,d bytes", bytes));
        }
        report(crew, wave, report);
    }

    private void report(Crew crew, Wave wave, Report report) {
        Limit rows = limits == null ? null : limits.rows();
        Limit mails = limits == null ? null : limits.mails();
        boolean aims = crew.equals(crews.getLast());
        report.add(crew.name() + ", composed", wave.composedPerSecond(), "digest/s", rows,
                aims ? Aim.over(2_000) : null);
        report.add(crew.name() + ", sent", wave.mailsPerSecond(), "digest/s", mails,
                aims ? Aim.over(1_500) : null);
        report.add(crew.name() + ", processor", wave.millis(), "ms each",
                ofTenThousand == null ? null : new Limit("10,000 in 5 groups", ofTenThousand.millis()),
                aims ? Aim.ratioUnder(1.1) : null);
        if (aims) {
            var before = new Limit("before the wave", wave.memory().before());
            report.add("JVM's memory at the most", wave.memory().peak(), "MB", before, Aim.ratioUnder(1.2));
            report.add("JVM's memory after", wave.memory().after(), "MB", before, null);
        }
    }

    /** As many mails a second as an operator who has set nothing lets go. */
    private void nextMorning(Crew crew, LocalDate day, Site site, Report report) throws Exception {
        report.say(crew.name() + " have another morning");
        Instant due = crew.dueOn(day);
        put(site.network(), due.minus(Duration.ofMinutes(30))); // the others' digests have nothing to say
        await(() -> number(site.rows(),
                "SELECT count(*) FROM notifications.digest WHERE state = 'planned' AND due_at < '"
                        + due + "'") == 0,
                200);
        site.network().only();
        site.network().only(Map.of("SPRING_MAIL_HOST", SINK), "uk");
        try (var rows = site.network().database("uk"); var crowd = site.crowd().again(site.network().kafka("uk"))) {
            var again = new Site(site.network(), crowd, rows, site.sink());
            write(again);
            Wave wave = wave(crew, due, again);
            report.say(wave.toString());
            report.add(crew.name() + ", sent by default", wave.mailsPerSecond(), "digest/s",
                    new Limit("the node's own", MAILS_PER_SECOND), Aim.ratioOver(0.95));
        }
    }

    /** Waits until everything is known, planned and numbered, and until other services have nothing left to do either. */
    private void gather(Crew crew, Instant due, Site site) throws Exception {
        Connection rows = site.rows();
        site.crowd().join(crew.members(), crew.groupsEach(), crew.zone());
        memberships += (long) crew.members() * crew.groupsEach();
        await(() -> number(rows, "SELECT count(*) FROM notifications.membership") == memberships, 500);
        await(() -> planned(rows, due) == crew.members(), 1_000);
        write(site);
    }

    private static void write(Site site) throws Exception {
        Connection rows = site.rows();
        long arrived = number(rows, "SELECT count(*) FROM notifications.arrival");
        site.crowd().write(POSTS);
        await(() -> number(rows, "SELECT count(*) FROM notifications.arrival") == arrived + POSTS, 500);
        await(() -> {
            long before = applied(rows);
            Thread.sleep(2_000);
            return applied(rows) == before;
        }, 0);
    }

    private static Wave wave(Crew crew, Instant due, Site site) throws Exception {
        ProcessHandle node = site.network().process("uk");
        Connection rows = site.rows();
        double before = megabytes(node, "VmRSS");
        Files.writeString(Path.of("/proc/" + node.pid() + "/clear_refs"), "5"); // resets VmHWM
        double processor = Footprint.processorSecondsOfAll(node);
        long mailsBefore = site.sink().mails();
        long begin = System.nanoTime();
        put(site.network(), due);
        await(() -> isComposed(rows, due), 50);
        double composed = crew.members() * 1e9 / (System.nanoTime() - begin);
        await(() -> site.sink().mails() - mailsBefore >= crew.members(), 20);
        double millis = (Footprint.processorSecondsOfAll(node) - processor) * 1000 / crew.members();
        await(() -> of(due, rows, "count(*) FILTER (WHERE m.state = 'waiting')") == 0, 50);
        return new Wave(composed, mailsPerSecond(due, rows), millis,
                new Memory(before, megabytes(node, "VmHWM"), megabytes(node, "VmRSS")));
    }

    /** By the times at which the node noted them; fails if some became anything else than sent. */
    private static double mailsPerSecond(Instant due, Connection rows) throws SQLException {
        double wrong = of(due, rows, "count(*) FILTER (WHERE m.state <> 'sent')");
        if (wrong > 0) {
            throw new IllegalStateException((long) wrong + " mails were not sent.");
        }
        return of(due, rows, "count(m.sent_at) / extract(epoch FROM max(m.sent_at) - min(m.sent_at))");
    }

    private static double of(Instant due, Connection rows, String value) throws SQLException {
        try (var select = rows.prepareStatement("SELECT " + value + " FROM notifications.mailing m"
                + " JOIN notifications.digest d ON d.id = m.subject_id WHERE d.due_at = ?")) {
            select.setTimestamp(1, Timestamp.from(due));
            try (var row = select.executeQuery()) {
                row.next();
                return row.getDouble(1);
            }
        }
    }

    private static void put(Network network, Instant now) throws IOException {
        try (var visitor = new HttpConnection(network.httpPort("uk"), "")) {
            visitor.put("/demo/clock", "{\"now\":\"" + now + "\"}").with(200);
        }
    }

    private static long planned(Connection rows, Instant due) throws SQLException {
        return number(rows, "SELECT count(*) FROM notifications.digest WHERE state = 'planned' AND due_at = '" + due
                + "'");
    }

    /** Looks at the last in the order of composing, which takes nothing of the machine. */
    private static boolean isComposed(Connection rows, Instant due) throws SQLException {
        return number(rows,
                "SELECT count(*) FROM (SELECT FROM notifications.digest WHERE state = 'planned' AND due_at = '"
                        + due + "' ORDER BY due_at DESC, member_id DESC LIMIT 1) AS last") == 0;
    }

    /** How far all services have come, over all partitions. */
    private static long applied(Connection rows) throws SQLException {
        return number(rows, """
                SELECT (SELECT coalesce(sum(next_offset), 0) FROM membership.applied_offset)
                     + (SELECT coalesce(sum(next_offset), 0) FROM posts.applied_offset)
                     + (SELECT coalesce(sum(next_offset), 0) FROM notifications.applied_offset)""");
    }

    private static long number(Connection rows, String query) throws SQLException {
        try (var sql = rows.createStatement(); var row = sql.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static double megabytes(ProcessHandle process, String field) throws IOException {
        try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith(field + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", ""))).sum() / 1024.0;
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition, long everyMillis) throws Exception {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Waited for " + TIMEOUT.toMinutes() + " minutes in vain.");
            }
            Thread.sleep(everyMillis);
        }
    }
}
