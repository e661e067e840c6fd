package org.meridian.web.joining;

import gg.jte.generated.precompiled.joining.JteaskGenerated;
import gg.jte.generated.precompiled.joining.JteleaveGenerated;
import gg.jte.generated.precompiled.joining.JtemineGenerated;
import gg.jte.generated.precompiled.joining.JterequestGenerated;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.web.calls.Group;
import org.meridian.web.calls.Items;
import org.meridian.web.calls.JoinRequest;
import org.meridian.web.calls.MembershipCalls;
import org.meridian.web.calls.MembershipCalls.Application;
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

/** Asking to join, my requests, accepting what was offered, and leaving. */
@Controller
class JoiningPages {

    private static final int LISTED = 50;

    private final Pages pages;
    private final MembershipCalls membership;

    JoiningPages(Pages pages, MembershipCalls membership) {
        this.pages = pages;
        this.membership = membership;
    }

    @GetMapping("/groups/{id}/join")
    Html page(Visit visit, @PathVariable String id) {
        return form(visit, id, new Application(List.of(), null), Mistakes.NONE);
    }

    /** An open group of this country takes one in at once; all others answer later. */
    @PostMapping("/groups/{id}/join")
    Answer ask(Visit visit, @PathVariable String id, Form form) {
        var application = new Application(form.texts("answers"), form.optional("note"));
        try {
            JoinRequest asked = membership.ask(visit.caller(), id, form.key(), application);
            return Redirect.to(asked.state().equals("granted") ? "/groups/" + id : "/requests/" + asked.id());
        } catch (Refusal refusal) {
            return form(visit, id, application, Mistakes.of(refusal));
        }
    }

    private Html form(Visit visit, String id, Application typed, Mistakes mistakes) {
        Parallel<Group> found = Parallel.call(() -> membership.group(visit.caller(), id));
        Page page = pages.of(visit);
        Group group = found.answer();
        Html.Template template = output -> JteaskGenerated.render(output, null, page, group, typed, mistakes);
        return mistakes.isEmpty() ? Html.of(template) : Html.mistaken(template);
    }

    @GetMapping("/requests")
    Html mine(Visit visit, @RequestParam(required = false) @Nullable String cursor) {
        Parallel<Items<JoinRequest>> made = Parallel.call(() -> membership.myRequests(visit.caller(), cursor, LISTED));
        Page page = pages.of(visit);
        Items<JoinRequest> requests = made.answer();
        return Html.of(output -> JtemineGenerated.render(output, null, page, requests));
    }

    @GetMapping("/requests/{id}")
    Html request(Visit visit, @PathVariable String id) {
        Parallel<JoinRequest> made = Parallel.call(() -> membership.request(visit.caller(), id));
        Page page = pages.of(visit);
        JoinRequest request = made.answer();
        return Html.of(output -> JterequestGenerated.render(output, null, page, request));
    }

    @PostMapping("/requests/{id}/withdrawal")
    Answer withdraw(Visit visit, @PathVariable String id) {
        membership.withdrawRequest(visit.caller(), id);
        return Redirect.to("/requests/" + id);
    }

    @PostMapping("/groups/{id}/acceptance")
    Answer accept(Visit visit, @PathVariable String id) {
        membership.accept(visit.caller(), id);
        return Redirect.to("/groups/" + id);
    }

    @GetMapping("/groups/{id}/leave")
    Html leave(Visit visit, @PathVariable String id) {
        Parallel<Group> found = Parallel.call(() -> membership.group(visit.caller(), id));
        Page page = pages.of(visit);
        Group group = found.answer();
        return Html.of(output -> JteleaveGenerated.render(output, null, page, group));
    }

    @PostMapping("/groups/{id}/leave")
    Answer left(Visit visit, @PathVariable String id) {
        membership.leave(visit.caller(), id);
        return Redirect.to("/");
    }
}
