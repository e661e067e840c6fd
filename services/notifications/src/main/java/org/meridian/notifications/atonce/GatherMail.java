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
import org.meridian.notifications.clock.DigestClock;
import org.meridian.notifications.delivery.Mailing;
import org.meridian.notifications.delivery.Mailings;
import org.meridian.notifications.knowledge.ChosenZone;
import org.meridian.notifications.schedule.QuietHours;
import org.meridian.process.Worker;
import org.meridian.schemas.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes one mail of everything that waits for a member, when {@link AtOnceDecider} says that it is time. */
final class GatherMail {

    private static final Duration POLL = Duration.ofSeconds(2);
    private static final int BATCH = 500;

    /** For how long it is remembered what a mail was to tell, after it was. */
    private static final Duration KEPT = Duration.ofDays(30);

    /** @param quiet null: the member has no quiet hours */
    private record Waiting(String memberId, ZoneId zone, @Nullable QuietHours quiet, @Nullable Instant last) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Mailings mailings;
    private final Clock clock;
    private final DigestClock digestClock;
    private final Worker worker;
    private final String lock;
    private final String waiting;
    private final String first;
    private final String gather;
    private final String remember;
    private final String forget;
    private Instant forgetAt = Instant.EPOCH;

    GatherMail(EventLog log, AtOnceQueue queue, JdbcClient jdbc, TransactionTemplate transaction, Mailings mailings,
            Clock clock, DigestClock digestClock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.mailings = mailings;
        this.clock = clock;
        this.digestClock = digestClock;
        String schema = log.service();
        this.lock = "SELECT pg_advisory_xact_lock(hashtext('%s.at_once'))".formatted(schema);
        this.waiting = """
                SELECT r.member_id, r.zone, r.quiet_from, r.quiet_to, l.due_at
                FROM %1$s.recipient r LEFT JOIN %1$s.at_once_mail l ON l.member_id = r.member_id
                WHERE r.member_id IN (SELECT member_id FROM %1$s.at_once WHERE mailing_id IS NULL)
                  AND (l.due_at IS NULL OR l.due_at <= :before)""".formatted(schema);
        this.first = """
                SELECT DISTINCT ON (member_id) member_id, subject_id FROM %s.at_once
                WHERE mailing_id IS NULL AND member_id = ANY (:members)
                ORDER BY member_id, queued_at, subject_id""".formatted(schema);
        this.gather = """
                UPDATE %s.at_once o SET mailing_id = m.id FROM unnest(:members, :ids) AS m(member_id, id)
                WHERE o.member_id = m.member_id AND o.mailing_id IS NULL""".formatted(schema);
        this.remember = """
                INSERT INTO %s.at_once_mail SELECT member_id, :now FROM unnest(:members) AS m(member_id)
                ON CONFLICT (member_id) DO UPDATE SET due_at = excluded.due_at""".formatted(schema);
        this.forget = "DELETE FROM %s.at_once WHERE mailing_id IS NOT NULL AND queued_at < :before".formatted(schema);
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

    /** The mail is named by the first that it tells, so that a crash before the end makes the same one again. */
    private void gather(List<String> members, Instant now) {
        jdbc.sql(lock).query(row -> {});
        List<Mailing> mails = jdbc.sql(first).param("members", members.toArray(String[]::new)).query((row, i) -> {
            String memberId = row.getString("member_id");
            String subjectId = row.getString("subject_id");
            return new Mailing(Ids.derived(memberId, subjectId), memberId, AtOnceMessages.KIND, subjectId);
        }).list();
        String[] gathered = mails.stream().map(Mailing::memberId).toArray(String[]::new);
        mailings.add(mails, now);
        jdbc.sql(gather).param("members", gathered)
                .param("ids", mails.stream().map(Mailing::id).toArray(String[]::new)).update();
        jdbc.sql(remember).param("members", gathered).param("now", Timestamp.from(now)).update();
    }

    private void forgetSometimes(Instant now) {
        if (now.isAfter(forgetAt)) {
            jdbc.sql(forget).param("before", Timestamp.from(now.minus(KEPT))).update();
            forgetAt = now.plus(Duration.ofHours(1));
        }
    }

    private List<Waiting> waiting(Instant now) {
        return jdbc.sql(waiting).param("before", Timestamp.from(now.minus(AtOnceDecider.GATHERING)))
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
