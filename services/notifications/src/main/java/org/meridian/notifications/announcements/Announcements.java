package org.meridian.notifications.announcements;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.eventlog.event.Entry.Content;
import org.meridian.events.notifications.Announcement;
import org.meridian.http.IdempotencyKeys;
import org.meridian.notifications.Notifications;
import org.meridian.process.settings.NodeSettings;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes announcements, ends them, and finds those that are shown. */
@Component
final class Announcements {

    private static final String SHOWN = "SELECT * FROM announcement WHERE until > :now ORDER BY announced_at DESC, id";
    private static final String READ = "SELECT * FROM announcement WHERE id = :id";
    private static final String FIND = READ + " FOR UPDATE";

    private final String home;
    private final EventLog log;
    private final IdempotencyKeys keys;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Announcements(NodeSettings node, @Notifications EventLog log, @Notifications Database database,
            @Notifications IdempotencyKeys keys, Clock clock) {
        this.home = node.node();
        this.log = log;
        this.keys = keys;
        this.jdbc = database.client();
        this.transaction = database.transaction();
        this.clock = clock;
    }

    /** @param key an Idempotency-Key: with one that was used for the same words, the announcement made then */
    Announcement make(String operatorId, String text, Instant until, @Nullable String key) {
        String made = keys.once(operatorId, key, text, () -> Ids.create(home),
                (id, alongside) -> log.append(
                        List.of(new Content(Topics.DOMESTIC_ANNOUNCEMENTS,
                                new Announcement(id, 1, text, now(), until.truncatedTo(ChronoUnit.MICROS)))),
                        alongside));
        return jdbc.sql(READ).param("id", made).query(Announcements::announcement).single();
    }

    /** From now on it is not shown; that is no mistake where it was over already. */
    void end(String id) {
        transaction.executeWithoutResult(status -> {
            Announcement before = jdbc.sql(FIND).param("id", id).query(Announcements::announcement).optional()
                    .orElseThrow(() -> Refusal.notFound("announcement"));
            if (before.getUntil().isAfter(now())) {
                log.append(List.of(new Content(Topics.DOMESTIC_ANNOUNCEMENTS, Announcement.newBuilder(before)
                        .setVersion(before.getVersion() + 1).setUntil(now()).build())));
            }
        });
    }

    /** The newest first. */
    List<Announcement> shown() {
        return jdbc.sql(SHOWN).param("now", Timestamp.from(now())).query(Announcements::announcement).list();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Announcement announcement(ResultSet row, int index) throws SQLException {
        return new Announcement(row.getString("id"), row.getInt("version"), row.getString("text"),
                row.getTimestamp("announced_at").toInstant(), row.getTimestamp("until").toInstant());
    }
}
