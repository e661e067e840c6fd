package org.meridian.notifications.knowledge;

import java.time.Instant;
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

/**
 * Posts and replies, as much of them as a mail shows. Fact and content share a row, so that a withdrawal and content that comes
 * at the same moment meet at the row's lock, and withdrawn content is never written again.
 */
public final class ItemTable {

    /** The most characters of a text that are kept for mails. */
    private static final int EXCERPT = 600;

    private record Published(String groupId, String threadId, @Nullable String kind, String authorId,
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

    /** In the order in which {@link #upsert} binds them. */
    private static final String COLUMNS = "id, version, group_id, thread_id, kind, author_id, membership_version,"
            + " published_at, withdrawn_at, content_version, title, excerpt";

    private final String upsert;

    public ItemTable(String schema) {
        this.upsert = """
                WITH known AS (
                INSERT INTO %1$s.item AS i (%2$s) SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET
                  version = greatest(i.version, excluded.version),
                  group_id = coalesce(i.group_id, excluded.group_id),
                  thread_id = coalesce(i.thread_id, excluded.thread_id),
                  kind = coalesce(i.kind, excluded.kind),
                  author_id = coalesce(i.author_id, excluded.author_id),
                  membership_version = coalesce(i.membership_version, excluded.membership_version),
                  published_at = coalesce(i.published_at, excluded.published_at),
                  withdrawn_at = coalesce(i.withdrawn_at, excluded.withdrawn_at),
                  (content_version, title, excerpt) = (
                    SELECT w.version, w.title, w.excerpt
                    FROM (VALUES (i.content_version, i.title, i.excerpt),
                                 (excluded.content_version, excluded.title, excluded.excerpt)) AS w(version, title, excerpt)
                    WHERE coalesce(i.withdrawn_at, excluded.withdrawn_at) IS NULL
                    ORDER BY w.version DESC NULLS LAST LIMIT 1)
                RETURNING id, published_at, content_version)
                INSERT INTO %1$s.awaits_arrival
                SELECT id FROM known WHERE published_at IS NOT NULL AND content_version IS NOT NULL
                ON CONFLICT DO NOTHING""".formatted(schema, COLUMNS);
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
        return List.of(upsert(List.copyOf(folded.values())));
    }

    private static @Nullable Item itemOf(Entry entry) {
        return switch (entry.body()) {
            case PostPublished it -> new Item(it.getId(), it.getVersion(), new Published(it.getGroupId(), it.getId(),
                    it.getKind().name(), it.getActorId(), it.getMembershipVersion(), it.getOccurredAt()), null, null);
            case ReplyPublished it -> new Item(it.getId(), it.getVersion(), new Published(it.getGroupId(),
                    it.getPostId(), null, it.getActorId(), it.getMembershipVersion(), it.getOccurredAt()), null, null);
            case PostWithdrawn it -> new Item(it.getId(), it.getVersion(), null, it.getOccurredAt(), null);
            case PostContent it -> new Item(it.getId(), 0, null, null, it);
            default -> null;
        };
    }

    private BulkStatement upsert(List<Item> items) {
        return BulkStatement.of(upsert, ArrayParameter.text(items, Item::id), ArrayParameter.ints(items, Item::version),
                text(items, Published::groupId), text(items, Published::threadId), text(items, Published::kind),
                text(items, Published::authorId),
                ArrayParameter.ints(items,
                        item -> item.published() == null ? null : item.published().membershipVersion()),
                ArrayParameter.instants(items, item -> item.published() == null ? null : item.published().at()),
                ArrayParameter.instants(items, Item::withdrawnAt),
                ArrayParameter.ints(items,
                        item -> item.shownContent() == null ? null : item.shownContent().getVersion()),
                content(items, PostContent::getTitle), content(items, content -> excerpt(content.getBody())));
    }

    private static ArrayParameter text(List<Item> items, Function<Published, @Nullable String> part) {
        return ArrayParameter.text(items, item -> item.published() == null ? null : part.apply(item.published()));
    }

    private static ArrayParameter content(List<Item> items, Function<PostContent, @Nullable String> part) {
        return ArrayParameter.text(items, item -> item.shownContent() == null ? null : part.apply(item.shownContent()));
    }

    /** The beginning, cut between two characters. */
    private static String excerpt(String body) {
        return body.codePointCount(0, body.length()) <= EXCERPT
                ? body
                : body.substring(0, body.offsetByCodePoints(0, EXCERPT - 1)) + "…";
    }
}
