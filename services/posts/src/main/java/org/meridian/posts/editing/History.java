package org.meridian.posts.editing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.posts.Posts;
import org.meridian.posts.publishing.Text;
import org.meridian.posts.reading.PostView;
import org.meridian.schemas.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All texts of a post or reply that are kept, for its author and the group's moderators. */
@Component
final class History {

    /** @param isForReader whether they may see more of it than how it is now */
    private record Found(List<Text> texts, boolean isForReader) {}

    private static final String SELECT = """
            SELECT p.published_at, p.content_version, p.title, p.body, p.tags, p.jurisdiction, p.language, p.edited_at,
                   whole.earlier, p.author_id = :reader OR reader.may_moderate AS is_for_reader
            FROM showable_post p
            JOIN post whole ON whole.id = p.id
            JOIN participant reader ON reader.member_id = :reader AND reader.group_id = p.group_id
            WHERE p.id = :post AND (%s)""".formatted(PostView.isForReader("p.author_id"));

    private final EventLog log;
    private final JdbcClient jdbc;

    History(@Posts EventLog log, @Posts Database database) {
        this.log = log;
        this.jdbc = database.client();
    }

    /**
     * Newest first.
     *
     * @throws Refusal for what is not there for the reader, after time to learn of it, and for those who read only how it is now
     */
    List<Text> read(String postId, String readerId) {
        Found found = Optional.of(postId).filter(Ids::isPlain)
                .flatMap(id -> log.find(key -> key.equals(id) || Ids.isDerived(key), () -> look(id, readerId)))
                .orElseThrow(() -> Refusal.notFound("post"));
        if (!found.isForReader()) {
            throw Refusal.forbidden("moderators-only",
                    "What it said before is shown to its author and the group's moderators only.");
        }
        return found.texts();
    }

    private Optional<Found> look(String postId, String readerId) {
        return jdbc.sql(SELECT).param("post", postId).param("reader", readerId).query((row, i) -> {
            List<Text> texts = new ArrayList<>(Text.earlier(row.getString("earlier")));
            texts.add(EditPost.text(row));
            return new Found(texts.reversed(), row.getBoolean("is_for_reader"));
        }).optional();
    }
}
