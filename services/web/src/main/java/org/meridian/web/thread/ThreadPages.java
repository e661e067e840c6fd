package org.meridian.web.thread;

import gg.jte.generated.precompiled.thread.JtethreadGenerated;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.web.calls.Group;
import org.meridian.web.calls.MembershipCalls;
import org.meridian.web.calls.PostThread;
import org.meridian.web.calls.PostsCalls;
import org.meridian.web.calls.SavedDraft;
import org.meridian.web.clocks.Clocks;
import org.meridian.web.clocks.CountryClock;
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

/** A post with its replies, replying to it, and taking back what one wrote. */
@Controller
class ThreadPages {

    private final Pages pages;
    private final Clocks clocks;
    private final MembershipCalls membership;
    private final PostsCalls posts;
    private final Saving saving;

    ThreadPages(Pages pages, Clocks clocks, MembershipCalls membership, PostsCalls posts, Saving saving) {
        this.pages = pages;
        this.clocks = clocks;
        this.membership = membership;
        this.posts = posts;
        this.saving = saving;
    }

    /**
     * A mail's link may lead to a reply, which is shown in its thread.
     *
     * @param reply what is looked for: where it is not among the first replies, the page begins with it
     * @param draft of a reply, to go on with
     */
    @GetMapping("/posts/{id}")
    Answer thread(Visit visit, @PathVariable String id, @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String reply,
            @RequestParam(required = false) @Nullable String draft) {
        SavedDraft saved = draft == null ? null : posts.draft(visit.caller(), draft);
        if (saved != null && (saved.matter() != null || !id.equals(saved.threadId()))) {
            return Redirect.to("/drafts/" + saved.id());
        }
        Parallel<Page> page = Parallel.call(() -> pages.of(visit));
        PostThread first = posts.thread(visit.caller(), id, cursor, cursor == null ? null : reply);
        if (!first.post().threadId().equals(first.post().id())) {
            return toReply(first.post().threadId(), first.post().id());
        }
        boolean isFurther = cursor == null && reply != null && first.next() != null && !first.has(reply);
        PostThread shown = isFurther ? posts.thread(visit.caller(), id, null, reply) : first;
        return shown(visit, page.answer(), new Shown(shown, isFurther || cursor != null,
                isFurther || cursor != null ? reply : null), saved == null ? Typed.NOTHING : Typed.of(saved), null,
                Mistakes.NONE);
    }

    private static Redirect toReply(String threadId, String replyId) {
        return Redirect.to("/posts/" + threadId + "?reply=" + replyId + "#" + replyId);
    }

    @PostMapping("/posts/{id}/replies")
    Answer reply(Visit visit, @PathVariable String id, Form form) {
        Typed typed = new Typed(form.text("body"), form.optional("draft"), null);
        try {
            if (Saving.isAskedBy(form)) {
                String draft = saving.save(visit, form, PostsCalls.NewDraft.ofReply(id, typed.body()));
                return Redirect.to("/posts/" + id + "?draft=" + draft + "#your-reply");
            }
            String preview = Preview.of(form);
            if (preview != null) {
                return shown(visit, id, typed, preview, Mistakes.NONE);
            }
            var created = posts.reply(visit.caller(), id, form.key(),
                    new PostsCalls.NewReply(typed.body(), typed.saved()));
            return toReply(id, created.id());
        } catch (Refusal refusal) {
            return shown(visit, id, typed, null, Mistakes.of(refusal));
        }
    }

    private Html shown(Visit visit, String id, Typed typed, @Nullable String preview, Mistakes mistakes) {
        PostThread first = posts.thread(visit.caller(), id, null, null);
        return shown(visit, pages.of(visit), new Shown(first, false, null), typed, preview, mistakes);
    }

    private Html shown(Visit visit, Page page, Shown shown, Typed typed, @Nullable String preview,
            Mistakes mistakes) {
        PostThread thread = shown.thread();
        Group group = membership.group(visit.caller(), thread.post().groupId());
        CountryClock there = clocks.of(thread.post().home(), page);
        Html.Template template = output -> JtethreadGenerated.render(output, null, page, group, shown, there,
                visit.memberId(), typed, preview, mistakes);
        return mistakes.isEmpty() ? Html.of(template) : Html.mistaken(template);
    }

    /** Which reply answers a question: whoever asked it, or a moderator, says so. */
    @PostMapping("/posts/{id}/accepted-answer")
    Answer accept(Visit visit, @PathVariable String id, Form form) {
        posts.accept(visit.caller(), id, new PostsCalls.Accepted(form.text("reply")));
        return Redirect.to("/posts/" + id + "#answer");
    }

    @PostMapping("/posts/{id}/accepted-answer/none")
    Answer acceptNone(Visit visit, @PathVariable String id) {
        posts.acceptNone(visit.caller(), id);
        return Redirect.to("/posts/" + id + "#replies");
    }

    /** @param id of the post or the reply that is taken back */
    @PostMapping("/posts/{id}/withdrawal")
    Answer withdraw(Visit visit, @PathVariable String id, Form form) {
        posts.withdraw(visit.caller(), id);
        return Redirect.to(form.text("then"));
    }
}
