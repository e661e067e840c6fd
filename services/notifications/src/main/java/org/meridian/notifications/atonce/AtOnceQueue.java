package org.meridian.notifications.atonce;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.meridian.eventlog.database.Database;
import org.meridian.notifications.Notifications;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What waits to be mailed at once. Whether it is still news is looked at again when the mail is written. */
@Component
public final class AtOnceQueue {

    private static final String ADD_ARRIVALS = """
            WITH fresh AS (
              SELECT a.item_id, a.group_id, i.author_id
              FROM arrival a
              CROSS JOIN LATERAL (SELECT author_id FROM item i WHERE i.id = a.item_id OFFSET 0) i
              WHERE a.position > :from AND a.position <= :to AND NOT a.history),
            wish AS (
              SELECT r.member_id, g.group_id
              FROM preferences r JOIN account a ON a.member_id = r.member_id AND NOT a.suspended
              CROSS JOIN unnest(r.at_once_groups) AS g(group_id)
              WHERE r.at_once AND r.at_once_groups && ARRAY(SELECT DISTINCT group_id FROM fresh)
                AND g.group_id <> ALL (r.muted_groups))
            INSERT INTO at_once (member_id, subject_id, queued_at)
            SELECT w.member_id, f.item_id, :at::timestamptz
            FROM wish w JOIN fresh f ON f.group_id = w.group_id AND f.author_id <> w.member_id
            JOIN participant p ON (p.member_id, p.group_id) = (w.member_id, w.group_id)
            ON CONFLICT DO NOTHING""";
    private static final String ADD_NOTICES = """
            INSERT INTO at_once (member_id, subject_id, queued_at)
            SELECT n.member_id, n.subject_id, :at::timestamptz
            FROM notice n JOIN recipient r ON r.member_id = n.member_id
            WHERE n.id = ANY (:ids) AND r.at_once AND n.group_id <> ALL (r.muted_groups) AND %s
            ON CONFLICT DO NOTHING""";
    private static final String ADD_ALL_NOTICES = ADD_NOTICES.formatted("true");
    private static final String ADD_NOTICES_OF_GROUPS = ADD_NOTICES.formatted("n.group_id = ANY (r.at_once_groups)");

    private final JdbcClient jdbc;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    AtOnceQueue(@Notifications Database database) {
        this.jdbc = database.client();
    }

    /** Runs when something was added and committed; only to wake somebody. */
    void whenAdded(Runnable listener) {
        listeners.add(listener);
    }

    /** What arrived after {@code from} up to {@code to}, for those who want its group at once. In the caller's transaction. */
    public void addArrivals(long from, long to, Instant at) {
        if (to > from) {
            wakeIf(jdbc.sql(ADD_ARRIVALS).param("from", from).param("to", to).param("at", Timestamp.from(at)).update());
        }
    }

    /** Notices that were just raised, in the caller's transaction. */
    public void addNotices(List<String> ids, Instant at) {
        add(ADD_ALL_NOTICES, ids, at);
    }

    /** The same, only for those who want their group at once. */
    public void addNoticesOfGroups(List<String> ids, Instant at) {
        add(ADD_NOTICES_OF_GROUPS, ids, at);
    }

    private void add(String sql, List<String> ids, Instant at) {
        if (!ids.isEmpty()) {
            wakeIf(jdbc.sql(sql).param("ids", ids.toArray(String[]::new)).param("at", Timestamp.from(at)).update());
        }
    }

    private void wakeIf(int added) {
        if (added > 0) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    listeners.forEach(Runnable::run);
                }
            });
        }
    }
}
