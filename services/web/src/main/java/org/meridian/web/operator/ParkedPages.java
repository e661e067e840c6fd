package org.meridian.web.operator;

import gg.jte.generated.precompiled.operator.JteparkedGenerated;
import java.util.Set;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.web.calls.OperatorCalls;
import org.meridian.web.calls.OperatorCalls.Discard;
import org.meridian.web.calls.OperatorCalls.ParkedRecords;
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

/** Records that could not be applied: why, what to do, trying again, and giving up. */
@Controller
class ParkedPages {

    private static final int LISTED = 100;
    private static final Set<String> OUTCOMES = Set.of("applied", "waits", "discarded");

    private final Pages pages;
    private final OperatorCalls operator;

    ParkedPages(Pages pages, OperatorCalls operator) {
        this.pages = pages;
        this.operator = operator;
    }

    /** @param done what became of the form that was sent */
    @GetMapping("/operator/parked")
    Html parked(Visit visit, @RequestParam(defaultValue = "") String done) {
        return shown(visit, false, OUTCOMES.contains(done) ? done : "", "", Mistakes.NONE);
    }

    @GetMapping("/operator/parked/discarded")
    Html discarded(Visit visit) {
        return shown(visit, true, "", "", Mistakes.NONE);
    }

    @PostMapping("/operator/parked/{id}/retry")
    Answer retry(Visit visit, @PathVariable String id) {
        boolean applied = operator.retry(visit.caller(), id).applied();
        return Redirect.to("/operator/parked?done=" + (applied ? "applied" : "waits"));
    }

    @PostMapping("/operator/parked/{id}/discard")
    Answer discard(Visit visit, @PathVariable String id, Form form) {
        String reason = form.text("reason");
        try {
            operator.discard(visit.caller(), id, new Discard(reason, form.isChecked("following")));
            return Redirect.to("/operator/parked?done=discarded");
        } catch (Refusal refusal) {
            return shown(visit, false, "", reason, Mistakes.of(refusal).at("reason", "reason-" + id));
        }
    }

    private Html shown(Visit visit, boolean discarded, String done, String typed, Mistakes mistakes) {
        Parallel<ParkedRecords> asked = Parallel.call(() -> operator.parked(visit.caller(), discarded, LISTED));
        Page page = pages.ofWhoeverCanBeTold(visit);
        ParkedRecords records = asked.answer();
        Html.Template template = output -> JteparkedGenerated.render(output, null, page, records, discarded, done,
                typed, mistakes);
        return mistakes.isEmpty() ? Html.of(template) : Html.mistaken(template);
    }
}
