package org.meridian.web.operator;

import gg.jte.generated.precompiled.operator.JtesuspendGenerated;
import gg.jte.generated.precompiled.operator.JtesuspensionsGenerated;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.web.calls.Items;
import org.meridian.web.calls.MembershipCalls;
import org.meridian.web.calls.Person;
import org.meridian.web.calls.Suspension;
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

/** Whom operators keep out of the node, why, and letting them in again. */
@Controller
class SuspensionsPages {

    private static final int LISTED = 30;
    private static final Set<String> OUTCOMES = Set.of("suspended", "lifted");

    private final Pages pages;
    private final MembershipCalls membership;

    SuspensionsPages(Pages pages, MembershipCalls membership) {
        this.pages = pages;
        this.membership = membership;
    }

    /** @param done what became of the form that was sent */
    @GetMapping("/operator/suspensions")
    Html list(Visit visit, @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "") String done) {
        Parallel<Items<Suspension>> found = Parallel
                .call(() -> membership.suspensions(visit.caller(), cursor, LISTED));
        Page page = pages.of(visit);
        Items<Suspension> suspensions = found.answer();
        return Html.of(output -> JtesuspensionsGenerated.render(output, null, page, suspensions,
                OUTCOMES.contains(done) ? done : ""));
    }

    @GetMapping("/operator/suspensions/of/{id}")
    Html ask(Visit visit, @PathVariable String id) {
        return asked(visit, id, "", Mistakes.NONE);
    }

    @PostMapping("/operator/suspensions/of/{id}")
    Answer suspend(Visit visit, @PathVariable String id, Form form) {
        String reason = form.text("reason");
        try {
            membership.suspend(visit.caller(), id, new MembershipCalls.Reason(reason));
            return Redirect.to("/operator/suspensions?done=suspended");
        } catch (Refusal refusal) {
            return asked(visit, id, reason, mistakes(pages.of(visit), refusal));
        }
    }

    private static Mistakes mistakes(Page page, Refusal refusal) {
        return switch (refusal.type()) {
            case "not-oneself" -> Mistakes.of("reason", page.text("operator.suspend.oneself"));
            case "last-operator" -> Mistakes.of("reason", page.text("operator.suspend.last"));
            default -> Mistakes.of(refusal);
        };
    }

    /** What another operator has lifted meanwhile is what was asked for. */
    @PostMapping("/operator/suspensions/of/{id}/lift")
    Answer lift(Visit visit, @PathVariable String id) {
        try {
            membership.liftSuspension(visit.caller(), id);
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.MISSING) {
                throw refusal;
            }
        }
        return Redirect.to("/operator/suspensions?done=lifted");
    }

    private Html asked(Visit visit, String id, String typed, Mistakes mistakes) {
        Parallel<Person> found = Parallel.call(() -> membership.person(visit.caller(), id));
        Page page = pages.of(visit);
        Person person = found.answer();
        Html.Template template = output -> JtesuspendGenerated.render(output, null, page, person, typed, mistakes);
        return mistakes.isEmpty() ? Html.of(template) : Html.mistaken(template);
    }
}
