package org.meridian.web.charter;

import gg.jte.generated.precompiled.charter.JtecharterGenerated;
import gg.jte.generated.precompiled.charter.JteconfirmGenerated;
import gg.jte.generated.precompiled.charter.JtestateGenerated;
import java.util.List;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.web.calls.Group;
import org.meridian.web.calls.Items;
import org.meridian.web.calls.MembershipCalls;
import org.meridian.web.calls.MembershipCalls.CharterChange;
import org.meridian.web.calls.MembershipCalls.Effect;
import org.meridian.web.calls.Register;
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

/**
 * The charter: its owner changes it in two steps, of which the first says what will happen. The form carries what it was made
 * of, so that what somebody else changes meanwhile is shown, and nobody undoes it without knowing.
 */
@Controller
class CharterPages {

    private final Pages pages;
    private final MembershipCalls membership;

    CharterPages(Pages pages, MembershipCalls membership) {
        this.pages = pages;
        this.membership = membership;
    }

    @GetMapping("/groups/{id}/charter")
    Html page(Visit visit, @PathVariable String id, @RequestParam(defaultValue = "false") boolean changed) {
        Parallel<Group> found = Parallel.call(() -> moderated(visit, id));
        Parallel<Items<Register>> known = Parallel.call(() -> membership.registers(visit.caller()));
        Page page = pages.of(visit);
        Group group = found.answer();
        Draft draft = Draft.of(group);
        List<Register> registers = known.answer().items();
        return Html.of(output -> JtecharterGenerated.render(output, null, page, group, draft, List.of(), registers,
                changed, Mistakes.NONE));
    }

    /** Says what a change will do. */
    @PostMapping("/groups/{id}/charter")
    Answer preview(Visit visit, @PathVariable String id, Form form) {
        Draft draft = Draft.of(form);
        if (draft.changes().isEmpty()) {
            return back(visit, id, draft);
        }
        List<Effect> effects;
        try {
            effects = membership.previewCharter(visit.caller(), id, draft.change()).effects();
        } catch (Refusal refusal) {
            return refused(visit, id, draft, refusal);
        }
        Parallel<Group> found = Parallel.call(() -> moderated(visit, id));
        Page page = pages.of(visit);
        Group group = found.answer();
        return Html.of(output -> JteconfirmGenerated.render(output, null, page, group, draft, effects));
    }

    /** Goes on writing, with all that was typed. */
    @PostMapping("/groups/{id}/charter/draft")
    Html back(Visit visit, @PathVariable String id, Form form) {
        return back(visit, id, Draft.of(form));
    }

    @PostMapping("/groups/{id}/charter/change")
    Answer change(Visit visit, @PathVariable String id, Form form) {
        Draft draft = Draft.of(form);
        try {
            membership.changeCharter(visit.caller(), id, draft.change());
        } catch (Refusal refusal) {
            return refused(visit, id, draft, refusal);
        }
        return Redirect.to("/groups/" + id + "/charter?changed=true");
    }

    /** What closing the group will do, or opening it again. */
    @GetMapping("/groups/{id}/state")
    Html stateAsked(Visit visit, @PathVariable String id) {
        Group group = owned(visit, id);
        String other = group.isClosed() ? "open" : "closed";
        List<Effect> effects = membership
                .previewCharter(visit.caller(), id, CharterChange.of(other, group.version())).effects();
        Page page = pages.of(visit);
        return Html.of(output -> JtestateGenerated.render(output, null, page, group, other, effects));
    }

    @PostMapping("/groups/{id}/state")
    Answer stateChanged(Visit visit, @PathVariable String id, Form form) {
        membership.changeCharter(visit.caller(), id, CharterChange.of(form.text("state"), form.text("version")));
        return Redirect.to("/groups/" + id);
    }

    private Html back(Visit visit, String id, Draft draft) {
        return form(visit, moderated(visit, id), draft, List.of(), Mistakes.NONE);
    }

    private Answer refused(Visit visit, String id, Draft draft, Refusal refusal) {
        if (!refusal.type().equals("charter-changed")) {
            return form(visit, moderated(visit, id), draft, List.of(),
                    Mistakes.of(refusal).inOneField("questions", "approvedDomains", "registers"));
        }
        Group now = moderated(visit, id);
        if (draft.isDone(now)) {
            return Redirect.to("/groups/" + id + "/charter?changed=true");
        }
        Draft merged = draft.onto(now);
        return form(visit, now, merged, Draft.changes(draft.was(), merged.was()), Mistakes.NONE);
    }

    private Html form(Visit visit, Group group, Draft draft, List<Draft.Change> meanwhile, Mistakes mistakes) {
        Parallel<Items<Register>> known = Parallel.call(() -> membership.registers(visit.caller()));
        Page page = pages.of(visit);
        List<Register> registers = known.answer().items();
        Html.Template template = output -> JtecharterGenerated.render(output, null, page, group, draft, meanwhile,
                registers, false, mistakes);
        return mistakes.isEmpty() && meanwhile.isEmpty() ? Html.of(template) : Html.mistaken(template);
    }

    private Group owned(Visit visit, String id) {
        Group group = membership.group(visit.caller(), id);
        if (!group.isOwnedByMe()) {
            throw Refusal.notFound("page");
        }
        return group;
    }

    /** For all others it is a page that there is not. */
    private Group moderated(Visit visit, String id) {
        Group group = membership.group(visit.caller(), id);
        if (!group.isModeratedByMe()) {
            throw Refusal.notFound("page");
        }
        return group;
    }
}
