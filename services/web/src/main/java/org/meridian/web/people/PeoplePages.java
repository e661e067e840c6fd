package org.meridian.web.people;

import gg.jte.generated.precompiled.people.JteblockedGenerated;
import gg.jte.generated.precompiled.people.JtefindGenerated;
import gg.jte.generated.precompiled.people.JtepersonGenerated;
import org.jspecify.annotations.Nullable;
import org.meridian.web.calls.Items;
import org.meridian.web.calls.MembershipCalls;
import org.meridian.web.calls.Person;
import org.meridian.web.clocks.Clocks;
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

/** The directory, one person, and those of whom the reader wants to hear nothing. */
@Controller
class PeoplePages {

    private static final int FOUND = 30;

    private final Pages pages;
    private final MembershipCalls membership;
    private final Clocks clocks;

    PeoplePages(Pages pages, MembershipCalls membership, Clocks clocks) {
        this.pages = pages;
        this.membership = membership;
        this.clocks = clocks;
    }

    @GetMapping("/people")
    Html find(Visit visit, @RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "") String country,
            @RequestParam(defaultValue = "") String expertise, @RequestParam(defaultValue = "") String language,
            @RequestParam(required = false) @Nullable String cursor) {
        Search search = new Search(q, country, expertise, language);
        Parallel<Items<Person>> found = Parallel.call(
                () -> membership.people(visit.caller(), q, country, expertise, language, cursor, FOUND));
        Page page = pages.of(visit);
        Items<Person> people = found.answer();
        return Html.of(output -> JtefindGenerated.render(output, null, page, search, people, clocks));
    }

    @GetMapping("/people/blocked")
    Html blocked(Visit visit, @RequestParam(required = false) @Nullable String cursor) {
        Parallel<Items<Person>> found = Parallel.call(() -> membership.blocked(visit.caller(), cursor, FOUND));
        Page page = pages.of(visit);
        Items<Person> people = found.answer();
        return Html.of(output -> JteblockedGenerated.render(output, null, page, people));
    }

    @PostMapping("/people/{id}/block")
    Redirect block(Visit visit, @PathVariable String id) {
        membership.block(visit.caller(), id);
        return Redirect.to("/people/" + id);
    }

    @PostMapping("/people/{id}/unblock")
    Redirect unblock(Visit visit, @PathVariable String id) {
        membership.unblock(visit.caller(), id);
        return Redirect.to("/people/" + id);
    }

    @GetMapping("/people/{id}")
    Html person(Visit visit, @PathVariable String id) {
        Parallel<Person> found = Parallel.call(() -> membership.person(visit.caller(), id));
        Page page = pages.of(visit);
        Person person = found.answer();
        boolean isReader = person.id().equals(visit.memberId());
        return Html.of(output -> JtepersonGenerated.render(output, null, page, person, isReader, clocks));
    }
}
