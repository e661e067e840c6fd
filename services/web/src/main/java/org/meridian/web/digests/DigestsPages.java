package org.meridian.web.digests;

import gg.jte.generated.precompiled.digests.JtearchiveGenerated;
import gg.jte.generated.precompiled.digests.JtedigestGenerated;
import gg.jte.generated.precompiled.digests.JtenextGenerated;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.web.calls.Digest;
import org.meridian.web.calls.Items;
import org.meridian.web.calls.NotificationsCalls;
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

/** The archive of digests, each read as a page and sent again. */
@Controller
class DigestsPages {

    private static final int LISTED = 30;

    private final Pages pages;
    private final NotificationsCalls notifications;

    DigestsPages(Pages pages, NotificationsCalls notifications) {
        this.pages = pages;
        this.notifications = notifications;
    }

    @GetMapping("/digests")
    Html archive(Visit visit, @RequestParam(required = false) @Nullable String cursor) {
        Parallel<Items<Digest>> had = Parallel.call(() -> notifications.digests(visit.caller(), cursor, LISTED));
        Page page = pages.of(visit);
        Items<Digest> found = had.answer();
        List<Digest> digests = found.items().stream().filter(it -> !it.isPlanned()).toList();
        return Html.of(output -> JtearchiveGenerated.render(output, null, page, digests, found.next()));
    }

    @GetMapping("/digests/next")
    Html next(Visit visit) {
        Parallel<Digest.Next> soFar = Parallel.call(() -> notifications.nextDigest(visit.caller()));
        Page page = pages.of(visit);
        Digest.Next next = soFar.answer();
        return Html.of(output -> JtenextGenerated.render(output, null, page, next));
    }

    @GetMapping("/digests/{id}")
    Html digest(Visit visit, @PathVariable String id, @RequestParam(defaultValue = "false") boolean sent) {
        Parallel<Digest> had = Parallel.call(() -> notifications.digest(visit.caller(), id));
        Page page = pages.of(visit);
        Digest digest = had.answer();
        return Html.of(output -> JtedigestGenerated.render(output, null, page, digest, sent));
    }

    @PostMapping("/digests/{id}/resend")
    Answer resend(Visit visit, @PathVariable String id) {
        notifications.resend(visit.caller(), id);
        return Redirect.to("/digests/" + id + "?sent=true");
    }
}
