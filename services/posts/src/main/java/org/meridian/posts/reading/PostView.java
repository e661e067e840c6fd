package org.meridian.posts.reading;

import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.meridian.community.BlockTable;
import org.meridian.events.posts.Kind;
import org.meridian.schemas.Ids;

/**
 * A post or a reply as readers see it. Times are UTC; {@code kind}, {@code title} and tags are a first post's only.
 *
 * @param authorName  null as long as the author's profile has not come
 * @param body        Markdown; null, as all content, in a first post that its author withdrew, or that was removed; without replies it is not there
 *                    at all
 * @param language    BCP 47; null where the author did not say
 * @param version     of its text, to be sent back with an edit; null where that is gone
 * @param editedAt    when this text was written, if it is not the first
 * @param withdrawnAt null unless it was withdrawn
 * @param removedAt   null unless the group's home has taken it out: its author could not write in the group any more
 * @param answered    of a question, whether a reply was accepted as its answer; null for all else
 * @param acceptedAnswer the id of that reply; null where there is none, or none that the reader may see
 */
public record PostView(String id, String home, String groupId, String threadId, String author,
        @Nullable String authorName,
        @Schema(implementation = Kind.class) @Nullable String kind, @Nullable String title, @Nullable String body,
        List<String> tags,
        @Nullable String jurisdiction, @Nullable String language, @Nullable Integer version, Instant publishedAt,
        @Nullable Instant editedAt, @Nullable Instant withdrawnAt,
        @Nullable Instant removedAt, @Nullable Boolean answered, @Nullable String acceptedAnswer) {

    /** A page ends after this many bytes of text, so that a few long posts do not fill a node's memory. */
    static final int PAGE_BYTES = 500_000;

    private static final String ACCEPTED_ANSWER = """
            CASE WHEN p.kind = 'QUESTION' THEN (
              SELECT answer.reply_id FROM accepted_answer answer
              JOIN participant reader ON reader.member_id = :reader AND reader.group_id = answer.group_id
              WHERE answer.post_id = p.id AND (%s)) END AS accepted_answer"""
            .formatted(isForReader("answer.author_id"));
    static final String COLUMNS = columns("p.body");
    /** With no more of the text than an {@link Extract} is made of. */
    static final String LISTED_COLUMNS = columnsWithText(Extract.READ_CHARS + 1);

    /** @param most characters of the text that are read */
    public static String columnsWithText(int most) {
        return columns("left(p.body, %d) AS body".formatted(most));
    }

    private static String columns(String body) {
        return "p.id, p.group_id, p.thread_id, p.author_id, p.kind, p.title, " + body + ", p.tags, p.jurisdiction,"
                + " p.language, p.content_version, p.published_at, p.edited_at, p.withdrawn_at, p.removed_at, author.display_name AS author_name, "
                + ACCEPTED_ANSWER;
    }

    /**
     * Of an author, whether the reader wants to hear of them; who moderates a group answers for all that is written in it. There is a
     * participant {@code reader}.
     */
    public static String isForReader(String author) {
        return "reader.may_moderate OR " + BlockTable.spares(":reader", author);
    }

    public static PostView of(ResultSet row) throws SQLException {
        String id = row.getString("id");
        String kind = row.getString("kind");
        return new PostView(id, Ids.home(id), row.getString("group_id"), row.getString("thread_id"),
                row.getString("author_id"), row.getString("author_name"),
                kind == null ? null : kind.toLowerCase(Locale.ROOT),
                row.getString("title"), row.getString("body"), tags(row.getArray("tags")),
                row.getString("jurisdiction"), row.getString("language"),
                row.getObject("content_version", Integer.class),
                row.getObject("published_at", OffsetDateTime.class).toInstant(),
                instant(row.getObject("edited_at", OffsetDateTime.class)),
                instant(row.getObject("withdrawn_at", OffsetDateTime.class)),
                instant(row.getObject("removed_at", OffsetDateTime.class)),
                "QUESTION".equals(kind) ? Boolean.valueOf(row.getString("accepted_answer") != null) : null,
                row.getString("accepted_answer"));
    }

    public PostView withoutBody() {
        return new PostView(id, home, groupId, threadId, author, authorName, kind, title, null, tags, jurisdiction,
                language,
                version, publishedAt, editedAt, withdrawnAt, removedAt, answered, acceptedAnswer);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static List<String> tags(@Nullable Array tags) throws SQLException {
        return tags == null ? List.of() : List.of((String[]) tags.getArray());
    }
}
