package org.meridian.notifications.digest;

import java.time.Instant;
import java.util.List;
import org.meridian.eventlog.event.Column;
import org.meridian.eventlog.event.Write;
import org.meridian.notifications.delivery.Mailing;
import org.springframework.jdbc.core.JdbcTemplate;

/** The seam to delivery. */
final class DigestMailings {

    static final String KIND = "digest";

    /** With the digest's id behind it, a mailing's: derived from member and local date like that. */
    static final String PREFIX = "digest.";

    private final JdbcTemplate jdbc;
    private final String insert;
    private final String resend;

    DigestMailings(JdbcTemplate jdbc, String schema) {
        this.jdbc = jdbc;
        this.insert = """
                INSERT INTO %s.mailing (id, member_id, kind, subject_id, state, send_after)
                SELECT n.*, 'waiting', now() FROM unnest(?, ?, ?, ?) AS n ON CONFLICT DO NOTHING""".formatted(schema);
        this.resend = """
                UPDATE %s.mailing SET state = 'waiting', send_after = now()
                WHERE id = ? AND state IN ('handed-over', 'bounced')""".formatted(schema);
    }

    boolean resend(String mailingId) {
        return jdbc.update(resend, mailingId) > 0;
    }

    void add(List<Mailing> mailings, Instant sendAfter) {
        Write.of(insert, Column.text(mailings, Mailing::id), Column.text(mailings, Mailing::memberId),
                Column.text(mailings, Mailing::kind), Column.text(mailings, Mailing::subjectId)).run(jdbc);
    }
}
