package org.meridian.notifications.notices;

import java.util.List;
import org.meridian.eventlog.event.Batch;
import org.meridian.eventlog.event.Column;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.event.Write;
import org.meridian.events.notifications.NoticeRaised;
import org.meridian.events.notifications.NoticeRead;

/** Notices, and which of them have been read. */
public final class NoticeTable {

    private final String insert;
    private final String read;

    public NoticeTable(String schema) {
        this.insert = """
                INSERT INTO %s.notice (id, member_id, kind, group_id, actor_id, subject_id, raised_at)
                SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""".formatted(schema);
        this.read = """
                UPDATE %s.notice n SET read_at = r.at FROM unnest(?, ?) AS r(id, at)
                WHERE n.id = r.id AND n.read_at IS NULL""".formatted(schema);
    }

    public List<Write> on(List<Entry> entries) {
        List<NoticeRaised> raised = Batch.newest(entries, NoticeRaised.class);
        List<NoticeRead> reads = Batch.newest(entries, NoticeRead.class);
        return List.of(
                Write.of(insert, Column.text(raised, NoticeRaised::getId),
                        Column.text(raised, NoticeRaised::getMemberId),
                        Column.text(raised, it -> it.getKind().name()), Column.text(raised, NoticeRaised::getGroupId),
                        Column.text(raised, NoticeRaised::getActorId),
                        Column.text(raised, NoticeRaised::getSubjectId),
                        Column.instants(raised, NoticeRaised::getOccurredAt)),
                Write.of(read, Column.text(reads, NoticeRead::getId),
                        Column.instants(reads, NoticeRead::getOccurredAt)));
    }
}
