package org.meridian.notifications.knowledge;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Columns;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.posts.Kind;
import org.meridian.events.posts.PostContent;
import org.meridian.events.posts.PostPublished;
import org.meridian.events.posts.PostWithdrawn;
import org.meridian.events.posts.ReplyPublished;

/**
 * Posts and replies, as much of them as a mail shows. Fact and content share a row, so that a withdrawal and content that comes
 * at the same moment meet at the row's lock, and withdrawn content is never written again.
 */
public final class ItemTable {

    /** The most characters of a text that are kept for mails. */
    private static final int EXCERPT = 600;

    /** @param kind null for a reply */
    private record Published(String groupId, String threadId, @Nullable Kind kind, String authorId,
            int membershipVersion, Instant at) {}

    private record Item(String id, int version, @Nullable Published published, @Nullable Instant withdrawnAt,
            @Nullable PostContent content) {

        Item and(Item other) {
            return new Item(id, Math.max(version, other.version), published == null ? other.published : published,
                    withdrawnAt == null ? other.withdrawnAt : withdrawnAt, newest(content, other.content));
        }

        private static @Nullable PostContent newest(@Nullable PostContent a, @Nullable PostContent b) {
            if (a == null || b == null) {
                return a == null ? b : a;
            }
            return a.getVersion() >= b.getVersion() ? a : b;
        }

        @Nullable
        PostContent shownContent() {
            return withdrawnAt == null ? content : null;
        }
    }

    private static final Columns<Item> ITEM = Columns.of(Item.class).text("id", Item::id).int4("version", Item::version)
            .text("group_id", fact(Published::groupId)).text("thread_id", fact(Published::threadId))
            .text("kind", fact(it -> it.kind() == null ? null : it.kind().name()))
            .text("author_id", fact(Published::authorId))
            .int4("membership_version", fact(Published::membershipVersion)).instant("published_at", fact(Published::at))
            .instant("withdrawn_at", Item::withdrawnAt).int4("content_version", content(PostContent::getVersion))
            .text("title", content(PostContent::getTitle)).text("excerpt", content(it -> excerpt(it.getBody())))
            .instant("edited_at", content(PostContent::getEditedAt));
    private static final String UPSERT = """
            WITH known AS (
            %s
            ON CONFLICT (id) DO UPDATE SET
              version = greatest(i.version, excluded.version),
              group_id = coalesce(i.group_id, excluded.group_id),
              thread_id = coalesce(i.thread_id, excluded.thread_id),
              kind = coalesce(i.kind, excluded.kind),
              author_id = coalesce(i.author_id, excluded.author_id),
              membership_version = coalesce(i.membership_version, excluded.membership_version),
              published_at = coalesce(i.published_at, excluded.published_at),
              withdrawn_at = coalesce(i.withdrawn_at, excluded.withdrawn_at),
              (content_version, title, excerpt, edited_at) = (
                SELECT w.version, w.title, w.excerpt, w.edited_at
                FROM (VALUES (i.content_version, i.title, i.excerpt, i.edited_at),
                             (excluded.content_version, excluded.title, excluded.excerpt, excluded.edited_at))
                  AS w(version, title, excerpt, edited_at)
                WHERE coalesce(i.withdrawn_at, excluded.withdrawn_at) IS NULL
                ORDER BY w.version DESC NULLS LAST LIMIT 1)
            RETURNING id, published_at, content_version)
            INSERT INTO awaits_arrival (item_id)
            SELECT id FROM known WHERE published_at IS NOT NULL AND content_version IS NOT NULL
            ON CONFLICT DO NOTHING""".formatted(ITEM.insertInto("item AS i"));

    private static <V> Function<Item, @Nullable V> fact(Function<Published, @Nullable V> part) {
        return item -> item.published() == null ? null : part.apply(item.published());
    }

    private static <V> Function<Item, @Nullable V> content(Function<PostContent, @Nullable V> part) {
        return item -> item.shownContent() == null ? null : part.apply(item.shownContent());
    }

    /** What then has both its fact and its content may be showable. */
    public List<BulkStatement> on(List<Entry> entries) {
        Map<String, Item> folded = new LinkedHashMap<>();
        for (Entry entry : entries) {
            Item item = itemOf(entry);
            if (item != null) {
                folded.merge(item.id(), item, Item::and);
            }
        }
        return List.of(ITEM.bind(UPSERT, List.copyOf(folded.values())));
    }

    private static @Nullable Item itemOf(Entry entry) {
        return switch (entry.body()) {
            case PostPublished it -> new Item(it.getId(), it.getVersion(), new Published(it.getGroupId(), it.getId(),
                    it.getKind(), it.getActorId(), it.getMembershipVersion(), it.getOccurredAt()), null, null);
            case ReplyPublished it -> new Item(it.getId(), it.getVersion(), new Published(it.getGroupId(),
                    it.getPostId(), null, it.getActorId(), it.getMembershipVersion(), it.getOccurredAt()), null, null);
            case PostWithdrawn it -> new Item(it.getId(), it.getVersion(), null, it.getOccurredAt(), null);
            case PostContent it -> new Item(it.getId(), 0, null, null, it);
            default -> null;
        };
    }

    /** The beginning, cut between two characters. */
    private static String excerpt(String body) {
        return body.codePointCount(0, body.length()) <= EXCERPT
                ? body
                : body.substring(0, body.offsetByCodePoints(0, EXCERPT - 1)) + "…";
    }
}
