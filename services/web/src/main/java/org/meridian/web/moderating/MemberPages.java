package org.meridian.web.moderating;

import gg.jte.generated.precompiled.moderating.JtebansGenerated;
import gg.jte.generated.precompiled.moderating.JtememberGenerated;
import gg.jte.generated.precompiled.moderating.JtewishGenerated;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.web.calls.Ban;
import org.meridian.web.calls.Group;
import org.meridian.web.calls.Items;
import org.meridian.web.calls.MembershipCalls;
import org.meridian.web.calls.MembershipChange;
import org.meridian.web.calls.Participant;
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

/** What owners and moderators do about one member: their part, removal, and bans. */
@Controller
class MemberPages {

    private static final int LISTED = 50;
    private static final List<String> ROLES = List.of("member", "moderator", "owner", "observer");
    private static final Map<String, Period> BANS = bans();

    private final Pages pages;
    private final MembershipCalls membership;
    private final Clock clock = Clock.systemUTC();

    MemberPages(Pages pages, MembershipCalls membership) {
        this.pages = pages;
        this.membership = membership;
    }

    private static Map<String, Period> bans() {
        Map<String, Period> bans = new LinkedHashMap<>();
        bans.put("none", Period.ZERO);
        bans.put("month", Period.ofMonths(1));
        bans.put("half-year", Period.ofMonths(6));
        bans.put("year", Period.ofYears(1));
        bans.put("five-years", Period.ofYears(5));
        return bans;
    }

    @GetMapping("/groups/{id}/members/{member}")
    Html page(Visit visit, @PathVariable String id, @PathVariable String member) {
        return shown(visit, id, member, "", Mistakes.NONE);
    }

    @PostMapping("/groups/{id}/members/{member}/role")
    Answer changeRole(Visit visit, @PathVariable String id, @PathVariable String member, Form form) {
        try {
            MembershipChange change = membership.changeRole(visit.caller(), id, member,
                    new MembershipCalls.NewRole(form.line("role"), version(form)));
            return after(change, "/groups/" + id + "/members/" + member);
        } catch (Refusal refusal) {
            return mistaken(visit, id, member, "", refusal);
        }
    }

    @PostMapping("/groups/{id}/members/{member}/removal")
    Answer remove(Visit visit, @PathVariable String id, @PathVariable String member, Form form) {
        String reason = form.text("reason");
        Period ban = BANS.getOrDefault(form.line("ban"), Period.ZERO);
        Instant until = ban.isZero() ? null : clock.instant().atOffset(ZoneOffset.UTC).plus(ban).toInstant();
        try {
            MembershipChange change = membership.remove(visit.caller(), id, member,
                    new MembershipCalls.Removal(form.optional("reason"), until, version(form)));
            return after(change, "/groups/" + id + "/members");
        } catch (Refusal refusal) {
            return mistaken(visit, id, member, reason, refusal);
        }
    }

    @PostMapping("/groups/{id}/members/{member}/registration")
    Answer register(Visit visit, @PathVariable String id, @PathVariable String member, Form form) {
        try {
            MembershipChange change = membership.changeRegistration(visit.caller(), id, member,
                    new MembershipCalls.NewRegistration(form.line("register"), form.line("checkedOn"),
                            form.line("validUntil"), version(form)));
            return after(change, "/groups/" + id + "/members/" + member);
        } catch (Refusal refusal) {
            return mistaken(visit, id, member, "", refusal);
        }
    }

    @PostMapping("/groups/{id}/members/{member}/registration/end")
    Answer endRegistration(Visit visit, @PathVariable String id, @PathVariable String member) {
        return after(membership.endRegistration(visit.caller(), id, member), "/groups/" + id + "/members/" + member);
    }

    @GetMapping("/groups/{id}/bans")
    Html bans(Visit visit, @PathVariable String id, @RequestParam(required = false) @Nullable String cursor) {
        Parallel<Items<Ban>> listed = Parallel.call(() -> membership.bans(visit.caller(), id, cursor, LISTED));
        Parallel<Group> found = Parallel.call(() -> membership.group(visit.caller(), id));
        Page page = pages.of(visit);
        Group group = found.answer();
        Items<Ban> bans = listed.answer();
        return Html.of(output -> JtebansGenerated.render(output, null, page, group, bans));
    }

    @PostMapping("/groups/{id}/bans/{member}/end")
    Answer liftBan(Visit visit, @PathVariable String id, @PathVariable String member) {
        return after(membership.liftBan(visit.caller(), id, member), "/groups/" + id + "/bans");
    }

    /** What became of a change that another country's node is to make. */
    @GetMapping("/wishes/{id}")
    Html wish(Visit visit, @PathVariable String id) {
        Parallel<MembershipChange> asked = Parallel.call(() -> membership.wish(visit.caller(), id));
        Page page = pages.of(visit);
        MembershipChange wish = asked.answer();
        Group group = membership.group(visit.caller(), wish.groupId());
        return Html.of(output -> JtewishGenerated.render(output, null, page, group, wish));
    }

    private static Redirect after(MembershipChange change, String done) {
        return Redirect.to(change.id() == null ? done : "/wishes/" + change.id());
    }

    /** What the moderator saw; a page that was kept open does not undo what another has done since. */
    private static @Nullable Integer version(Form form) {
        String version = form.line("version");
        return version.matches("[0-9]{1,9}") ? Integer.valueOf(version) : null;
    }

    private Html mistaken(Visit visit, String id, String member, String reason, Refusal refusal) {
        return shown(visit, id, member, reason, Mistakes.of(refusal));
    }

    private Html shown(Visit visit, String id, String memberId, String reason, Mistakes mistakes) {
        Parallel<Participant> known = Parallel.call(() -> membership.member(visit.caller(), id, memberId));
        Parallel<Group> found = Parallel.call(() -> membership.group(visit.caller(), id));
        Parallel<Items<Register>> all = Parallel.call(() -> membership.registers(visit.caller()));
        Page page = pages.of(visit);
        Group group = found.answer();
        Participant member = known.answer();
        List<Register> registers = all.answer().items().stream()
                .filter(it -> group.registers().isEmpty() || group.registers().contains(it.id())).toList();
        LocalDate today = LocalDate.now(clock);
        Html.Template template = output -> JtememberGenerated.render(output, null, page, group, member,
                visit.memberId(), ROLES, List.copyOf(BANS.keySet()), registers, today, reason, mistakes);
        return mistakes.isEmpty() ? Html.of(template) : Html.mistaken(template);
    }
}
