package org.meridian.notifications.digest;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.database.Database;
import org.meridian.http.Cursor;
import org.meridian.http.Listing;
import org.meridian.notifications.Notifications;
import org.meridian.notifications.clock.DigestClock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How the digests that are due at one time do, for the operator: a country's morning is a few large waves. */
@RestController
class DigestWavesApi {

    private static final Duration BEFORE = Duration.ofDays(7);
    /** A day can have 25 hours. */
    private static final Duration AFTER = Duration.ofHours(25);

    /**
     * The digests of one time. The numbers behind {@code digests} are those of each state, and add up to it.
     *
     * @param dueAt       by the clock that digests go by
     * @param planned     not composed yet
     * @param empty       with nothing to say, so that no mail is sent
     * @param waiting     composed, whose mail has yet to be taken by the mail server
     * @param bounced     whose mail the mail server refuses for good
     * @param dropped     whose mail was not sent, for example because its reader has unsubscribed
     * @param firstSentAt by the real clock; null while none has been sent
     */
    record DigestWave(Instant dueAt, int digests, int planned, int empty, int waiting, int sent, int bounced,
            int dropped,
            @Nullable Instant firstSentAt, @Nullable Instant lastSentAt) {}

    record DigestWavePage(List<DigestWave> items, @Nullable String next) {}

    private static final String WAVES = """
            SELECT d.due_at, count(*) AS digests,
                   count(*) FILTER (WHERE d.state = 'planned') AS planned,
                   count(*) FILTER (WHERE d.state = 'empty') AS empty,
                   count(*) FILTER (WHERE d.state = 'composed' AND coalesce(m.state, 'waiting') = 'waiting') AS waiting,
                   count(*) FILTER (WHERE m.state = 'sent') AS sent,
                   count(*) FILTER (WHERE m.state = 'bounced') AS bounced,
                   count(*) FILTER (WHERE m.state = 'dropped') AS dropped,
                   min(m.sent_at) AS first_sent_at, max(m.sent_at) AS last_sent_at
            FROM digest d LEFT JOIN mailing m ON m.id = '%s' || d.id
            WHERE d.due_at > :from AND d.due_at <= :until
            GROUP BY d.due_at ORDER BY d.due_at DESC LIMIT :limit""".formatted(DigestMessages.PREFIX);

    private final JdbcClient jdbc;
    private final DigestClock clock;

    DigestWavesApi(@Notifications Database database, DigestClock clock) {
        this.jdbc = database.client();
        this.clock = clock;
    }

    /**
     * The waves of the last seven days and of the next, the latest first.
     *
     * @param limit 1 to 100 waves
     */
    @GetMapping("/api/digest-waves")
    DigestWavePage listDigestWaves(Listing listing, @RequestParam(defaultValue = Listing.DEFAULT_LIMIT) int limit) {
        Cursor after = listing.after();
        Instant now = clock.now();
        List<DigestWave> found = jdbc.sql(WAVES).param("from", Timestamp.from(now.minus(BEFORE)))
                .param("until", Timestamp.from(after == null ? now.plus(AFTER) : after.at().minusMillis(1)))
                .param("limit", Listing.toRead(limit)).query((row, i) -> wave(row)).list();
        var page = listing.page(found, limit, last -> new Cursor(last.dueAt()));
        return new DigestWavePage(page.items(), page.next());
    }

    private static DigestWave wave(ResultSet row) throws SQLException {
        return new DigestWave(row.getTimestamp("due_at").toInstant(), row.getInt("digests"), row.getInt("planned"),
                row.getInt("empty"), row.getInt("waiting"), row.getInt("sent"), row.getInt("bounced"),
                row.getInt("dropped"), instant(row.getTimestamp("first_sent_at")),
                instant(row.getTimestamp("last_sent_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
