package org.meridian.web.thread;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.meridian.web.calls.SavedDraft;
import org.meridian.web.page.Form;

/**
 * A reply as the form has it.
 *
 * @param saved   the id of the draft that it is kept as; null where it is not
 * @param savedAt where it was just opened as it was saved; null else
 */
public record Typed(String body, @Nullable String saved, @Nullable Instant savedAt) {

    static final Typed NOTHING = new Typed("", null, null);

    static Typed of(SavedDraft draft) {
        return new Typed(Form.orEmpty(draft.body()), draft.id(), draft.savedAt());
    }
}
