package org.meridian.web.writing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.web.calls.PostsCalls;
import org.meridian.web.page.Form;

/**
 * A post as the form has it, which comes back when something is wrong.
 *
 * @param key the same when it is sent again
 */
public record Draft(String kind, @Nullable String title, String body, List<String> tags, @Nullable String jurisdiction,
        String key) {

    static Draft empty() {
        return new Draft("question", null, "", List.of(), null, Form.newKey());
    }

    static Draft of(Form form) {
        return new Draft(form.text("kind"), form.optional("title"), form.text("body"), form.separated("tags"),
                form.optional("jurisdiction"), form.key());
    }

    PostsCalls.NewPost post() {
        return new PostsCalls.NewPost(kind, title, body, tags, jurisdiction);
    }
}
