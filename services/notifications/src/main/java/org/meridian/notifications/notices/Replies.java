package org.meridian.notifications.notices;

import java.util.List;
import org.meridian.events.notifications.NoticeKind;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Replies to the threads of this node's members, among the arrivals that have not been looked at. */
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

    private final JdbcClient jdbc;
    private final String node;
    private final String next;
    private final String looked;
    private final String wait;
    private final String find;
    private final String release;

    Replies(JdbcClient jdbc, String schema, String node) {
        this.jdbc = jdbc;
        this.node = node;
        this.next = """
                SELECT position, greatest(position, least(position + :most,
                         (SELECT coalesce(max(position), 0) FROM %1$s.arrival))) AS up_to
                FROM %1$s.notice_cursor""".formatted(schema);
        this.looked = "UPDATE %s.notice_cursor SET position = :to".formatted(schema);
        String window = """
                SELECT a.item_id FROM %1$s.arrival a JOIN %1$s.known_home h ON h.home = :node
                WHERE a.position > :from AND a.position <= :to AND NOT a.history
                  AND a.written_at >= h.first_seen_at - interval '%2$d seconds'"""
                .formatted(schema, RaiseNotices.FIRST_CONTACT.toSeconds());
        // OFFSET 0: each of a window's few items is looked up, however many there are by now.
        // Its author's home is this node, which it says itself: whatever comes to be known of it is written here.
        this.wait = """
                INSERT INTO %1$s.awaits_thread
                SELECT i.id FROM (%2$s) AS w
                CROSS JOIN LATERAL (SELECT * FROM %1$s.item i WHERE i.id = w.item_id OFFSET 0) i
                WHERE split_part(i.thread_id, '-', 1) = :node AND i.thread_id <> i.id
                  AND NOT EXISTS (SELECT FROM %1$s.showable_item t WHERE t.id = i.thread_id OFFSET 0)
                ON CONFLICT DO NOTHING""".formatted(schema, window);
        this.find = """
                SELECT i.id, i.group_id, i.author_id, r.member_id
                FROM (%2$s UNION SELECT unnest(:released::text[])) AS w
                CROSS JOIN LATERAL (SELECT * FROM %1$s.showable_item i WHERE i.id = w.item_id OFFSET 0) i
                CROSS JOIN LATERAL (SELECT * FROM %1$s.showable_item t WHERE t.id = i.thread_id OFFSET 0) t
                CROSS JOIN LATERAL (SELECT * FROM %1$s.recipient r WHERE r.member_id = t.author_id OFFSET 0) r
                WHERE t.group_id = i.group_id AND t.id <> i.id
                  AND i.author_id <> r.member_id AND i.group_id <> ALL (r.muted_groups)
                  AND EXISTS (SELECT FROM %1$s.participant p
                              WHERE (p.member_id, p.group_id) = (r.member_id, i.group_id) OFFSET 0)
                ORDER BY i.published_at, i.id""".formatted(schema, window);
        this.release = """
                DELETE FROM %1$s.awaits_thread WHERE item_id IN (
                  SELECT w.item_id FROM %1$s.awaits_thread w
                  CROSS JOIN LATERAL (SELECT * FROM %1$s.item i WHERE i.id = w.item_id OFFSET 0) i
                  CROSS JOIN LATERAL (SELECT * FROM %1$s.item t WHERE t.id = i.thread_id OFFSET 0) t
                  WHERE t.withdrawn_at IS NOT NULL OR i.withdrawn_at IS NOT NULL
                     OR EXISTS (SELECT FROM %1$s.showable_item s WHERE s.id = t.id OFFSET 0))
                RETURNING item_id""".formatted(schema);
    }

    Window next() {
        return jdbc.sql(next).param("most", BATCH)
                .query((row, i) -> new Window(row.getLong("position"), row.getLong("up_to"))).single();
    }

    /**
     * What they are an occasion for, and what came before the post that it answers and can be told of now. Each statement sees
     * what was committed before it: a post that comes between two of them is found by the later one, or in the next round.
     */
    List<Occasion> occasions(Window window) {
        if (!window.isEmpty()) {
            jdbc.sql(wait).param("node", node).param("from", window.from()).param("to", window.to()).update();
        }
        List<String> released = jdbc.sql(release).query((row, i) -> row.getString(1)).list();
        return jdbc.sql(find).param("node", node).param("from", window.from()).param("to", window.to())
                .param("released", released.toArray(String[]::new))
                .query((row, i) -> new Occasion(NoticeKind.REPLY, row.getString("member_id"),
                        row.getString("group_id"), row.getString("author_id"), row.getString("id")))
                .list();
    }

    void looked(Window window) {
        if (!window.isEmpty()) {
            jdbc.sql(looked).param("to", window.to()).update();
        }
    }
}
