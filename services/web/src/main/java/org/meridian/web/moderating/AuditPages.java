package org.meridian.web.moderating;

import gg.jte.generated.precompiled.moderating.JteauditGenerated;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.web.calls.AuditEntry;
import org.meridian.web.calls.Group;
import org.meridian.web.calls.Items;
import org.meridian.web.calls.MembershipCalls;
import org.meridian.web.page.Html;
import org.meridian.web.page.Page;
import org.meridian.web.page.Pages;
import org.meridian.web.page.Parallel;
import org.meridian.web.page.Visit;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** What was decided about a group: all of it for its moderators, one's own part for other members. */
@Controller
class AuditPages {

    private static final int LISTED = 50;
    private static final List<String> KINDS = List.of("joined", "role", "registration", "left", "removed", "ban-lifted",
            "changed", "closed", "reopened");

    private final Pages pages;
    private final MembershipCalls membership;

    AuditPages(Pages pages, MembershipCalls membership) {
        this.pages = pages;
        this.membership = membership;
    }

    @GetMapping("/groups/{id}/log")
    Html page(Visit visit, @PathVariable String id, @RequestParam(defaultValue = "") String type,
            @RequestParam(required = false) @Nullable String cursor) {
        String only = KINDS.contains(type) ? type : null;
        Parallel<Items<AuditEntry>> listed = Parallel
                .call(() -> membership.auditLog(visit.caller(), id, only, cursor, LISTED));
        Parallel<Group> found = Parallel.call(() -> membership.group(visit.caller(), id));
        Page page = pages.of(visit);
        Group group = found.answer();
        Items<AuditEntry> entries = listed.answer();
        return Html.of(output -> JteauditGenerated.render(output, null, page, group, entries, KINDS,
                only == null ? "" : only));
    }
}
