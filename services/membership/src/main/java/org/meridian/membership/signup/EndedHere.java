package org.meridian.membership.signup;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.http.sessions.EndedSession;
import org.meridian.http.sessions.EndedSessions;
import org.meridian.membership.qualifier.OfMembership;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Sessions that have ended while an access token of theirs may still be good, as this process knows them: at once where it ended
 * them itself, after seconds where another instance did. And when sessions were last used, which is written down now and then.
 */
@Component
final class EndedHere implements SmartLifecycle {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final Duration WRITE_EVERY = Duration.ofSeconds(30);
    /** Who ended one may have told the time a little before they were done. */
    private static final Duration OVERLAP = Duration.ofMinutes(1);

    private static final String ENDED = """
            SELECT id, until FROM session
            WHERE ended_at IS NOT NULL AND until > :now AND (:since::timestamptz IS NULL OR ended_at >= :since)""";
    private static final String USED = """
            UPDATE session s SET used_at = u.at FROM unnest(:ids::text[], :times::timestamptz[]) AS u (id, at)
            WHERE s.id = u.id AND s.used_at < u.at""";

    private final JdbcClient jdbc;
    private final EndedSessions ended;
    private final Clock clock;
    private final Map<String, Instant> used = new ConcurrentHashMap<>();
    private volatile @Nullable Instant known;

    EndedHere(@OfMembership EventLog log, @OfMembership Database database, Clock clock) {
        this.jdbc = database.client();
        this.clock = clock;
        this.ended = new EndedSessions(clock);
        log.worker("ended-sessions", LOOK_EVERY, this::look);
        log.worker("used-sessions", WRITE_EVERY, this::write);
    }

    boolean has(String sessionId) {
        return ended.has(sessionId);
    }

    void used(String sessionId) {
        used.put(sessionId, clock.instant());
    }

    /** Learns of those that ended since the last look. */
    void look() {
        ended.forget();
        Instant now = clock.instant();
        since(known).forEach(ended::add);
        known = now;
    }

    /** @param since null for all whose access tokens may be good */
    List<EndedSession> since(@Nullable Instant since) {
        Instant from = since == null ? null : since.minus(OVERLAP);
        return jdbc.sql(ENDED).param("now", Timestamp.from(clock.instant()))
                .param("since", from == null ? null : Timestamp.from(from))
                .query((row, i) -> new EndedSession(row.getString("id"), row.getTimestamp("until").toInstant()))
                .list();
    }

    void write() {
        Map<String, Instant> taken = new ConcurrentHashMap<>(used);
        if (!taken.isEmpty()) {
            List<Map.Entry<String, Instant>> all = List.copyOf(taken.entrySet());
            jdbc.sql(USED).param("ids", all.stream().map(Map.Entry::getKey).toArray(String[]::new))
                    .param("times", all.stream().map(it -> it.getValue().toString()).toArray(String[]::new)).update();
            taken.forEach(used::remove);
        }
    }

    @Override
    public void start() {
        look();
    }

    @Override
    public void stop() {
        known = null;
    }

    @Override
    public boolean isRunning() {
        return known != null;
    }

    /** Once the tables are there, and before anybody is let in. */
    @Override
    public int getPhase() {
        return Database.PHASE + 1;
    }
}
