package org.meridian.web.notices;

import gg.jte.generated.precompiled.notices.JtenoticesGenerated;
import org.jspecify.annotations.Nullable;
import org.meridian.web.calls.Items;
import org.meridian.web.calls.Notice;
import org.meridian.web.calls.NotificationsCalls;
import org.meridian.web.page.Answer;
import org.meridian.web.page.Form;
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

/** Notices: what is new for the reader alone. One is read when they go where it leads. */
@Controller
class NoticesPages {

    private static final int LISTED = 50;

    private final Pages pages;
    private final NotificationsCalls notifications;

    NoticesPages(Pages pages, NotificationsCalls notifications) {
        this.pages = pages;
        this.notifications = notifications;
    }

    @GetMapping("/notices")
    Html notices(Visit visit, @RequestParam(required = false) @Nullable String cursor) {
        Parallel<Items<Notice>> told = Parallel
                .call(() -> notifications.notices(visit.caller(), false, cursor, LISTED));
        Page page = pages.of(visit);
        Items<Notice> notices = told.answer();
        return Html.of(output -> JtenoticesGenerated.render(output, null, page, notices));
    }

    @PostMapping("/notices/{id}/read")
    Answer read(Visit visit, @PathVariable String id, Form form) {
        notifications.read(visit.caller(), id);
        return Redirect.to(form.text("then"));
    }
}
