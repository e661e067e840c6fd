package org.meridian.web.search;

import gg.jte.generated.precompiled.search.JtesearchGenerated;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.web.calls.Found;
import org.meridian.web.calls.Group;
import org.meridian.web.calls.Items;
import org.meridian.web.calls.MembershipCalls;
import org.meridian.web.calls.Person;
import org.meridian.web.calls.PostsCalls;
import org.meridian.web.clocks.Clocks;
import org.meridian.web.page.Html;
import org.meridian.web.page.Page;
import org.meridian.web.page.Pages;
import org.meridian.web.page.Parallel;
import org.meridian.web.page.Visit;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Search, with all that narrows it. */
@Controller
class SearchPages {

    private static final int FOUND = 20;
    private static final int GROUPS = 100;

    private final Pages pages;
    private final PostsCalls posts;
    private final MembershipCalls membership;
    private final Clocks clocks;

    SearchPages(Pages pages, PostsCalls posts, MembershipCalls membership, Clocks clocks) {
        this.pages = pages;
        this.posts = posts;
        this.membership = membership;
        this.clocks = clocks;
    }

    /** What is missing of an address narrows nothing. */
    @GetMapping("/search")
    Html search(Visit visit, @RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "") String group,
            @RequestParam(defaultValue = "") String kind, @RequestParam(defaultValue = "") String country,
            @RequestParam(defaultValue = "") String author, @RequestParam(defaultValue = "") String tag,
            @RequestParam(defaultValue = "") String from, @RequestParam(defaultValue = "") String until,
            @RequestParam(required = false) @Nullable String cursor) {
        Looked looked = new Looked(q, group, kind, country, author, tag, from, until);
        Parallel<Items<Group>> mine = Parallel.call(() -> membership.groups(visit.caller(), "", true, null, GROUPS));
        Parallel<Optional<Person>> by = Parallel.call(() -> author(visit, author));
        Page page = pages.of(visit);
        Items<Found> found = looked.isForNothing()
                ? new Items<>(List.of(), null)
                : posts.search(visit.caller(), q, group, kind, country, author, tag,
                        looked.begins(page.times().zone()), looked.ends(page.times().zone()), cursor, FOUND);
        List<Group> groups = mine.answer().items();
        Person person = by.answer().orElse(null);
        return Html.of(output -> JtesearchGenerated.render(output, null, page, looked, person, found, groups, clocks));
    }

    /** Empty for nobody, and for somebody of whom nothing is found either. */
    private Optional<Person> author(Visit visit, String id) {
        try {
            return id.isEmpty() ? Optional.empty() : Optional.of(membership.person(visit.caller(), id));
        } catch (Refusal refusal) {
            return Optional.empty();
        }
    }
}
