package org.meridian.web.session;

import gg.jte.generated.precompiled.session.JteplacesGenerated;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.web.calls.Items;
import org.meridian.web.calls.MembershipCalls;
import org.meridian.web.calls.Place;
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

/** Where one is signed in, and signing out there. */
@Controller
class SessionsPages {

    private static final int LISTED = 20;

    private final Pages pages;
    private final MembershipCalls membership;

    SessionsPages(Pages pages, MembershipCalls membership) {
        this.pages = pages;
        this.membership = membership;
    }

    @GetMapping("/sessions")
    Html page(Visit visit, @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "false") boolean ended) {
        Parallel<Items<Place>> found = Parallel.call(() -> membership.sessions(visit.caller(), cursor, LISTED));
        Page page = pages.of(visit);
        Items<Place> places = found.answer();
        return Html.of(output -> JteplacesGenerated.render(output, null, page, places, cursor != null, ended));
    }

    /** One that has ended meanwhile is what was asked for. */
    @PostMapping("/sessions/{id}/end")
    Answer end(Visit visit, @PathVariable String id) {
        try {
            membership.endSession(visit.caller(), id);
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.MISSING) {
                throw refusal;
            }
        }
        return Redirect.to("/sessions?ended=true");
    }
}
