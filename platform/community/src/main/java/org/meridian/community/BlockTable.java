package org.meridian.community;

import java.util.List;
import org.meridian.eventlog.event.Batch;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Columns;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.membership.Blocks;

/** Of whom this node's members want to hear nothing. */
public final class BlockTable {

    private static final Columns<Blocks> BLOCKS = Columns
            .of(Blocks.class)
            .text("member_id", Blocks::getId)
            .int4("version", Blocks::getVersion)
            .texts("blocked", Blocks::getMemberIds);
    private static final String UPSERT = BLOCKS.insertInto("blocks AS b") + """
            ON CONFLICT (member_id) DO UPDATE SET version = excluded.version, blocked = excluded.blocked
              WHERE excluded.version > b.version""";

    private BlockTable() {}

    /**
     * A condition: that a reader has not blocked whoever has written something.
     *
     * @param reader an expression for their id, looked up once where it is a parameter
     * @param author the same, never null
     */
    public static String spares(String reader, String author) {
        return author + " <> ALL (coalesce((SELECT b.blocked FROM blocks b WHERE b.member_id = " + reader + "), '{}'))";
    }

    /** For the table {@code blocks} of any service. */
    public static List<BulkStatement> on(List<Entry> entries) {
        return List.of(
                BLOCKS.bind(UPSERT, Batch.newest(entries, Blocks.class)));
    }
}
