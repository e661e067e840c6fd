package org.meridian.web.preferences;

import gg.jte.generated.precompiled.preferences.JtepreferencesGenerated;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.web.calls.Digest;
import org.meridian.web.calls.Group;
import org.meridian.web.calls.MembershipCalls;
import org.meridian.web.calls.NotificationsCalls;
import org.meridian.web.calls.Preferences;
import org.meridian.web.page.Answer;
import org.meridian.web.page.Form;
import org.meridian.web.page.Html;
import org.meridian.web.page.Languages;
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

/** Preferences, a form a section; what is saved is answered with the next digest. */
@Controller
class PreferencesPages {

    private static final int GROUPS = 100;

    private final Pages pages;
    private final Languages languages;
    private final Readers readers;
    private final NotificationsCalls notifications;
    private final MembershipCalls membership;

    PreferencesPages(Pages pages, Languages languages, Readers readers, NotificationsCalls notifications,
            MembershipCalls membership) {
        this.pages = pages;
        this.languages = languages;
        this.readers = readers;
        this.notifications = notifications;
        this.membership = membership;
    }

    /** @param saved the section whose form was taken */
    @GetMapping("/preferences")
    Html page(Visit visit, @RequestParam(defaultValue = "") String saved) {
        return shown(visit, saved, null, Mistakes.NONE);
    }

    @PostMapping("/preferences/mail")
    Answer mail(Visit visit, Form form) {
        Preferences before = notifications.preferences(visit.caller());
        var quiet = new Preferences.QuietHours(form.line("quietFrom"), form.line("quietTo"));
        var digest = new Preferences.Digest(form.text("cadence"), form.line("at"), form.text("day"));
        return save(visit, "mail",
                new Preferences(form.text("timeZone"), digest,
                        quiet.from().isEmpty() && quiet.to().isEmpty() ? null : quiet,
                        form.isChecked("atOnce"), before.groups(), null));
    }

    /** Each group's id and what was chosen for it, in the order of the page. What is not on the page stays. */
    @PostMapping("/preferences/groups")
    Answer groups(Visit visit, Form form) {
        Preferences before = notifications.preferences(visit.caller());
        Map<String, String> groups = new HashMap<>(before.groups());
        List<String> ids = form.texts("group");
        List<String> chosen = form.texts("delivery");
        for (int i = 0; i < Math.min(ids.size(), chosen.size()); i++) {
            groups.put(ids.get(i), chosen.get(i));
        }
        return save(visit, "groups", new Preferences(before.timeZone(), before.digest(), before.quietHours(),
                before.atOnce(), groups, null));
    }

    @PostMapping("/preferences/language")
    Answer language(Visit visit, Form form) {
        try {
            membership.change(visit.caller(), new MembershipCalls.Language(form.text("language")));
        } catch (Refusal refusal) {
            return shown(visit, "", null, Mistakes.of(refusal));
        }
        readers.forget(visit.memberId());
        return Redirect.to("/preferences?saved=language#language-section");
    }

    @PostMapping("/preferences/mail-stop")
    Answer tryAgain(Visit visit) {
        notifications.liftMailStop(visit.caller());
        return Redirect.to("/preferences?saved=mail#mail");
    }

    private Answer save(Visit visit, String section, Preferences chosen) {
        try {
            notifications.prefer(visit.caller(), chosen);
            return Redirect.to("/preferences?saved=" + section + "#" + section);
        } catch (Refusal refusal) {
            return shown(visit, "", chosen, Mistakes.of(refusal));
        }
    }

    private Html shown(Visit visit, String saved, @Nullable Preferences typed, Mistakes mistakes) {
        Parallel<Preferences> found = Parallel.call(() -> notifications.preferences(visit.caller()));
        Parallel<Digest.Next> next = Parallel.call(() -> notifications.nextDigest(visit.caller()));
        Parallel<List<Group>> mine = Parallel
                .call(() -> membership.groups(visit.caller(), "", true, null, GROUPS).items());
        Page page = pages.of(visit);
        Preferences kept = found.answer();
        Preferences shown = typed == null ? kept : typed.withMailStopped(kept.mailStopped());
        List<Group> groups = mine.answer().stream().filter(Group::isMine).toList();
        Digest.Next digest = next.answer();
        Html.Template template = output -> JtepreferencesGenerated.render(output, null, page, shown, groups, digest,
                languages.offered(), saved, mistakes);
        return mistakes.isEmpty() ? Html.of(template) : Html.mistaken(template);
    }
}
