package org.meridian.web.address;

import gg.jte.generated.precompiled.address.JteaddressesGenerated;
import gg.jte.generated.precompiled.address.JteproveGenerated;
import gg.jte.generated.precompiled.address.JteprovedGenerated;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.http.edge.ClientAddresses;
import org.meridian.web.calls.Addresses;
import org.meridian.web.calls.MembershipCalls;
import org.meridian.web.calls.MembershipCalls.SignIn;
import org.meridian.web.page.Answer;
import org.meridian.web.page.Form;
import org.meridian.web.page.Html;
import org.meridian.web.page.Mistakes;
import org.meridian.web.page.Page;
import org.meridian.web.page.Pages;
import org.meridian.web.page.Parallel;
import org.meridian.web.page.Redirect;
import org.meridian.web.page.Visit;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * One's addresses. A mailed link is opened on whatever device has the mailbox, signed in or not; looking at it proves nothing, since
 * mail programs look before people do.
 */
@Controller
class AddressPages {

    private static final String SECOND = "second";

    private final Pages pages;
    private final MembershipCalls membership;
    private final ClientAddresses clients;

    AddressPages(Pages pages, MembershipCalls membership, ClientAddresses clients) {
        this.pages = pages;
        this.membership = membership;
        this.clients = clients;
    }

    @GetMapping("/profile/addresses")
    Html page(Visit visit) {
        return shown(visit, "", Mistakes.NONE);
    }

    @PostMapping("/profile/addresses/first")
    Answer change(Visit visit, Form form, ServerHttpRequest request) {
        String email = form.line("email");
        try {
            membership.changeEmail(clients.vouchingFor(request), visit.caller(), new SignIn(email));
            return Redirect.to("/profile/addresses");
        } catch (Refusal refusal) {
            return mistaken(visit, email, refusal, "email");
        }
    }

    @PostMapping("/profile/addresses/second")
    Answer giveSecond(Visit visit, Form form, ServerHttpRequest request) {
        String email = form.line(SECOND);
        try {
            membership.giveSecondEmail(clients.vouchingFor(request), visit.caller(), new SignIn(email));
            return Redirect.to("/profile/addresses");
        } catch (Refusal refusal) {
            return mistaken(visit, email, refusal, SECOND);
        }
    }

    /** One that is gone already is what was asked for. */
    @PostMapping("/profile/addresses/second/end")
    Answer endSecond(Visit visit) {
        try {
            membership.deleteSecondEmail(visit.caller());
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.MISSING) {
                throw refusal;
            }
        }
        return Redirect.to("/profile/addresses");
    }

    private Html mistaken(Visit visit, String typed, Refusal refusal, String field) {
        return shown(visit, typed, refusal.type().equals("too-many-mails")
                ? Mistakes.of(field, pages.of(visit).text("address.too-many"))
                : Mistakes.of(refusal).at("email", field));
    }

    /** @param typed in the form that the mistakes are about */
    private Html shown(Visit visit, String typed, Mistakes mistakes) {
        Parallel<Addresses> found = Parallel.call(() -> membership.addresses(visit.caller()));
        Page page = pages.of(visit);
        Addresses addresses = found.answer();
        Html.Template template = output -> JteaddressesGenerated.render(output, null, page, addresses, typed, mistakes);
        return mistakes.isEmpty() ? Html.of(template) : Html.mistaken(template);
    }

    @GetMapping("/sign-in/address")
    Html proof(Visit visit, @RequestParam(defaultValue = "") String token) {
        Page page = pages.of(visit);
        return Html.of(output -> JteproveGenerated.render(output, null, page, token));
    }

    @PostMapping("/sign-in/address")
    Html prove(Visit visit, Form form) {
        Page page = pages.of(visit);
        String became = became(form.text("token"));
        return Html.of(output -> JteprovedGenerated.render(output, null, page, became));
    }

    private String became(String token) {
        try {
            return membership.proveAddress(new MembershipCalls.Mailed(token)).done() ? "done" : "other";
        } catch (Refusal refusal) {
            return switch (refusal.kind()) {
                case UNAUTHENTICATED, INVALID -> "over";
                case CONFLICT -> "taken";
                default -> throw refusal;
            };
        }
    }
}
