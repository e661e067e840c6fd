package org.meridian.notifications.digest;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.event.Columns;
import org.meridian.events.posts.Kind;
import org.meridian.notifications.Notifications;
import org.meridian.text.markdown.Markdown;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What there is to read of posts and replies, as far as they can be shown. */
@Component
final class Contents {

    /**
     * A post or reply that can be shown now.
     *
     * @param threadAuthor of a reply, who began the thread, where that is known here
     * @param publishedAt by the real clock, as everywhere else that it is shown
     * @param editedAt    when this text was written, if it is not the first
     * @param writtenAt   the same moment by the clock that digests go by, like {@code arrivedAt}
     */
    record Content(String id, String groupId, @Nullable String title, @Nullable Kind kind, String excerpt,
            String author, @Nullable String threadAuthor, @Nullable String name, Instant publishedAt,
            @Nullable Instant editedAt, Instant writtenAt, Instant arrivedAt) {}

    /** Of an item and, where that is another one, of its thread's first: a withdrawal or an edit changes one of them. */
    private record Versions(int fact, int content, int firstFact, int firstContent) {}

    private record Kept(Versions versions, Content content) {}

    /** What an author is called may be so old, and nothing else. */
    private static final Duration KEPT = Duration.ofSeconds(10);
    /** Some 20 MB. */
    private static final int MOST_KEPT = 20_000;

    private static final Columns<String> IDS = Columns.of(String.class).text("id", id -> id);
    private static final String VERSIONS = """
            SELECT i.id, i.version, i.content_version, f.version AS first_version,
                   f.content_version AS first_content_version
            FROM item i LEFT JOIN item f ON f.id = i.thread_id AND f.id <> i.id
            WHERE i.id = ANY (?) AND i.withdrawn_at IS NULL""";
    // OFFSET 0: each is looked up, however many items and memberships there are.
    private static final String CONTENT = """
            SELECT i.id, i.version, i.content_version, i.group_id, i.kind, i.excerpt, i.author_id,
                   coalesce(i.title, s.title) AS title, p.display_name, i.published_at, i.edited_at, a.written_at, a.arrived_at,
                   f.version AS first_version, f.content_version AS first_content_version, f.author_id AS thread_author
            FROM %s
            CROSS JOIN LATERAL (SELECT * FROM showable_item i WHERE i.id = n.id OFFSET 0) AS i
            CROSS JOIN LATERAL (SELECT written_at, arrived_at FROM arrival a WHERE a.item_id = i.id OFFSET 0) AS a
            LEFT JOIN LATERAL (SELECT version, content_version, author_id FROM item f
                               WHERE f.id = i.thread_id AND f.id <> i.id OFFSET 0) AS f ON true
            LEFT JOIN LATERAL (SELECT title FROM showable_item s
                               WHERE (s.id, s.group_id) = (i.thread_id, i.group_id) AND s.id <> i.id
                               OFFSET 0) AS s ON true
            LEFT JOIN profile p ON p.member_id = i.author_id""".formatted(IDS.as("n"));

    private final JdbcTemplate jdbc;
    private final Cache<String, Kept> kept = Caffeine.newBuilder().maximumSize(MOST_KEPT).expireAfterWrite(KEPT)
            .scheduler(Scheduler.systemScheduler()).build();

    Contents(@Notifications Database database) {
        this.jdbc = database.jdbc();
    }

    /** By id, without those that cannot be shown. */
    Map<String, Content> read(Collection<String> ids) {
        return contents(load(ids));
    }

    /**
     * The same for mails of a wave, many of which list the same items: of what was read for another mail a moment ago only the
     * versions are looked at.
     */
    Map<String, Content> readForMany(Collection<String> ids) {
        Map<String, Kept> known = kept.getAllPresent(ids);
        Map<String, Versions> now = versions(known.keySet());
        Map<String, Kept> all = new HashMap<>();
        List<String> missing = new ArrayList<>();
        for (String id : ids) {
            Kept it = known.get(id);
            if (it != null && it.versions().equals(now.get(id))) {
                all.put(id, it);
            } else {
                missing.add(id);
            }
        }
        Map<String, Kept> loaded = load(missing);
        kept.putAll(loaded);
        all.putAll(loaded);
        return contents(all);
    }

    private static Map<String, Content> contents(Map<String, Kept> kept) {
        return kept.values().stream().map(Kept::content).collect(toMap(Content::id, it -> it));
    }

    private Map<String, Versions> versions(Collection<String> ids) {
        Map<String, Versions> versions = new HashMap<>();
        if (!ids.isEmpty()) {
            jdbc.query(VERSIONS, row -> {
                versions.put(row.getString("id"), versions(row));
            }, (Object) ids.toArray(String[]::new));
        }
        return versions;
    }

    private Map<String, Kept> load(Collection<String> ids) {
        return ids.isEmpty()
                ? Map.of()
                : jdbc.query(CONTENT, IDS.binder(List.copyOf(ids)), (row, i) -> new Kept(versions(row), content(row)))
                        .stream().collect(toMap(it -> it.content().id(), it -> it));
    }

    private static Versions versions(ResultSet row) throws SQLException {
        return new Versions(row.getInt("version"), row.getInt("content_version"), row.getInt("first_version"),
                row.getInt("first_content_version"));
    }

    private static Content content(ResultSet row) throws SQLException {
        Timestamp edited = row.getTimestamp("edited_at");
        String kind = row.getString("kind");
        return new Content(row.getString("id"), row.getString("group_id"), row.getString("title"),
                kind == null ? null : Kind.valueOf(kind), Markdown.text(requireNonNull(row.getString("excerpt"))),
                row.getString("author_id"), row.getString("thread_author"), row.getString("display_name"),
                row.getTimestamp("published_at").toInstant(), edited == null ? null : edited.toInstant(),
                row.getTimestamp("written_at").toInstant(),
                row.getTimestamp("arrived_at").toInstant());
    }
}
