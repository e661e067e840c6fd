package org.meridian.posts.publishing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.event.Column;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.event.Write;
import org.meridian.events.posts.PostPublished;
import org.meridian.events.posts.PostWithdrawn;
import org.meridian.events.posts.PostWords;
import org.meridian.events.posts.ReplyPublished;
import org.meridian.posts.publishing.PostRow.Published;

/**
 * The table of posts and replies. Fact and words share a row, so that a withdrawal and words that come at the same moment
 * meet at the row's lock: whichever is later finds the other, and withdrawn words are never written again.
 */
public final class PostTable {

    /** In the order in which {@link #upsert} binds them. */
    private static final String COLUMNS = "id, version, group_id, thread_id, kind, author_id, membership_version,"
            + " published_at, changed_at, withdrawn_at, words_version, title, body, tags, jurisdiction";

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
                  (words_version, title, body, tags, jurisdiction) = (
                    SELECT w.words_version, w.title, w.body, w.tags, w.jurisdiction
                    FROM (VALUES (p.words_version, p.title, p.body, p.tags, p.jurisdiction),
                                 (excluded.words_version, excluded.title, excluded.body, excluded.tags,
                                  excluded.jurisdiction)) AS w(words_version, title, body, tags, jurisdiction)
                    WHERE coalesce(p.withdrawn_at, excluded.withdrawn_at) IS NULL
                    ORDER BY w.words_version DESC NULLS LAST LIMIT 1)
                WHERE excluded.version > coalesce(p.version, 0)
                   OR p.withdrawn_at IS NULL AND excluded.words_version > coalesce(p.words_version, 0)"""
                .formatted(schema, COLUMNS, COLUMNS.replace("tags", "string_to_array(tags, E'\\n')"));
        this.forget = "DELETE FROM %s.tombstone t USING unnest(?) AS again(id) WHERE t.post_id = again.id"
                .formatted(schema);
    }

    public List<Write> on(List<Entry> entries) {
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
        Write upserted = upsert(List.copyOf(rows.values()));
        List<String> late = rows.values().stream().filter(PostRow::isOnlyWords).map(PostRow::id).toList();
        return late.isEmpty() ? List.of(upserted) : List.of(upserted, tombstonesAgain(late));
    }

    /** Words that come after their withdrawal are in Kafka again, and need another tombstone. */
    private Write tombstonesAgain(List<String> ids) {
        return Write.of(forget, Column.text(ids, id -> id));
    }

    private static @Nullable PostRow rowOf(Entry entry) {
        return switch (entry.body()) {
            case PostPublished fact -> PostRow.of(fact);
            case ReplyPublished fact -> PostRow.of(fact);
            case PostWithdrawn fact -> PostRow.of(fact);
            case PostWords words -> PostRow.of(words);
            default -> null;
        };
    }

    private Write upsert(List<PostRow> rows) {
        return Write.of(upsert, Column.text(rows, PostRow::id), Column.ints(rows, PostRow::version),
                text(rows, Published::groupId), text(rows, Published::threadId), text(rows, Published::kind),
                text(rows, Published::authorId),
                Column.ints(rows, row -> row.published() == null ? null : row.published().membershipVersion()),
                Column.instants(rows, row -> row.published() == null ? null : row.published().at()),
                Column.instants(rows, PostRow::changedAt),
                Column.instants(rows, row -> row.withdrawn() == null ? null : row.withdrawn().at()),
                Column.ints(rows, row -> row.words() == null ? null : row.words().getVersion()),
                words(rows, PostWords::getTitle), words(rows, PostWords::getBody), Column.text(rows, PostRow::tags),
                words(rows, PostWords::getJurisdiction));
    }

    private static Column text(List<PostRow> rows, Function<Published, @Nullable String> part) {
        return Column.text(rows, row -> row.published() == null ? null : part.apply(row.published()));
    }

    private static Column words(List<PostRow> rows, Function<PostWords, @Nullable String> part) {
        return Column.text(rows, row -> row.words() == null ? null : part.apply(row.words()));
    }
}
