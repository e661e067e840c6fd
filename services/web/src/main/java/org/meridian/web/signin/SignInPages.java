package org.meridian.web.signin;

import gg.jte.generated.precompiled.signin.JteaskGenerated;
import gg.jte.generated.precompiled.signin.JtelinkGenerated;
import gg.jte.generated.precompiled.signin.JtemailedGenerated;
import java.time.Duration;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.web.calls.MembershipCalls;
import org.meridian.web.calls.Session;
import org.meridian.web.page.Answer;
import org.meridian.web.page.Form;
import org.meridian.web.page.Html;
import org.meridian.web.page.Mistakes;
import org.meridian.web.page.Page;
import org.meridian.web.page.Pages;
import org.meridian.web.page.Paths;
import org.meridian.web.page.Redirect;
import org.meridian.web.page.Visit;
import org.meridian.web.session.SessionCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Signing in by a mailed link, and out. Looking at the link uses nothing up, since mail programs look before people do. */
@Controller
class SignInPages {

    private final Pages pages;
    private final MembershipCalls membership;
    private final SessionCookie session;
    private final WayBack wayBack;

    SignInPages(Pages pages, MembershipCalls membership, SessionCookie session, WayBack wayBack) {
        this.pages = pages;
        this.membership = membership;
        this.session = session;
        this.wayBack = wayBack;
    }

    @GetMapping("/sign-in")
    Html page(Visit visit, @RequestParam(defaultValue = "") String token,
            @RequestParam(defaultValue = "/") String then) {
        Page page = pages.of(visit);
        return token.isEmpty()
                ? Html.of(output -> JteaskGenerated.render(output, null, page, "", Paths.local(then), Mistakes.NONE))
                : Html.of(output -> JtelinkGenerated.render(output, null, page, token));
    }

    /** The answer is the same whether somebody has the address or not. */
    @PostMapping("/sign-in")
    Html ask(Visit visit, Form form, ServerHttpResponse response) {
        Page page = pages.of(visit);
        String email = form.line("email");
        String then = Paths.local(form.text("then"));
        try {
            membership.signIn(new MembershipCalls.SignIn(email));
        } catch (Refusal refusal) {
            Mistakes mistakes = Mistakes.of(refusal);
            return Html.mistaken(output -> JteaskGenerated.render(output, null, page, email, then, mistakes));
        }
        response.addCookie(wayBack.to(then));
        return Html.of(output -> JtemailedGenerated.render(output, null, page, email, false));
    }

    @PostMapping("/sign-in/session")
    Answer open(Visit visit, Form form, ServerHttpRequest request, ServerHttpResponse response) {
        Session opened;
        try {
            opened = membership.open(new MembershipCalls.Token(form.text("token")));
        } catch (Refusal refusal) {
            return used(visit, refusal);
        }
        response.addCookie(session.of(opened.accessToken(), Duration.ofSeconds(opened.expiresIn())));
        response.addCookie(wayBack.none());
        return Redirect.to(wayBack.of(request));
    }

    private Html used(Visit visit, Refusal refusal) {
        if (refusal.kind() != Refusal.Kind.UNAUTHENTICATED && refusal.kind() != Refusal.Kind.INVALID) {
            throw refusal;
        }
        Page page = pages.of(visit);
        Mistakes mistakes = Mistakes.of("email", page.text("signin.used"));
        return Html.mistaken(output -> JteaskGenerated.render(output, null, page, "", "/", mistakes));
    }

    @PostMapping("/sign-out")
    Answer out(ServerHttpResponse response) {
        response.addCookie(session.none());
        return Redirect.to("/");
    }
}
