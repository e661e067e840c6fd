package org.meridian.membership.suspending;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.database.Database;
import org.meridian.http.Cursor;
import org.meridian.membership.qualifier.OfMembership;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads who is suspended. */
@Component
final class Suspensions {

    /**
     * Somebody who is kept out of the node.
     *
     * @param suspendedBy     the operator
     * @param suspendedByName theirs; null where they are not here any more
     */
    record Suspension(String memberId, @Nullable String displayName, Instant suspendedAt, String suspendedBy,
            @Nullable String suspendedByName, String reason) {}

    private static final String LIST = """
            SELECT a.id, p.display_name, a.suspended_at, a.suspended_by, o.display_name AS by_name, a.suspension_reason
            FROM account a LEFT JOIN profile p ON p.id = a.id LEFT JOIN profile o ON o.id = a.suspended_by
            WHERE a.suspended_at IS NOT NULL
              AND (:at::timestamptz IS NULL OR (a.suspended_at, a.id) < (:at, :id))
            ORDER BY a.suspended_at DESC, a.id DESC LIMIT :limit""";

    private final JdbcClient jdbc;

    Suspensions(@OfMembership Database database) {
        this.jdbc = database.client();
    }

    /** The newest first. */
    List<Suspension> list(@Nullable Cursor after, int limit) {
        return jdbc.sql(LIST).param("at", after == null ? null : Timestamp.from(after.at()))
                .param("id", after == null ? null : after.id()).param("limit", limit)
                .query((row, i) -> new Suspension(row.getString("id"), row.getString("display_name"),
                        row.getTimestamp("suspended_at").toInstant(), row.getString("suspended_by"),
                        row.getString("by_name"), row.getString("suspension_reason")))
                .list();
    }
}
