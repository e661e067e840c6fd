package org.meridian.notifications.atonce;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.Columns;
import org.meridian.mail.queue.Mailing;
import org.meridian.mail.queue.Mailings;
import org.meridian.notifications.Notifications;
import org.meridian.notifications.clock.DigestClock;
import org.meridian.notifications.knowledge.ChosenZone;
import org.meridian.notifications.schedule.QuietHours;
import org.meridian.process.Worker;
import org.meridian.schemas.Ids;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes one mail of everything that waits for a member, when {@link AtOnceDecider} says that it is time. */
@Component
final class GatherMail {

    private static final Duration POLL = Duration.ofSeconds(2);
    private static final int BATCH = 500;

    /** For how long it is remembered what a mail was about, after it was sent. */
    private static final Duration REMEMBERED = Duration.ofDays(30);

    /** @param quiet null: the member has no quiet hours */
    private record Waiting(String memberId, ZoneId zone, @Nullable QuietHours quiet, @Nullable Instant last) {}

    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext(current_schema || '.at_once'))";
    private static final String WAITING = """
            SELECT r.member_id, r.zone, r.quiet_from, r.quiet_to, l.due_at
            FROM recipient r LEFT JOIN at_once_mail l ON l.member_id = r.member_id
            WHERE r.member_id IN (SELECT member_id FROM at_once WHERE mailing_id IS NULL)
              AND (l.due_at IS NULL OR l.due_at <= :before)""";
    private static final String FIRST = """
            SELECT DISTINCT ON (member_id) member_id, subject_id FROM at_once
            WHERE mailing_id IS NULL AND member_id = ANY (:members)
            ORDER BY member_id, queued_at, subject_id""";

    private static final Columns<Mailing> GATHERED = Columns.of(Mailing.class).text("member_id", Mailing::recipientId)
            .text("mailing_id", Mailing::id);
    private static final String GATHER = "UPDATE at_once o SET mailing_id = m.mailing_id FROM " + GATHERED.as("m")
            + " WHERE o.member_id = m.member_id AND o.mailing_id IS NULL";

    private record Due(String memberId, Instant at) {}

    private static final Columns<Due> LAST = Columns.of(Due.class).text("member_id", Due::memberId).instant("due_at",
            Due::at);
    private static final String NOTE_LAST = LAST.insertInto("at_once_mail")
            + "ON CONFLICT (member_id) DO UPDATE SET due_at = excluded.due_at";
    private static final String FORGET = "DELETE FROM at_once WHERE mailing_id IS NOT NULL AND queued_at < :before";

    private final JdbcTemplate jdbc;
    private final JdbcClient client;
    private final TransactionTemplate transaction;
    private final Mailings mailings;
    private final Clock clock;
    private final DigestClock digestClock;
    private final Worker worker;
    private Instant forgetAt = Instant.EPOCH;

    GatherMail(@Notifications EventLog log, @Notifications Database database, AtOnceQueue queue,
            @Notifications Mailings mailings,
            Clock clock, DigestClock digestClock) {
        this.jdbc = database.jdbc();
        this.client = database.client();
        this.transaction = database.transaction();
        this.mailings = mailings;
        this.clock = clock;
        this.digestClock = digestClock;
        this.worker = log.worker("at-once", POLL, this::gatherAll);
        queue.whenAdded(worker::wake);
        digestClock.whenPut(worker::wake);
    }

    private void gatherAll() {
        Instant now = clock.instant();
        List<String> due = waiting(now).stream().filter(it -> isDue(it, now)).map(Waiting::memberId).toList();
        for (int i = 0; i < due.size() && worker.isRunning(); i += BATCH) {
            List<String> members = due.subList(i, Math.min(i + BATCH, due.size()));
            transaction.executeWithoutResult(status -> gather(members, now));
        }
        forgetSometimes(now);
    }

    private boolean isDue(Waiting it, Instant now) {
        Instant shown = digestClock.now();
        return AtOnceDecider.isDue(now, it.last(), shown,
                it.quiet() == null ? shown : it.quiet().heldUntil(shown, it.zone()));
    }

    /** The mail is named by the first that it is about, so that a crash before the end makes the same one again. */
    private void gather(List<String> members, Instant now) {
        client.sql(LOCK).query(row -> {});
        List<Mailing> mails = client.sql(FIRST).param("members", members.toArray(String[]::new)).query((row, i) -> {
            String memberId = row.getString("member_id");
            String subjectId = row.getString("subject_id");
            return new Mailing(Ids.derived(memberId, subjectId), memberId, AtOnceMessages.KIND, subjectId);
        }).list();
        mailings.add(mails, now);
        GATHERED.bind(GATHER, mails).run(jdbc);
        LAST.bind(NOTE_LAST, mails.stream().map(it -> new Due(it.recipientId(), now)).toList()).run(jdbc);
    }

    private void forgetSometimes(Instant now) {
        if (now.isAfter(forgetAt)) {
            client.sql(FORGET).param("before", Timestamp.from(now.minus(REMEMBERED))).update();
            forgetAt = now.plus(Duration.ofHours(1));
        }
    }

    private List<Waiting> waiting(Instant now) {
        return client.sql(WAITING).param("before", Timestamp.from(now.minus(AtOnceDecider.GATHERING)))
                .query(GatherMail::waiting).list();
    }

    private static Waiting waiting(ResultSet row, int index) throws SQLException {
        Timestamp last = row.getTimestamp("due_at");
        Integer from = row.getObject("quiet_from", Integer.class);
        Integer to = row.getObject("quiet_to", Integer.class);
        return new Waiting(row.getString("member_id"), ChosenZone.of(row.getString("zone")),
                from == null || to == null || from.equals(to) ? null : new QuietHours(minute(from), minute(to)),
                last == null ? null : last.toInstant());
    }

    private static LocalTime minute(int ofDay) {
        return LocalTime.MIN.plusMinutes(ofDay);
    }
}
