package org.meridian.web.profile;

import gg.jte.generated.precompiled.profile.JteprofileGenerated;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.web.calls.Me;
import org.meridian.web.calls.MembershipCalls;
import org.meridian.web.calls.Person.Hours;
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

/** One's own profile, who sees what of it, and one's zone. */
@Controller
class ProfilePages {

    private static final List<String> FIELDS = List.of("profession", "organisation", "practiceArea", "expertise",
            "languages", "pronouns", "workingHours");

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
                            form.text("organisation"), form.text("practiceArea"), form.separated("expertise"),
                            form.separated("languages"), form.text("pronouns"), hours(form), visibility(form),
                            form.text("timeZone")));
        } catch (Refusal refusal) {
            return mistaken(visit, form, mistakes(refusal, form));
        }
        readers.forget(visit.memberId());
        return Redirect.to("/profile?saved=true");
    }

    /** A day off has neither; of one alone the API says what is missing. */
    private static List<Hours> hours(Form form) {
        return days(form).map(day -> new Hours(day, form.line("from-" + day), form.line("to-" + day))).toList();
    }

    private static Stream<String> days(Form form) {
        return Stream.of(DayOfWeek.values()).map(DayOfWeek::name)
                .filter(day -> !form.line("from-" + day).isEmpty() || !form.line("to-" + day).isEmpty());
    }

    private static Map<String, String> visibility(Form form) {
        return FIELDS.stream().filter(it -> form.isChecked("for-" + it))
                .collect(Collectors.toMap(it -> it, it -> form.line("for-" + it)));
    }

    /** Of a day's hours where they are typed. */
    private static Mistakes mistakes(Refusal refusal, Form form) {
        Mistakes mistakes = Mistakes.of(refusal).inOneField("expertise", "languages");
        List<String> days = days(form).toList();
        for (int i = 0; i < days.size(); i++) {
            mistakes = mistakes.at("workingHours[" + i + "].from", "hours-from-" + days.get(i))
                    .at("workingHours[" + i + "].to", "hours-to-" + days.get(i));
        }
        return mistakes;
    }

    private Html mistaken(Visit visit, Form form, Mistakes mistakes) {
        Page page = pages.of(visit);
        Me was = membership.me(visit.caller());
        Me typed = new Me(was.id(), was.home(), was.email(), form.text("timeZone"),
                was.language(), form.text("displayName"), form.text("displayName"), form.text("profession"),
                form.text("organisation"), form.text("practiceArea"), form.separated("expertise"),
                form.separated("languages"), form.text("pronouns"), hours(form), visibility(form));
        return Html.mistaken(
                output -> JteprofileGenerated.render(output, null, page, typed, false, !issuers.all().isEmpty(),
                        mistakes));
    }
}
