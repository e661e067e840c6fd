package org.meridian.notifications.digest;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.meridian.calendar.WorkingDays;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.Columns;
import org.meridian.notifications.Notifications;
import org.meridian.notifications.clock.DigestClock;
import org.meridian.notifications.digest.DigestTable.Cutoff;
import org.meridian.notifications.digest.DigestTable.Planned;
import org.meridian.notifications.knowledge.ChosenZone;
import org.meridian.notifications.schedule.Due;
import org.meridian.notifications.schedule.Schedule;
import org.meridian.notifications.schedule.Schedules;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps one planned digest for each member who wants any, on the date that the schedule says. */
@Component
final class PlanDigests {

    private static final int BATCH = 1_000;

    /**
     * What is known when a member's next digest is planned.
     *
     * @param schedule null for whoever is no member of this node any more
     * @param last     the date of the last digest that was composed
     * @param cutoffAt when that was due, or the member came to be known here
     */
    private record Plan(String memberId, @Nullable Schedule schedule, @Nullable Planned planned,
            @Nullable LocalDate last, @Nullable Instant cutoffAt) {

        /** What is due already stays as it was planned, whatever became of the schedule; the rest follows the schedule. */
        Optional<Planned> next(WorkingDays workingDays, Instant now) {
            if (schedule == null) {
                return Optional.empty();
            }
            Instant after = cutoffAt != null && cutoffAt.isAfter(now) ? cutoffAt : now;
            Optional<Due> due = Schedules.next(schedule, workingDays, last, after);
            return due.isPresent() && planned != null && !planned.dueAt().isAfter(now)
                    ? Optional.of(planned)
                    : due.map(it -> Planned.of(memberId, it, schedule.zone()));
        }
    }

    private record Change(Plan plan, @Nullable Planned next) {}

    private static final String NOTE_TIME_ZONES = """
            INSERT INTO planned_with AS p (tz_version) VALUES (?)
            ON CONFLICT (one) DO UPDATE SET tz_version = excluded.tz_version
              WHERE p.tz_version <> excluded.tz_version""";
    private static final String PLAN_ALL_AGAIN = """
            INSERT INTO awaits_planning (member_id, since, position)
            SELECT member_id, now(), 0 FROM digest WHERE state = 'planned'
            ORDER BY member_id ON CONFLICT DO NOTHING""";
    // Whom a projection is just writing is left for the next round, when what it wrote can be seen.
    private static final String TAKE = """
            DELETE FROM awaits_planning WHERE member_id IN (
              SELECT member_id FROM awaits_planning ORDER BY member_id LIMIT ? FOR UPDATE SKIP LOCKED)
            RETURNING member_id, position, since""";
    private static final Columns<String> MEMBERS = Columns.of(String.class).text("member_id", id -> id);
    private static final String PLANS = """
            SELECT m.member_id, r.zone, r.cadence, r.at_minute, r.day, c.at AS cutoff_at,
                   p.local_date AS planned_date, p.zone AS planned_zone, p.due_at AS planned_at,
                   (SELECT max(d.local_date) FROM digest d
                    WHERE d.member_id = m.member_id AND d.state <> 'planned') AS last_date
            FROM %s
            LEFT JOIN recipient r ON r.member_id = m.member_id
            LEFT JOIN cutoff c ON c.member_id = m.member_id
            LEFT JOIN digest p ON p.member_id = m.member_id AND p.state = 'planned'""".formatted(MEMBERS.as("m"));

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final DigestClock clock;
    private final WorkingDays workingDays;
    private final DigestTable digests;

    PlanDigests(@Notifications Database database, DigestClock clock, WorkingDays workingDays, DigestTable digests) {
        this.jdbc = database.jdbc();
        this.transaction = database.transaction();
        this.clock = clock;
        this.workingDays = workingDays;
        this.digests = digests;
    }

    /** A new time-zone database changes when what is planned is due, and nothing that was composed. */
    void noteTimeZones() {
        String version = ZoneRulesProvider.getVersions("UTC").lastKey();
        transaction.executeWithoutResult(status -> {
            if (jdbc.update(NOTE_TIME_ZONES, version) > 0) {
                jdbc.update(PLAN_ALL_AGAIN);
            }
        });
    }

    /** Plans for some of those whose schedule may have changed; says whether there may be more of them. */
    boolean planSome() {
        Integer taken = transaction.execute(status -> {
            digests.lock();
            List<Cutoff> members = jdbc.query(TAKE, (row, i) -> new Cutoff(row.getString("member_id"),
                    row.getLong("position"), clock.at(row.getTimestamp("since").toInstant())), BATCH);
            if (!members.isEmpty()) {
                plan(members);
            }
            return members.size();
        });
        return taken != null && taken == BATCH;
    }

    /** When a member's next digest goes, by the schedule as it is now. */
    Optional<Planned> next(String memberId) {
        return plans(List.of(memberId)).getFirst().next(workingDays, clock.now());
    }

    /** @param members where the window of each begins if they had none yet: what was here before them is not listed */
    private void plan(List<Cutoff> members) {
        Instant now = clock.now();
        List<Change> changes = new ArrayList<>();
        for (Plan plan : plans(members.stream().map(Cutoff::memberId).toList())) {
            Planned next = plan.next(workingDays, now).orElse(null);
            if (next == null ? plan.planned() != null : !next.equals(plan.planned())) {
                changes.add(new Change(plan, next));
            }
        }
        digests.begin(members);
        digests.unplan(changes.stream().map(it -> it.plan().memberId()).toList());
        digests.plan(changes.stream().flatMap(it -> Stream.ofNullable(it.next())).toList());
    }

    private List<Plan> plans(List<String> members) {
        return jdbc.query(PLANS, MEMBERS.binder(members), (row, i) -> plan(row));
    }

    private static Plan plan(ResultSet row) throws SQLException {
        String memberId = row.getString("member_id");
        Timestamp cutoffAt = row.getTimestamp("cutoff_at");
        return new Plan(memberId, row.getString("zone") == null ? null : Readers.schedule(row), planned(memberId, row),
                row.getObject("last_date", LocalDate.class), cutoffAt == null ? null : cutoffAt.toInstant());
    }

    private static @Nullable Planned planned(String memberId, ResultSet row) throws SQLException {
        LocalDate date = row.getObject("planned_date", LocalDate.class);
        return date == null
                ? null
                : new Planned(memberId, date, ChosenZone.of(row.getString("planned_zone")),
                        row.getTimestamp("planned_at").toInstant());
    }
}
