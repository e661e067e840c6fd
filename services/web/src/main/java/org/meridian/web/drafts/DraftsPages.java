package org.meridian.web.drafts;

import gg.jte.generated.precompiled.drafts.JtedraftGenerated;
import gg.jte.generated.precompiled.drafts.JtedraftsGenerated;
import org.jspecify.annotations.Nullable;
import org.meridian.web.calls.Items;
import org.meridian.web.calls.PostsCalls;
import org.meridian.web.calls.SavedDraft;
import org.meridian.web.page.Answer;
import org.meridian.web.page.Html;
import org.meridian.web.page.Page;
import org.meridian.web.page.Pages;
import org.meridian.web.page.Parallel;
import org.meridian.web.page.Redirect;
import org.meridian.web.page.Visit;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One's drafts: all of them, going on with one, and deleting it. */
@Controller
class DraftsPages {

    private static final int SHOWN = 50;

    private final Pages pages;
    private final PostsCalls posts;

    DraftsPages(Pages pages, PostsCalls posts) {
        this.pages = pages;
        this.posts = posts;
    }

    @GetMapping("/drafts")
    Html drafts(Visit visit, @RequestParam(required = false) @Nullable String cursor) {
        Parallel<Items<SavedDraft>> found = Parallel.call(() -> posts.drafts(visit.caller(), cursor, SHOWN));
        Page page = pages.of(visit);
        Items<SavedDraft> drafts = found.answer();
        return Html.of(output -> JtedraftsGenerated.render(output, null, page, drafts));
    }

    /** Where it is written on; where it cannot be published any more, what it says and why. */
    @GetMapping("/drafts/{id}")
    Answer draft(Visit visit, @PathVariable String id) {
        SavedDraft draft = posts.draft(visit.caller(), id);
        if (draft.matter() == null) {
            return Redirect.to(draft.isReply()
                    ? "/posts/" + draft.threadId() + "?draft=" + draft.id() + "#your-reply"
                    : "/groups/" + draft.groupId() + "/write?draft=" + draft.id());
        }
        Page page = pages.of(visit);
        return Html.of(output -> JtedraftGenerated.render(output, null, page, draft));
    }

    @PostMapping("/drafts/{id}/deletion")
    Redirect delete(Visit visit, @PathVariable String id) {
        posts.deleteDraft(visit.caller(), id);
        return Redirect.to("/drafts");
    }
}
