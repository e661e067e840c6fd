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

    ThreadPages(Pages pages, Clocks clocks, MembershipCalls membership, PostsCalls posts) {
        this.pages = pages;
        this.clocks = clocks;
        this.membership = membership;
        this.posts = posts;
    }

    /**
     * A mail's link may lead to a reply, which is shown in its thread.
     *
     * @param reply what is looked for: where it is not among the first replies, the page begins with it
     */
    @GetMapping("/posts/{id}")
    Answer thread(Visit visit, @PathVariable String id, @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String reply) {
        Parallel<Page> page = Parallel.call(() -> pages.of(visit));
        PostThread first = posts.thread(visit.caller(), id, cursor, cursor == null ? null : reply);
        if (!first.post().threadId().equals(first.post().id())) {
            return toReply(first.post().threadId(), first.post().id());
        }
        boolean isFurther = cursor == null && reply != null && first.next() != null && !first.has(reply);
        PostThread shown = isFurther ? posts.thread(visit.caller(), id, null, reply) : first;
        return shown(visit, page.answer(), new Shown(shown, isFurther || cursor != null,
                isFurther || cursor != null ? reply : null), "", null, Mistakes.NONE);
    }

    private static Redirect toReply(String threadId, String replyId) {
        return Redirect.to("/posts/" + threadId + "?reply=" + replyId + "#" + replyId);
    }

    @PostMapping("/posts/{id}/replies")
    Answer reply(Visit visit, @PathVariable String id, Form form) {
        String body = form.text("body");
        try {
            String preview = Preview.of(form);
            if (preview != null) {
                return shown(visit, id, body, preview, Mistakes.NONE);
            }
            var created = posts.reply(visit.caller(), id, form.key(), new PostsCalls.NewReply(body));
            return toReply(id, created.id());
        } catch (Refusal refusal) {
            return shown(visit, id, body, null, Mistakes.of(refusal));
        }
    }

    private Html shown(Visit visit, String id, String typed, @Nullable String preview, Mistakes mistakes) {
        PostThread first = posts.thread(visit.caller(), id, null, null);
        return shown(visit, pages.of(visit), new Shown(first, false, null), typed, preview, mistakes);
    }

    private Html shown(Visit visit, Page page, Shown shown, String typed, @Nullable String preview,
            Mistakes mistakes) {
        PostThread thread = shown.thread();
        Group group = membership.group(visit.caller(), thread.post().groupId());
        CountryClock there = clocks.of(thread.post().home(), page);
        Html.Template template = output -> JtethreadGenerated.render(output, null, page, group, shown, there,
                visit.memberId(), typed, preview, mistakes);
        return mistakes.isEmpty() ? Html.of(template) : Html.mistaken(template);
    }

    /** @param id of the post or the reply that is taken back */
    @PostMapping("/posts/{id}/withdrawal")
    Answer withdraw(Visit visit, @PathVariable String id, Form form) {
        posts.withdraw(visit.caller(), id);
        return Redirect.to(form.text("then"));
    }
}
