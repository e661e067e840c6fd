package org.meridian.web.writing;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.web.calls.Post;
import org.meridian.web.calls.PostsCalls;
import org.meridian.web.calls.SavedDraft;
import org.meridian.web.page.Form;

/**
 * A post as the form has it, which comes back when something is wrong.
 *
 * @param saved   the id of the draft that it is kept as; null where it is not
 * @param savedAt where it was just opened as it was saved; null else
 */
public record Draft(String kind, @Nullable String title, String body, List<String> tags,
        @Nullable String jurisdiction,
        @Nullable String language, @Nullable String saved, @Nullable Instant savedAt) {

    /** @param language in which its author reads */
    static Draft empty(String language) {
        return new Draft("question", null, "", List.of(), null, language, null, null);
    }

    static Draft of(Form form) {
        return new Draft(form.text("kind"), form.optional("title"), form.text("body"), form.separated("tags"),
                form.optional("jurisdiction"), form.optional("language"), form.optional("draft"), null);
    }

    static Draft of(SavedDraft it) {
        return new Draft(Form.orEmpty(it.kind()), it.title(), Form.orEmpty(it.body()), it.tags(), it.jurisdiction(),
                it.language(), it.id(), it.savedAt());
    }

    static Draft of(Post it) {
        return new Draft(Form.orEmpty(it.kind()), it.title(), Form.orEmpty(it.body()), it.tags(), it.jurisdiction(),
                it.language(), null, null);
    }

    /** @param isReply which has a body only */
    PostsCalls.PostEdit edit(boolean isReply, @Nullable Integer version) {
        return isReply
                ? new PostsCalls.PostEdit(null, body, null, null, null, version)
                : new PostsCalls.PostEdit(Form.orEmpty(title), body, tags, Form.orEmpty(jurisdiction),
                        Form.orEmpty(language), version);
    }

    PostsCalls.NewPost post() {
        return new PostsCalls.NewPost(kind, title, body, tags, jurisdiction, language, saved);
    }

    PostsCalls.NewDraft draft(String groupId) {
        return new PostsCalls.NewDraft(groupId, null, kind.isEmpty() ? null : kind, title, body, tags, jurisdiction,
                language);
    }
}
