package org.meridian.notifications.announcements;

import java.util.List;
import org.meridian.eventlog.event.Batch;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Columns;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.notifications.Announcement;

/** Announcements, past ones too. */
public final class AnnouncementTable {

    private static final Columns<Announcement> ANNOUNCEMENT = Columns.of(Announcement.class)
            .text("id", Announcement::getId).int4("version", Announcement::getVersion)
            .text("text", Announcement::getText).instant("announced_at", Announcement::getAnnouncedAt)
            .instant("until", Announcement::getUntil);
    private static final String UPSERT = ANNOUNCEMENT.insertInto("announcement AS a") + """
            ON CONFLICT (id) DO UPDATE
              SET version = excluded.version, text = excluded.text, announced_at = excluded.announced_at,
                  until = excluded.until
              WHERE excluded.version > a.version""";

    public List<BulkStatement> on(List<Entry> entries) {
        return List.of(ANNOUNCEMENT.bind(UPSERT, Batch.newest(entries, Announcement.class)));
    }
}
