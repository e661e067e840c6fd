package org.meridian.posts.publishing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.event.ArrayParameter;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.posts.PostContent;
import org.meridian.events.posts.PostPublished;
import org.meridian.events.posts.PostWithdrawn;
import org.meridian.events.posts.ReplyPublished;
import org.meridian.posts.publishing.PostRow.Published;

/**
 * The table of posts and replies. Fact and content share a row, so that a withdrawal and content that comes at the same moment
 * meet at the row's lock: whichever is later finds the other, and withdrawn content is never written again.
 */
public final class PostTable {

    /** In the order in which {@link #upsert} binds them. */
    private static final String COLUMNS = "id, version, group_id, thread_id, kind, author_id, membership_version,"
            + " published_at, changed_at, withdrawn_at, content_version, title, body, tags, jurisdiction";

    private final String upsert;
    private final String forget;

    public PostTable(String schema) {
        this.upsert = """
                INSERT INTO %1$s.post AS p (%2$s)
                SELECT %3$s FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AS n(%2$s)
                ON CONFLICT (id) DO UPDATE SET
                  version = greatest(p.version, excluded.version),
                  group_id = coalesce(p.group_id, excluded.group_id),
                  thread_id = coalesce(p.thread_id, excluded.thread_id),
                  kind = coalesce(p.kind, excluded.kind),
                  author_id = coalesce(p.author_id, excluded.author_id),
                  membership_version = coalesce(p.membership_version, excluded.membership_version),
                  published_at = coalesce(p.published_at, excluded.published_at),
                  changed_at = greatest(p.changed_at, excluded.changed_at),
                  withdrawn_at = coalesce(p.withdrawn_at, excluded.withdrawn_at),
                  (content_version, title, body, tags, jurisdiction) = (
                    SELECT w.content_version, w.title, w.body, w.tags, w.jurisdiction
                    FROM (VALUES (p.content_version, p.title, p.body, p.tags, p.jurisdiction),
                                 (excluded.content_version, excluded.title, excluded.body, excluded.tags,
                                  excluded.jurisdiction)) AS w(content_version, title, body, tags, jurisdiction)
                    WHERE coalesce(p.withdrawn_at, excluded.withdrawn_at) IS NULL
                    ORDER BY w.content_version DESC NULLS LAST LIMIT 1)
                WHERE excluded.version > coalesce(p.version, 0)
                   OR p.withdrawn_at IS NULL AND excluded.content_version > coalesce(p.content_version, 0)"""
                .formatted(schema, COLUMNS, COLUMNS.replace("tags", "string_to_array(tags, E'\\n')"));
        this.forget = "DELETE FROM %s.tombstone t USING unnest(?) AS again(id) WHERE t.post_id = again.id"
                .formatted(schema);
    }

    public List<BulkStatement> on(List<Entry> entries) {
        Map<String, PostRow> rows = new LinkedHashMap<>();
        for (Entry entry : entries) {
            PostRow row = rowOf(entry);
            if (row != null) {
                rows.merge(row.id(), row, PostRow::and);
            }
        }
        if (rows.isEmpty()) {
            return List.of();
        }
        BulkStatement upserted = upsert(List.copyOf(rows.values()));
        List<String> late = rows.values().stream().filter(PostRow::isOnlyContent).map(PostRow::id).toList();
        return late.isEmpty() ? List.of(upserted) : List.of(upserted, tombstonesAgain(late));
    }

    /** Content that comes after their withdrawal are in Kafka again, and need another tombstone. */
    private BulkStatement tombstonesAgain(List<String> ids) {
        return BulkStatement.of(forget, ArrayParameter.text(ids, id -> id));
    }

    private static @Nullable PostRow rowOf(Entry entry) {
        return switch (entry.body()) {
            case PostPublished fact -> PostRow.of(fact);
            case ReplyPublished fact -> PostRow.of(fact);
            case PostWithdrawn fact -> PostRow.of(fact);
            case PostContent content -> PostRow.of(content);
            default -> null;
        };
    }

    private BulkStatement upsert(List<PostRow> rows) {
        return BulkStatement.of(upsert, ArrayParameter.text(rows, PostRow::id),
                ArrayParameter.ints(rows, PostRow::version),
                text(rows, Published::groupId), text(rows, Published::threadId), text(rows, Published::kind),
                text(rows, Published::authorId),
                ArrayParameter.ints(rows, row -> row.published() == null ? null : row.published().membershipVersion()),
                ArrayParameter.instants(rows, row -> row.published() == null ? null : row.published().at()),
                ArrayParameter.instants(rows, PostRow::changedAt),
                ArrayParameter.instants(rows, row -> row.withdrawn() == null ? null : row.withdrawn().at()),
                ArrayParameter.ints(rows, row -> row.content() == null ? null : row.content().getVersion()),
                content(rows, PostContent::getTitle), content(rows, PostContent::getBody),
                ArrayParameter.text(rows, PostRow::tags),
                content(rows, PostContent::getJurisdiction));
    }

    private static ArrayParameter text(List<PostRow> rows, Function<Published, @Nullable String> part) {
        return ArrayParameter.text(rows, row -> row.published() == null ? null : part.apply(row.published()));
    }

    private static ArrayParameter content(List<PostRow> rows, Function<PostContent, @Nullable String> part) {
        return ArrayParameter.text(rows, row -> row.content() == null ? null : part.apply(row.content()));
    }
}
