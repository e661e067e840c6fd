package org.meridian.web.calls;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A post or a reply.
 *
 * @param home        the alias of its author's country
 * @param authorName  null as long as the author's profile has not come
 * @param kind        of a first post: {@code discussion}, {@code question}, {@code practice} or {@code update}
 * @param body        null in a first post that was withdrawn, and in a list where there is more of it than the extract
 * @param bodyHtml    the body as safe HTML; null where the body is, and in a list
 * @param extract     in a list: how the text begins, without markup; null else
 * @param replyCount  of a thread in a list; null else
 * @param language    in which it is written, its tag; null where nobody has said
 * @param version     of its text; null where that is gone
 * @param editedAt    when its text was written, if that is not the first
 * @param withdrawnAt null unless it was withdrawn
 * @param removedAt   null unless the group's home has taken it out
 * @param answered    of a question, whether a reply was accepted as its answer; null for all else
 * @param acceptedAnswer the id of that reply
 */
public record Post(String id, String home, String groupId, String threadId, String author, @Nullable String authorName,
        @Nullable String kind, @Nullable String title, @Nullable String body, @Nullable String bodyHtml,
        @Nullable String extract,
        List<String> tags,
        @Nullable String jurisdiction, @Nullable String language, @Nullable Integer version, Instant publishedAt,
        @Nullable Instant editedAt, @Nullable Instant withdrawnAt,
        @Nullable Instant removedAt, @Nullable Boolean answered, @Nullable String acceptedAnswer,
        @Nullable Integer replyCount) {

    private static final int EXCERPT = 160;
    /** More than one, or others than a space: most texts have none, and stay as they are. */
    private static final Pattern BLANKS = Pattern.compile("\\s{2,}|[^\\S ]");

    public int replies() {
        return replyCount == null ? 0 : replyCount;
    }

    /** Whether it arrived more than an hour after it was written: a link was down, or this node was. */
    public boolean isLate(Instant arrivedAt) {
        return arrivedAt.isAfter(publishedAt.plus(Duration.ofHours(1)));
    }

    public boolean isAnswered() {
        return Boolean.TRUE.equals(answered);
    }

    public boolean isQuestion() {
        return "question".equals(kind);
    }

    public boolean isRemoved() {
        return removedAt != null;
    }

    /** Whether only that it was there is left of it. */
    public boolean isGone() {
        return withdrawnAt != null || removedAt != null;
    }

    /** How what was written begins, in one line; empty where nothing is left. */
    public String excerpt() {
        String written = extract == null ? body : extract;
        String text = written == null ? "" : BLANKS.matcher(written.strip()).replaceAll(" ");
        if (text.codePointCount(0, text.length()) <= EXCERPT) {
            return text;
        }
        String begun = text.substring(0, text.offsetByCodePoints(0, EXCERPT));
        int word = begun.lastIndexOf(' ');
        return (word > 0 ? begun.substring(0, word) : begun) + " …";
    }
}
