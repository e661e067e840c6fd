package org.meridian.web.calls;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one has written and not published.
 *
 * @param groupId     of the group that it would go to; null for a reply in a thread that is not there for its author
 * @param group       what that is called; null for whoever is not in it
 * @param postId      of a reply: what it was begun at
 * @param threadId    of a reply: where it would stand
 * @param threadTitle of a reply: what its thread is called, if anything
 * @param body        null in a list where there is more of it than the extract
 * @param extract     in a list: how the text begins, without markup; null else
 * @param matter      why it cannot be published now, as the type of a problem; null where it can
 */
public record SavedDraft(String id, @Nullable String groupId, @Nullable String group, @Nullable String postId,
        @Nullable String threadId, @Nullable String threadTitle, @Nullable String kind, @Nullable String title,
        @Nullable String body, @Nullable String extract, List<String> tags, @Nullable String jurisdiction,
        @Nullable String language, Instant savedAt, @Nullable String matter) {

    public boolean isReply() {
        return postId != null;
    }

    /** What it is called where there are several; null where nothing is written yet. */
    public @Nullable String name() {
        String begins = extract == null ? body : extract;
        return title != null ? title : begins == null || begins.isBlank() ? null : begins;
    }
}
