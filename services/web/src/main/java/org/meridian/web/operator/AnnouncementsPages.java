package org.meridian.web.operator;

import gg.jte.generated.precompiled.operator.JteannouncementsGenerated;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.web.calls.NotificationsCalls;
import org.meridian.web.calls.NotificationsCalls.Announcement;
import org.meridian.web.calls.NotificationsCalls.NewAnnouncement;
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

/** What the operator has to say to all members of the node. */
@Controller
class AnnouncementsPages {

    private static final String USUAL = "day";
    private static final Map<String, Duration> LONG = Map.of("hours", Duration.ofHours(4), USUAL, Duration.ofDays(1),
            "week", Duration.ofDays(7), "month", Duration.ofDays(30));

    private final Pages pages;
    private final NotificationsCalls notifications;
    private final Clock clock = Clock.systemUTC();

    AnnouncementsPages(Pages pages, NotificationsCalls notifications) {
        this.pages = pages;
        this.notifications = notifications;
    }

    @GetMapping("/operator/announcements")
    Html page(Visit visit) {
        return shown(visit, Form.newKey(), "", USUAL, Mistakes.NONE);
    }

    @PostMapping("/operator/announcements")
    Answer announce(Visit visit, Form form) {
        String text = form.text("text");
        String chosen = LONG.containsKey(form.text("long")) ? form.text("long") : USUAL;
        try {
            notifications.announce(visit.caller(), form.key(),
                    new NewAnnouncement(text, clock.instant().plus(Objects.requireNonNull(LONG.get(chosen)))));
            return Redirect.to("/operator/announcements");
        } catch (Refusal refusal) {
            return shown(visit, form.key(), text, chosen, Mistakes.of(refusal));
        }
    }

    @PostMapping("/operator/announcements/{id}/end")
    Answer end(Visit visit, @PathVariable String id) {
        notifications.endAnnouncement(visit.caller(), id);
        return Redirect.to("/operator/announcements");
    }

    private Html shown(Visit visit, String key, String typed, String chosen, Mistakes mistakes) {
        Parallel<List<Announcement>> made = Parallel.call(() -> notifications.announcements(visit.caller()).items());
        Page page = pages.of(visit);
        List<Announcement> announcements = made.answer();
        Html.Template template = output -> JteannouncementsGenerated.render(output, null, page, announcements, key,
                typed, chosen, mistakes);
        return mistakes.isEmpty() ? Html.of(template) : Html.mistaken(template);
    }
}
