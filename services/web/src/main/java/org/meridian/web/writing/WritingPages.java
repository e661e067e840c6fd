package org.meridian.web.writing;

import gg.jte.generated.precompiled.writing.JtewriteGenerated;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.web.calls.Group;
import org.meridian.web.calls.MembershipCalls;
import org.meridian.web.calls.PostsCalls;
import org.meridian.web.calls.SavedDraft;
import org.meridian.web.drafts.Saving;
import org.meridian.web.page.Answer;
import org.meridian.web.page.Form;
import org.meridian.web.page.Html;
import org.meridian.web.page.Mistakes;
import org.meridian.web.page.Page;
import org.meridian.web.page.Pages;
import org.meridian.web.page.Parallel;
import org.meridian.web.page.Preview;
import org.meridian.web.page.Redirect;
import org.meridian.web.page.Visit;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Writing to a group, with who will read it. */
@Controller
class WritingPages {

    /** Those of the countries that the network began with, and of many who live there. */
    static final List<Locale> LANGUAGES = Stream.of("en", "mi", "cy", "gd", "ga", "ar", "es", "fr", "hi", "pa",
            "pl", "pt", "sm", "so", "to", "ur", "vi", "zh").map(Locale::forLanguageTag).toList();

    private final Pages pages;
    private final MembershipCalls membership;
    private final PostsCalls posts;
    private final Saving saving;

    WritingPages(Pages pages, MembershipCalls membership, PostsCalls posts, Saving saving) {
        this.pages = pages;
        this.membership = membership;
        this.posts = posts;
        this.saving = saving;
    }

    /** @param draft to go on with */
    @GetMapping("/groups/{id}/write")
    Answer page(Visit visit, @PathVariable String id, @RequestParam(required = false) @Nullable String draft) {
        SavedDraft saved = draft == null ? null : posts.draft(visit.caller(), draft);
        if (saved == null) {
            return form(visit, id, null, null, Mistakes.NONE);
        }
        return saved.matter() == null && id.equals(saved.groupId()) && !saved.isReply()
                ? form(visit, id, Draft.of(saved), null, Mistakes.NONE)
                : Redirect.to("/drafts/" + saved.id());
    }

    @PostMapping("/groups/{id}/write")
    Answer publish(Visit visit, @PathVariable String id, Form form) {
        Draft draft = Draft.of(form);
        try {
            if (Saving.isAskedBy(form)) {
                return Redirect.to("/groups/" + id + "/write?draft=" + saving.save(visit, form, draft.draft(id)));
            }
            String preview = Preview.of(form);
            if (preview != null) {
                return form(visit, id, draft, preview, Mistakes.NONE);
            }
            var created = posts.publish(visit.caller(), id, form.key(), draft.post());
            return Redirect.to("/posts/" + created.id());
        } catch (Refusal refusal) {
            return form(visit, id, draft, null, Mistakes.of(refusal).inOneField("tags"));
        }
    }

    private Html form(Visit visit, String id, @Nullable Draft typed, @Nullable String preview, Mistakes mistakes) {
        Parallel<Group> found = Parallel.call(() -> membership.group(visit.caller(), id));
        Page page = pages.of(visit);
        Group group = found.answer();
        Draft draft = typed == null ? Draft.empty(page.locale().getLanguage()) : typed;
        Html.Template template = output -> JtewriteGenerated.render(output, null, page, group, draft, LANGUAGES,
                preview, mistakes);
        return mistakes.isEmpty() ? Html.of(template) : Html.mistaken(template);
    }
}
