package org.meridian.web.writing;

import gg.jte.generated.precompiled.writing.JteeditGenerated;
import gg.jte.generated.precompiled.writing.JtehistoryGenerated;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.web.calls.Group;
import org.meridian.web.calls.Items;
import org.meridian.web.calls.MembershipCalls;
import org.meridian.web.calls.Post;
import org.meridian.web.calls.PostsCalls;
import org.meridian.web.calls.Text;
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

/** Editing what one wrote, and what a text was before. */
@Controller
class EditPages {

    private static final int SHOWN = 20;

    private final Pages pages;
    private final MembershipCalls membership;
    private final PostsCalls posts;

    EditPages(Pages pages, MembershipCalls membership, PostsCalls posts) {
        this.pages = pages;
        this.membership = membership;
        this.posts = posts;
    }

    @GetMapping("/posts/{id}/edit")
    Html page(Visit visit, @PathVariable String id) {
        Post post = posts.thread(visit.caller(), id, null, null).post();
        if (!post.author().equals(visit.memberId()) || post.isGone()) {
            throw Refusal.notFound("page");
        }
        return form(visit, post, Draft.of(post), false, null, Mistakes.NONE);
    }

    /** What was typed is in the form again where somebody else, or another window, was quicker. */
    @PostMapping("/posts/{id}/edit")
    Answer edit(Visit visit, @PathVariable String id, Form form) {
        Draft draft = Draft.of(form);
        try {
            String preview = Preview.of(form);
            if (preview != null) {
                return form(visit, id, draft, false, preview, Mistakes.NONE);
            }
            posts.edit(visit.caller(), id, draft.edit(form.isChecked("reply"), version(form)));
        } catch (Refusal refusal) {
            return refusal.type().equals("text-changed")
                    ? form(visit, id, draft, true, null, Mistakes.NONE)
                    : form(visit, id, draft, false, null, Mistakes.of(refusal).inOneField("tags"));
        }
        return Redirect.to("/posts/" + id);
    }

    private static @Nullable Integer version(Form form) {
        String version = form.line("version");
        return version.matches("[0-9]{1,9}") ? Integer.valueOf(version) : null;
    }

    private Html form(Visit visit, String id, Draft draft, boolean meanwhile, @Nullable String preview,
            Mistakes mistakes) {
        return form(visit, posts.thread(visit.caller(), id, null, null).post(), draft, meanwhile, preview, mistakes);
    }

    private Html form(Visit visit, Post post, Draft draft, boolean meanwhile, @Nullable String preview,
            Mistakes mistakes) {
        Parallel<Group> found = Parallel.call(() -> membership.group(visit.caller(), post.groupId()));
        Page page = pages.of(visit);
        Group group = found.answer();
        Html.Template template = output -> JteeditGenerated.render(output, null, page, group, post, draft,
                WritingPages.LANGUAGES, meanwhile, preview, mistakes);
        return mistakes.isEmpty() && !meanwhile ? Html.of(template) : Html.mistaken(template);
    }

    /** For its author and the group's moderators. */
    @GetMapping("/posts/{id}/history")
    Html history(Visit visit, @PathVariable String id, @RequestParam(required = false) @Nullable String cursor) {
        Parallel<Items<Text>> texts = Parallel.call(() -> posts.history(visit.caller(), id, cursor, SHOWN));
        Page page = pages.of(visit);
        Post post = posts.thread(visit.caller(), id, null, null).post();
        Group group = membership.group(visit.caller(), post.groupId());
        Items<Text> found = texts.answer();
        return Html.of(output -> JtehistoryGenerated.render(output, null, page, group, post, found));
    }
}
