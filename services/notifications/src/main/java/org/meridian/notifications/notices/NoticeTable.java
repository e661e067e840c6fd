package org.meridian.notifications.notices;

import java.util.List;
import org.meridian.eventlog.event.ArrayParameter;
import org.meridian.eventlog.event.Batch;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Entry;
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

    public List<BulkStatement> on(List<Entry> entries) {
        List<NoticeRaised> raised = Batch.newest(entries, NoticeRaised.class);
        List<NoticeRead> reads = Batch.newest(entries, NoticeRead.class);
        return List.of(
                BulkStatement.of(insert, ArrayParameter.text(raised, NoticeRaised::getId),
                        ArrayParameter.text(raised, NoticeRaised::getMemberId),
                        ArrayParameter.text(raised, it -> it.getKind().name()),
                        ArrayParameter.text(raised, NoticeRaised::getGroupId),
                        ArrayParameter.text(raised, NoticeRaised::getActorId),
                        ArrayParameter.text(raised, NoticeRaised::getSubjectId),
                        ArrayParameter.instants(raised, NoticeRaised::getOccurredAt)),
                BulkStatement.of(read, ArrayParameter.text(reads, NoticeRead::getId),
                        ArrayParameter.instants(reads, NoticeRead::getOccurredAt)));
    }
}
