package org.meridian.web.profile;

import gg.jte.generated.precompiled.profile.JteprofileGenerated;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.web.calls.Me;
import org.meridian.web.calls.MembershipCalls;
import org.meridian.web.issuers.Issuers;
import org.meridian.web.page.Answer;
import org.meridian.web.page.Form;
import org.meridian.web.page.Html;
import org.meridian.web.page.Mistakes;
import org.meridian.web.page.Page;
import org.meridian.web.page.Pages;
import org.meridian.web.page.Parallel;
import org.meridian.web.page.Readers;
import org.meridian.web.page.Redirect;
import org.meridian.web.page.Visit;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One's own profile and zone. */
@Controller
class ProfilePages {

    private final Pages pages;
    private final Readers readers;
    private final MembershipCalls membership;
    private final Issuers issuers;

    ProfilePages(Pages pages, Readers readers, MembershipCalls membership, Issuers issuers) {
        this.issuers = issuers;
        this.pages = pages;
        this.readers = readers;
        this.membership = membership;
    }

    @GetMapping("/profile")
    Html page(Visit visit, @RequestParam(defaultValue = "false") boolean saved) {
        Parallel<Me> found = Parallel.call(() -> membership.me(visit.caller()));
        Page page = pages.of(visit);
        Me me = found.answer();
        return Html.of(output -> JteprofileGenerated.render(output, null, page, me, saved, !issuers.all().isEmpty(),
                Mistakes.NONE));
    }

    @PostMapping("/profile")
    Answer save(Visit visit, Form form) {
        try {
            membership.change(visit.caller(),
                    new MembershipCalls.Change(form.text("displayName"), form.text("profession"),
                            form.text("organisation"), form.separated("expertise"), form.text("timeZone")));
        } catch (Refusal refusal) {
            return mistaken(visit, form, Mistakes.of(refusal).inOneField("expertise"));
        }
        readers.forget(visit.memberId());
        return Redirect.to("/profile?saved=true");
    }

    private Html mistaken(Visit visit, Form form, Mistakes mistakes) {
        Page page = pages.of(visit);
        Me was = membership.me(visit.caller());
        Me typed = new Me(was.id(), was.home(), was.email(), form.text("timeZone"),
                was.language(), form.text("displayName"), form.text("profession"), form.text("organisation"),
                form.separated("expertise"));
        return Html.mistaken(
                output -> JteprofileGenerated.render(output, null, page, typed, false, !issuers.all().isEmpty(),
                        mistakes));
    }
}
