package org.meridian.web.moderating;

import gg.jte.generated.precompiled.moderating.JterequestsGenerated;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.web.calls.Group;
import org.meridian.web.calls.Items;
import org.meridian.web.calls.JoinRequest;
import org.meridian.web.calls.MembershipCalls;
import org.meridian.web.calls.MembershipCalls.Decision;
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

/** Requests to join that wait for a moderator, oldest first. */
@Controller
class RequestsPages {

    private static final int LISTED = 20;

    private final Pages pages;
    private final MembershipCalls membership;

    RequestsPages(Pages pages, MembershipCalls membership) {
        this.pages = pages;
        this.membership = membership;
    }

    @GetMapping("/groups/{id}/requests")
    Html page(Visit visit, @PathVariable String id, @RequestParam(required = false) @Nullable String cursor) {
        return shown(visit, id, cursor, "", Mistakes.NONE);
    }

    @PostMapping("/groups/{id}/requests/{request}/approval")
    Answer approve(Visit visit, @PathVariable String id, @PathVariable String request, Form form) {
        return after(membership.approve(visit.caller(), request), id, form.optional("cursor"));
    }

    @PostMapping("/groups/{id}/requests/{request}/refusal")
    Answer refuse(Visit visit, @PathVariable String id, @PathVariable String request, Form form) {
        String reason = form.text("reason");
        String cursor = form.optional("cursor");
        try {
            return after(membership.refuse(visit.caller(), request, new MembershipCalls.Reason(reason)), id, cursor);
        } catch (Refusal refusal) {
            return shown(visit, id, cursor, reason, Mistakes.of(refusal).at("reason", "reason-" + request));
        }
    }

    /** To where one was among the requests, or to what becomes of the decision in another country. */
    private static Redirect after(Decision decision, String id, @Nullable String cursor) {
        return Redirect.to(decision.isOnItsWay()
                ? "/wishes/" + decision.id()
                : "/groups/" + id + "/requests"
                        + (cursor == null ? "" : "?cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8)));
    }

    /** @param reason as it was typed for the request that the mistakes are about */
    private Html shown(Visit visit, String id, @Nullable String cursor, String reason, Mistakes mistakes) {
        Parallel<Items<JoinRequest>> asked = Parallel
                .call(() -> membership.requests(visit.caller(), id, "pending", cursor, LISTED));
        Parallel<Group> found = Parallel.call(() -> membership.group(visit.caller(), id));
        Page page = pages.of(visit);
        Group group = found.answer();
        Items<JoinRequest> requests = asked.answer();
        Html.Template template = output -> JterequestsGenerated.render(output, null, page, group, requests, cursor,
                reason,
                mistakes);
        return mistakes.isEmpty() ? Html.of(template) : Html.mistaken(template);
    }
}
