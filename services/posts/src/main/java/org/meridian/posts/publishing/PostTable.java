package org.meridian.posts.publishing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Columns;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.posts.PostContent;
import org.meridian.events.posts.PostEdited;
import org.meridian.events.posts.PostPublished;
import org.meridian.events.posts.PostWithdrawn;
import org.meridian.events.posts.ReplyPublished;
import org.meridian.posts.publishing.PostRow.Published;

/**
 * The table of posts and replies. Fact and content share a row, so that a withdrawal and content that comes at the same moment
 * meet at the row's lock: whichever is later finds the other, and withdrawn content is never written again.
 */
public final class PostTable {

    private static final Columns<PostRow> POST = Columns.of(PostRow.class).text("id", PostRow::id)
            .int4("version", PostRow::version).text("group_id", published(Published::groupId))
            .text("thread_id", published(Published::threadId)).text("kind", published(Published::kind))
            .text("author_id", published(Published::authorId))
            .int4("membership_version", published(Published::membershipVersion))
            .instant("published_at", published(Published::at)).instant("changed_at", PostRow::changedAt)
            .instant("withdrawn_at", row -> row.withdrawn() == null ? null : row.withdrawn().at())
            .int4("content_version", content(PostContent::getVersion)).text("title", content(PostContent::getTitle))
            .text("body", content(PostContent::getBody)).texts("tags", content(PostContent::getTags))
            .text("jurisdiction", content(PostContent::getJurisdiction))
            .text("language", content(PostContent::getLanguage))
            .instant("edited_at", content(PostContent::getEditedAt)).text("earlier", content(Text::column));
    private static final String UPSERT = POST.insertInto("post AS p") + """
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
              (content_version, title, body, tags, jurisdiction, language, edited_at, earlier) = (
                SELECT w.content_version, w.title, w.body, w.tags, w.jurisdiction, w.language, w.edited_at, w.earlier
                FROM (VALUES (p.content_version, p.title, p.body, p.tags, p.jurisdiction, p.language, p.edited_at, p.earlier),
                             (excluded.content_version, excluded.title, excluded.body, excluded.tags,
                              excluded.jurisdiction, excluded.language, excluded.edited_at, excluded.earlier))
                  AS w(content_version, title, body, tags, jurisdiction, language, edited_at, earlier)
                WHERE coalesce(p.withdrawn_at, excluded.withdrawn_at) IS NULL
                ORDER BY w.content_version DESC NULLS LAST LIMIT 1)
            WHERE excluded.version > coalesce(p.version, 0)
               OR p.withdrawn_at IS NULL AND excluded.content_version > coalesce(p.content_version, 0)""";

    private static final Columns<String> IDS = Columns.of(String.class).text("id", id -> id);
    private static final String FORGET_TOMBSTONE = "DELETE FROM tombstone t USING %s WHERE t.post_id = again.id"
            .formatted(IDS.as("again"));

    private PostTable() {}

    public static List<BulkStatement> on(List<Entry> entries) {
        Map<String, PostRow> rows = new LinkedHashMap<>();
        for (Entry entry : entries) {
            PostRow row = rowOf(entry);
            if (row != null) {
                rows.merge(row.id(), row, PostRow::and);
            }
        }
        List<String> late = rows.values().stream().filter(PostRow::isOnlyContent).map(PostRow::id).toList();
        return List.of(POST.bind(UPSERT, List.copyOf(rows.values())), tombstonesAgain(late));
    }

    /** Content that comes after its withdrawal is in Kafka again, and needs another tombstone. */
    private static BulkStatement tombstonesAgain(List<String> ids) {
        return IDS.bind(FORGET_TOMBSTONE, ids);
    }

    private static @Nullable PostRow rowOf(Entry entry) {
        return switch (entry.body()) {
            case PostPublished fact -> PostRow.of(fact);
            case ReplyPublished fact -> PostRow.of(fact);
            case PostEdited fact -> PostRow.of(fact);
            case PostWithdrawn fact -> PostRow.of(fact);
            case PostContent content -> PostRow.of(content);
            default -> null;
        };
    }

    private static <T> Function<PostRow, @Nullable T> published(Function<Published, ? extends @Nullable T> part) {
        return row -> row.published() == null ? null : part.apply(row.published());
    }

    private static <T> Function<PostRow, @Nullable T> content(Function<PostContent, ? extends @Nullable T> part) {
        return row -> row.content() == null ? null : part.apply(row.content());
    }
}
