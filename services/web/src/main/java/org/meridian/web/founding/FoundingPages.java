package org.meridian.web.founding;

import gg.jte.generated.precompiled.founding.JtefoundGenerated;
import java.util.List;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.web.calls.Charter;
import org.meridian.web.calls.MembershipCalls;
import org.meridian.web.page.Answer;
import org.meridian.web.page.Form;
import org.meridian.web.page.Html;
import org.meridian.web.page.Mistakes;
import org.meridian.web.page.Page;
import org.meridian.web.page.Pages;
import org.meridian.web.page.Redirect;
import org.meridian.web.page.Visit;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** Founding a group, whose charter says whom it is for. */
@Controller
class FoundingPages {

    private final Pages pages;
    private final MembershipCalls membership;

    FoundingPages(Pages pages, MembershipCalls membership) {
        this.pages = pages;
        this.membership = membership;
    }

    @GetMapping("/groups/new")
    Html page(Visit visit) {
        Page page = pages.of(visit);
        Charter empty = new Charter("", "", null, "international", "listed", "approval", List.of(), List.of(), "full",
                List.of(), "none", "week");
        return Html.of(output -> JtefoundGenerated.render(output, null, page, empty, Mistakes.NONE));
    }

    @PostMapping("/groups/new")
    Answer found(Visit visit, Form form) {
        Charter charter = charter(form);
        try {
            return Redirect.to("/groups/" + membership.found(visit.caller(), form.key(), charter).id());
        } catch (Refusal refusal) {
            Mistakes mistakes = Mistakes.of(refusal).inOneField("questions", "approvedDomains");
            Page page = pages.of(visit);
            return Html.mistaken(
                    output -> JtefoundGenerated.render(output, null, page, charter, mistakes));
        }
    }

    /** A question a line. */
    private static Charter charter(Form form) {
        return new Charter(form.text("name"), form.text("purpose"), form.optional("rules"), form.text("scope"),
                form.text("visibility"), form.text("joining"), form.lines("questions"),
                form.separated("approvedDomains"),
                form.text("mail"), List.of(), "none", "week");
    }
}
