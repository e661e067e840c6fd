package org.meridian.notifications.notices;

import java.util.List;
import org.meridian.eventlog.event.Batch;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Columns;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.notifications.NoticeRaised;
import org.meridian.events.notifications.NoticeRead;

/** Notices, and which of them have been read. */
public final class NoticeTable {

    private static final Columns<NoticeRaised> RAISED = Columns.of(NoticeRaised.class).text("id", NoticeRaised::getId)
            .text("member_id", NoticeRaised::getMemberId).text("kind", it -> it.getKind().name())
            .text("group_id", NoticeRaised::getGroupId).text("actor_id", NoticeRaised::getActorId)
            .text("subject_id", NoticeRaised::getSubjectId).text("request_id", NoticeRaised::getRequestId)
            .text("post_id", NoticeRaised::getPostId)
            .instant("raised_at", NoticeRaised::getOccurredAt);
    private static final String INSERT = RAISED.insertInto("notice") + "ON CONFLICT DO NOTHING";

    private static final Columns<NoticeRead> READ = Columns.of(NoticeRead.class).text("id", NoticeRead::getId)
            .instant("at", NoticeRead::getOccurredAt);
    private static final String MARK_READ = "UPDATE notice n SET read_at = r.at FROM " + READ.as("r")
            + " WHERE n.id = r.id AND n.read_at IS NULL";

    public List<BulkStatement> on(List<Entry> entries) {
        return List.of(RAISED.bind(INSERT, Batch.newest(entries, NoticeRaised.class)),
                READ.bind(MARK_READ, Batch.newest(entries, NoticeRead.class)));
    }
}
