package org.meridian.web.thread;

import gg.jte.generated.precompiled.thread.JtethreadGenerated;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.web.calls.Group;
import org.meridian.web.calls.MembershipCalls;
import org.meridian.web.calls.PostThread;
import org.meridian.web.calls.PostsCalls;
import org.meridian.web.clocks.Clocks;
import org.meridian.web.clocks.CountryClock;
import org.meridian.web.page.Answer;
import org.meridian.web.page.Form;
import org.meridian.web.page.Html;
import org.meridian.web.page.Mistakes;
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

/** A post with its replies, replying to it, and taking back what one wrote. */
@Controller
class ThreadPages {

    private final Pages pages;
    private final Clocks clocks;
    private final MembershipCalls membership;
    private final PostsCalls posts;

    ThreadPages(Pages pages, Clocks clocks, MembershipCalls membership, PostsCalls posts) {
        this.pages = pages;
        this.clocks = clocks;
        this.membership = membership;
        this.posts = posts;
    }

    /** A mail's link may lead to a reply, which is shown in its thread. */
    @GetMapping("/posts/{id}")
    Answer thread(Visit visit, @PathVariable String id, @RequestParam(required = false) @Nullable String cursor) {
        Parallel<Page> page = Parallel.call(() -> pages.of(visit));
        PostThread thread = posts.thread(visit.caller(), id, cursor);
        return thread.post().threadId().equals(thread.post().id())
                ? shown(visit, page.answer(), thread, "", Mistakes.NONE)
                : Redirect.to("/posts/" + thread.post().threadId() + "#" + thread.post().id());
    }

    @PostMapping("/posts/{id}/replies")
    Answer reply(Visit visit, @PathVariable String id, Form form) {
        String body = form.text("body");
        try {
            var created = posts.reply(visit.caller(), id, form.key(), new PostsCalls.NewReply(body));
            return Redirect.to("/posts/" + id + "#" + created.id());
        } catch (Refusal refusal) {
            Mistakes mistakes = Mistakes.of(refusal);
            return shown(visit, pages.of(visit), posts.thread(visit.caller(), id, null), body, mistakes);
        }
    }

    private Html shown(Visit visit, Page page, PostThread thread, String typed, Mistakes mistakes) {
        Group group = membership.group(visit.caller(), thread.post().groupId());
        CountryClock there = clocks.of(thread.post().home(), page);
        Html.Template template = output -> JtethreadGenerated.render(output, null, page, group, thread, there,
                visit.memberId(), typed, mistakes);
        return mistakes.isEmpty() ? Html.of(template) : Html.mistaken(template);
    }

    /** @param id of the post or the reply that is taken back */
    @PostMapping("/posts/{id}/withdrawal")
    Answer withdraw(Visit visit, @PathVariable String id, Form form) {
        posts.withdraw(visit.caller(), id);
        return Redirect.to(form.text("then"));
    }
}
