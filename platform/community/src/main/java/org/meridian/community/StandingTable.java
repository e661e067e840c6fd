package org.meridian.community;

import java.util.List;
import org.meridian.eventlog.event.Batch;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Columns;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.posts.StandingGiven;

/** What groups' homes have decided about posts. One whose standing is not {@code SHOWN} is shown to nobody, also where it is newer than this program. */
final class StandingTable {

    private static final Columns<StandingGiven> STANDING = Columns.of(StandingGiven.class)
            .text("id", StandingGiven::getId).int4("version", StandingGiven::getVersion)
            .text("group_id", StandingGiven::getGroupId).text("post_id", StandingGiven::getPostId)
            .instant("given_at", StandingGiven::getOccurredAt).text("standing", it -> it.getStanding().name())
            .text("cause", it -> it.getCause().name());
    private static final String UPSERT = STANDING.insertInto("standing AS s") + """
            ON CONFLICT (id) DO UPDATE
              SET version = excluded.version, given_at = excluded.given_at, standing = excluded.standing,
                  cause = excluded.cause
              WHERE excluded.version > s.version""";

    private StandingTable() {}

    static List<BulkStatement> on(List<Entry> entries) {
        return List.of(STANDING.bind(UPSERT, Batch.newest(entries, StandingGiven.class)));
    }
}
