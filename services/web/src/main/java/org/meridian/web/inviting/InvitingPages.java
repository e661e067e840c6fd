package org.meridian.web.inviting;

import gg.jte.generated.precompiled.inviting.JteinvitationGenerated;
import gg.jte.generated.precompiled.inviting.JteinvitationsGenerated;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.process.settings.NodeSettings;
import org.meridian.web.calls.Group;
import org.meridian.web.calls.Invitation;
import org.meridian.web.calls.Items;
import org.meridian.web.calls.JoinRequest;
import org.meridian.web.calls.MembershipCalls;
import org.meridian.web.calls.MembershipCalls.NewInvitation;
import org.meridian.web.page.Answer;
import org.meridian.web.page.Form;
import org.meridian.web.page.Html;
import org.meridian.web.page.Mistakes;
import org.meridian.web.page.Page;
import org.meridian.web.page.Pages;
import org.meridian.web.page.Parallel;
import org.meridian.web.page.Redirect;
import org.meridian.web.page.Visit;
import org.meridian.web.settings.WebSettings;
import org.springframework.stereotype.Controller;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Making invitations, and following one: its holder chooses the country that they work in. */
@Controller
class InvitingPages {

    private static final int LISTED = 50;
    private static final Map<String, Duration> LIFETIMES = lifetimes();
    private static final List<String> ROLES = List.of("member", "observer");
    private static final Map<String, String> NOTHING_TYPED = Map.of("uses", "1", "role", "member", "life",
            "fortnight", "email", "");

    private final Pages pages;
    private final MembershipCalls membership;
    private final String publicUrl;
    private final List<Elsewhere> elsewhere;
    private final Clock clock = Clock.systemUTC();

    InvitingPages(Pages pages, MembershipCalls membership, WebSettings settings, NodeSettings node) {
        this.pages = pages;
        this.membership = membership;
        this.publicUrl = settings.publicUrl();
        this.elsewhere = node.peers().entrySet().stream().filter(peer -> StringUtils.hasText(peer.getValue().url()))
                .map(peer -> new Elsewhere(peer.getKey(), peer.getValue().url()))
                .sorted(Comparator.comparing(Elsewhere::country)).toList();
    }

    private static Map<String, Duration> lifetimes() {
        Map<String, Duration> lifetimes = new LinkedHashMap<>();
        lifetimes.put("week", Duration.ofDays(7));
        lifetimes.put("fortnight", Duration.ofDays(14));
        lifetimes.put("month", Duration.ofDays(30));
        lifetimes.put("quarter", Duration.ofDays(89));
        return lifetimes;
    }

    @GetMapping("/groups/{id}/invitations")
    Html page(Visit visit, @PathVariable String id, @RequestParam(required = false) @Nullable String cursor) {
        return shown(visit, id, cursor, NOTHING_TYPED, Mistakes.NONE);
    }

    @PostMapping("/groups/{id}/invitations")
    Answer make(Visit visit, @PathVariable String id, Form form) {
        Map<String, String> typed = Map.of("uses", form.line("uses"), "role", form.line("role"), "life",
                form.line("life"), "email", form.line("email"));
        String uses = form.line("uses");
        Instant until = clock.instant().plus(LIFETIMES.getOrDefault(form.line("life"), Duration.ofDays(14)));
        try {
            membership.invite(visit.caller(), id, form.key(), new NewInvitation(until,
                    uses.matches("[0-9]{1,9}") ? Integer.parseInt(uses) : 0, form.optional("role"),
                    form.optional("email")));
            return Redirect.to("/groups/" + id + "/invitations");
        } catch (Refusal refusal) {
            Mistakes mistakes = refusal.kind() == Refusal.Kind.TOO_MANY
                    ? Mistakes.of("email", refusal.sentence())
                    : Mistakes.of(refusal);
            return shown(visit, id, null, typed, mistakes);
        }
    }

    @PostMapping("/groups/{id}/invitations/{invitation}/end")
    Answer end(Visit visit, @PathVariable String id, @PathVariable String invitation) {
        membership.endInvitation(visit.caller(), id, invitation);
        return Redirect.to("/groups/" + id + "/invitations");
    }

    private Html shown(Visit visit, String id, @Nullable String cursor, Map<String, String> typed,
            Mistakes mistakes) {
        Parallel<Items<Invitation>> listed = Parallel
                .call(() -> membership.invitations(visit.caller(), id, cursor, LISTED));
        Parallel<Group> found = Parallel.call(() -> membership.group(visit.caller(), id));
        Page page = pages.of(visit);
        Group group = found.answer();
        Items<Invitation> invitations = listed.answer();
        Html.Template template = output -> JteinvitationsGenerated.render(output, null, page, group, invitations,
                publicUrl, List.copyOf(LIFETIMES.keySet()), ROLES, typed, mistakes);
        return mistakes.isEmpty() ? Html.of(template) : Html.mistaken(template);
    }

    /** For whoever holds the link, signed in here or not. */
    @GetMapping("/invitations/{token}")
    Html invitation(Visit visit, @PathVariable String token) {
        Parallel<Invitation.Face> held = Parallel.call(() -> membership.invitation(token));
        Page page = pages.of(visit);
        Invitation.Face invitation = held.answer();
        return Html.of(
                output -> JteinvitationGenerated.render(output, null, page, invitation, token, elsewhere));
    }

    @PostMapping("/invitations/{token}/acceptance")
    Answer accept(Visit visit, @PathVariable String token) {
        try {
            JoinRequest asked = membership.acceptInvitation(visit.caller(), token);
            return Redirect.to(asked.state().equals("granted")
                    ? "/groups/" + asked.groupId()
                    : "/requests/" + asked.id());
        } catch (Refusal refusal) {
            if (refusal.type().equals("already-a-member")) {
                return Redirect.to("/groups/" + token.substring(0, token.indexOf('.')));
            }
            throw refusal;
        }
    }
}
