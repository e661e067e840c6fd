package org.meridian.web.signin;

import gg.jte.generated.precompiled.signin.JtesignupGenerated;
import gg.jte.generated.precompiled.signin.JtewhoGenerated;
import org.meridian.calendar.Countries;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.http.edge.ClientAddresses;
import org.meridian.web.calls.MembershipCalls;
import org.meridian.web.page.Answer;
import org.meridian.web.page.Form;
import org.meridian.web.page.Html;
import org.meridian.web.page.Mistakes;
import org.meridian.web.page.Page;
import org.meridian.web.page.Pages;
import org.meridian.web.page.Paths;
import org.meridian.web.page.Redirect;
import org.meridian.web.page.Visit;
import org.meridian.web.settings.WebSettings;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Signing up: the address first, then a name and a zone, which the mailed link makes true. */
@Controller
class SignUpPages {

    private final Pages pages;
    private final MembershipCalls membership;
    private final AskedHere askedHere;
    private final WayBack wayBack;
    private final ClientAddresses clients;
    private final String proposedZone;

    SignUpPages(Pages pages, MembershipCalls membership, AskedHere askedHere, WayBack wayBack, Countries countries,
            WebSettings settings, ClientAddresses clients) {
        this.clients = clients;
        this.askedHere = askedHere;
        this.wayBack = wayBack;
        this.pages = pages;
        this.membership = membership;
        this.proposedZone = countries.of(settings.node()).timeZone().getId();
    }

    @GetMapping("/sign-up")
    Html page(Visit visit, @RequestParam(defaultValue = "/") String then, ServerHttpResponse response) {
        if (!Paths.local(then).equals("/")) {
            response.addCookie(wayBack.to(Paths.local(then)));
        }
        Page page = pages.of(visit);
        return Html.of(output -> JtesignupGenerated.render(output, null, page, "", Mistakes.NONE));
    }

    @PostMapping("/sign-up")
    Html address(Visit visit, Form form) {
        Page page = pages.of(visit);
        String email = form.line("email");
        if (email.isEmpty()) {
            Mistakes mistakes = Mistakes.of("email", page.text("signin.no-address"));
            return Html.mistaken(output -> JtesignupGenerated.render(output, null, page, email, mistakes));
        }
        return Html.of(output -> JtewhoGenerated.render(output, null, page, email, "", proposedZone, Mistakes.NONE));
    }

    @PostMapping("/sign-up/name")
    Answer name(Visit visit, Form form, ServerHttpRequest request, ServerHttpResponse response) {
        Page page = pages.of(visit);
        String email = form.line("email");
        String name = form.text("displayName");
        String zone = form.text("timeZone");
        String attempt;
        try {
            attempt = membership.signUp(clients.vouchingFor(request), new MembershipCalls.SignUp(email, name, zone))
                    .attempt();
        } catch (Refusal refusal) {
            Mistakes mistakes = refusal.type().equals("too-many-mails")
                    ? Mistakes.of("email", page.text("signin.too-many"))
                    : Mistakes.of(refusal);
            return Html.mistaken(mistakes.of("email") == null
                    ? output -> JtewhoGenerated.render(output, null, page, email, name, zone, mistakes)
                    : output -> JtesignupGenerated.render(output, null, page, email, mistakes));
        }
        response.addCookie(askedHere.of(new Attempt(attempt, email, true)));
        return Redirect.toCode();
    }
}
