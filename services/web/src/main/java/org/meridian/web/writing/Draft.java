package org.meridian.web.writing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.web.calls.PostsCalls;
import org.meridian.web.page.Form;

/** A post as the form has it, which comes back when something is wrong. */
public record Draft(String kind, @Nullable String title, String body, List<String> tags,
        @Nullable String jurisdiction,
        @Nullable String language) {

    /** @param language in which its author reads */
    static Draft empty(String language) {
        return new Draft("question", null, "", List.of(), null, language);
    }

    static Draft of(Form form) {
        return new Draft(form.text("kind"), form.optional("title"), form.text("body"), form.separated("tags"),
                form.optional("jurisdiction"), form.optional("language"));
    }

    PostsCalls.NewPost post() {
        return new PostsCalls.NewPost(kind, title, body, tags, jurisdiction, language);
    }
}
