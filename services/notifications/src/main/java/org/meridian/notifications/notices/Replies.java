package org.meridian.notifications.notices;

import java.util.List;
import org.meridian.community.BlockTable;
import org.meridian.eventlog.database.Database;
import org.meridian.events.notifications.NoticeKind;
import org.meridian.notifications.Notifications;
import org.meridian.process.settings.NodeSettings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Replies to the threads of this node's members, among the arrivals that have not been looked at. */
@Component
final class Replies {

    /** Arrivals that are looked at together: those after {@code from} up to {@code to}. */
    record Window(long from, long to) {

        boolean isEmpty() {
            return to == from;
        }

        boolean isFull() {
            return to - from == BATCH;
        }
    }

    private static final int BATCH = 2_000;

    private static final String NEXT = """
            SELECT position, greatest(position, least(position + :most,
                     (SELECT coalesce(max(position), 0) FROM arrival))) AS up_to
            FROM notice_cursor""";
    private static final String MOVE_CURSOR = "UPDATE notice_cursor SET position = :to";
    private static final String WINDOW = """
            SELECT a.item_id FROM arrival a JOIN known_home h ON h.home = :node
            WHERE a.position > :from AND a.position <= :to AND NOT a.history
              AND a.written_at >= h.first_seen_at - interval '%d seconds'"""
            .formatted(RaiseNotices.FIRST_CONTACT.toSeconds());
    // OFFSET 0: each of a window's few items is looked up, however many there are by now.
    // For posts of this node alone, as their ids say: the authors of all others are members elsewhere.
    private static final String WAIT = """
            INSERT INTO awaits_thread (item_id)
            SELECT i.id FROM (%s) AS w
            CROSS JOIN LATERAL (SELECT * FROM item i WHERE i.id = w.item_id OFFSET 0) i
            WHERE split_part(i.thread_id, '-', 1) = :node AND i.thread_id <> i.id
              AND NOT EXISTS (SELECT FROM showable_item t WHERE t.id = i.thread_id OFFSET 0)
            ON CONFLICT DO NOTHING""".formatted(WINDOW);
    private static final String FIND = """
            SELECT i.id, i.group_id, i.author_id, r.member_id
            FROM (%s UNION SELECT unnest(:released::text[])) AS w
            CROSS JOIN LATERAL (SELECT * FROM showable_item i WHERE i.id = w.item_id OFFSET 0) i
            CROSS JOIN LATERAL (SELECT * FROM showable_item t WHERE t.id = i.thread_id OFFSET 0) t
            CROSS JOIN LATERAL (SELECT * FROM recipient r WHERE r.member_id = t.author_id OFFSET 0) r
            WHERE t.group_id = i.group_id AND t.id <> i.id
              AND i.author_id <> r.member_id AND i.group_id <> ALL (r.muted_groups)
              AND %s
              AND EXISTS (SELECT FROM participant p
                          WHERE (p.member_id, p.group_id) = (r.member_id, i.group_id) OFFSET 0)
            ORDER BY i.published_at, i.id""".formatted(WINDOW, BlockTable.spares("r.member_id", "i.author_id"));
    private static final String RELEASE = """
            DELETE FROM awaits_thread WHERE item_id IN (
              SELECT w.item_id FROM awaits_thread w
              CROSS JOIN LATERAL (SELECT * FROM item i WHERE i.id = w.item_id OFFSET 0) i
              CROSS JOIN LATERAL (SELECT * FROM item t WHERE t.id = i.thread_id OFFSET 0) t
              WHERE t.withdrawn_at IS NOT NULL OR i.withdrawn_at IS NOT NULL
                 OR EXISTS (SELECT FROM showable_item s WHERE s.id = t.id OFFSET 0))
            RETURNING item_id""";

    private final JdbcClient jdbc;
    private final String node;

    Replies(@Notifications Database database, NodeSettings settings) {
        this.jdbc = database.client();
        this.node = settings.node();
    }

    Window next() {
        return jdbc.sql(NEXT).param("most", BATCH)
                .query((row, i) -> new Window(row.getLong("position"), row.getLong("up_to"))).single();
    }

    /**
     * What these arrivals are an occasion for, and the replies that came before the post that they answer, now that it is here. Each statement sees
     * what was committed before it: a post that comes between two of them is found by the later one, or in the next round.
     */
    List<Occasion> occasions(Window window) {
        if (!window.isEmpty()) {
            jdbc.sql(WAIT).param("node", node).param("from", window.from()).param("to", window.to()).update();
        }
        List<String> released = jdbc.sql(RELEASE).query((row, i) -> row.getString(1)).list();
        return jdbc.sql(FIND).param("node", node).param("from", window.from()).param("to", window.to())
                .param("released", released.toArray(String[]::new))
                .query((row, i) -> new Occasion(NoticeKind.REPLY, row.getString("member_id"),
                        row.getString("group_id"), row.getString("author_id"), row.getString("id")))
                .list();
    }

    void looked(Window window) {
        if (!window.isEmpty()) {
            jdbc.sql(MOVE_CURSOR).param("to", window.to()).update();
        }
    }
}
