package org.meridian.web.drafts;

import java.util.List;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.web.calls.PostsCalls;
import org.meridian.web.calls.PostsCalls.NewDraft;
import org.meridian.web.page.Form;
import org.meridian.web.page.Visit;
import org.springframework.stereotype.Component;

/** Keeps what is in a form as the draft that it came from, or as a new one. */
@Component
public final class Saving {

    private final PostsCalls posts;

    Saving(PostsCalls posts) {
        this.posts = posts;
    }

    /** Whether a form was sent for keeping it only. */
    public static boolean isAskedBy(Form form) {
        return form.isChecked("save");
    }

    /**
     * Returns the draft's id.
     *
     * @throws Refusal at the form's {@code body} where there are too many
     */
    public String save(Visit visit, Form form, NewDraft draft) {
        try {
            return keep(visit, form, draft);
        } catch (Refusal refusal) {
            throw refusal.type().equals("too-many-drafts")
                    ? Refusal.fields(List.of(new Refusal.FieldError("body", refusal.sentence(), refusal.type(),
                            List.of())))
                    : refusal;
        }
    }

    private String keep(Visit visit, Form form, NewDraft draft) {
        String before = form.optional("draft");
        if (before != null) {
            try {
                return posts.replaceDraft(visit.caller(), before, draft).id();
            } catch (Refusal refusal) {
                if (!refusal.type().equals("not-found")) {
                    throw refusal;
                }
            }
        }
        return posts.saveDraft(visit.caller(), "draft-" + form.key(), draft).id();
    }
}
