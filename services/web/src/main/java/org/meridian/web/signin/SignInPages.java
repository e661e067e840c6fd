package org.meridian.web.signin;

import gg.jte.generated.precompiled.signin.JteaskGenerated;
import gg.jte.generated.precompiled.signin.JtelinkGenerated;
import gg.jte.generated.precompiled.signin.JtemailedGenerated;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.http.edge.ClientAddresses;
import org.meridian.web.calls.MembershipCalls;
import org.meridian.web.calls.Session;
import org.meridian.web.issuers.Issuers;
import org.meridian.web.page.Answer;
import org.meridian.web.page.Form;
import org.meridian.web.page.Html;
import org.meridian.web.page.Mistakes;
import org.meridian.web.page.Page;
import org.meridian.web.page.Pages;
import org.meridian.web.page.Paths;
import org.meridian.web.page.Redirect;
import org.meridian.web.page.Visit;
import org.meridian.web.session.KeptSession;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Signing in by what is mailed, and out: by the link wherever it is opened, or by the code where one asked. Looking at the link
 * uses nothing up, since mail programs look before people do.
 */
@Controller
class SignInPages {

    private final Pages pages;
    private final MembershipCalls membership;
    private final KeptSession session;
    private final WayBack wayBack;
    private final AskedHere askedHere;
    private final ClientAddresses clients;
    private final Issuers issuers;

    SignInPages(Pages pages, MembershipCalls membership, KeptSession session, WayBack wayBack, AskedHere askedHere,
            ClientAddresses clients, Issuers issuers) {
        this.clients = clients;
        this.issuers = issuers;
        this.pages = pages;
        this.membership = membership;
        this.session = session;
        this.wayBack = wayBack;
        this.askedHere = askedHere;
    }

    @GetMapping("/sign-in")
    Html page(Visit visit, @RequestParam(defaultValue = "") String token,
            @RequestParam(defaultValue = "/") String then) {
        Page page = pages.of(visit);
        return token.isEmpty()
                ? Html.of(output -> JteaskGenerated.render(output, null, page, "", Paths.local(then), issuers.all(),
                        Mistakes.NONE))
                : Html.of(output -> JtelinkGenerated.render(output, null, page, token));
    }

    /** The answer is the same whether somebody has the address or not. */
    @PostMapping("/sign-in")
    Answer ask(Visit visit, Form form, ServerHttpRequest request, ServerHttpResponse response) {
        String email = form.line("email");
        String then = Paths.local(form.text("then"));
        String attempt;
        try {
            attempt = membership.signIn(clients.vouchingFor(request), new MembershipCalls.SignIn(email)).attempt();
        } catch (Refusal refusal) {
            Page page = pages.of(visit);
            return askAgain(page, email, then, refusal.type().equals("too-many-mails")
                    ? Mistakes.of("email", page.text("signin.too-many"))
                    : Mistakes.of(refusal));
        }
        response.addCookie(wayBack.to(then));
        response.addCookie(askedHere.of(new Attempt(attempt, email, false)));
        return Redirect.toCode();
    }

    @GetMapping("/sign-in/code")
    Answer code(Visit visit, ServerHttpRequest request) {
        Page page = pages.of(visit);
        return askedHere.of(request)
                .<Answer>map(asked -> Html
                        .of(output -> JtemailedGenerated.render(output, null, page, asked, "", Mistakes.NONE)))
                .orElseGet(() -> new Redirect("/sign-in"));
    }

    /** The form has its attempt: another tab may have asked since. */
    @PostMapping("/sign-in/code")
    Answer byCode(Visit visit, Form form, ServerHttpRequest request, ServerHttpResponse response) {
        var asked = new Attempt(form.text("attempt"), form.line("email"), form.text("newcomer").equals("true"));
        String code = form.line("code");
        try {
            return signedIn(membership.open(clients.vouchingFor(request), browser(request),
                    new MembershipCalls.Code(asked.id(), code, true)), request, response);
        } catch (Refusal refusal) {
            return notByCode(visit, request, asked, code, refusal);
        }
    }

    private Html notByCode(Visit visit, ServerHttpRequest request, Attempt asked, String code, Refusal refusal) {
        Page page = pages.of(visit);
        return switch (refusal.type()) {
            case "code-not-valid" -> askAgain(page, asked.email(), wayBack.of(request),
                    Mistakes.of("email", page.text("signin.code.spent", 15)));
            case "code-wrong" -> typeAgain(page, asked, code, page.text("signin.code.wrong"));
            case "too-many-codes" -> typeAgain(page, asked, code, page.text("signin.code.barred"));
            case "invalid-fields" -> typeAgain(page, asked, code, page.text("signin.code.digits"));
            default -> throw refusal;
        };
    }

    private static Html typeAgain(Page page, Attempt asked, String code, String why) {
        return Html.mistaken(
                output -> JtemailedGenerated.render(output, null, page, asked, code, Mistakes.of("code", why)));
    }

    private Html askAgain(Page page, String email, String then, Mistakes mistakes) {
        return Html.mistaken(
                output -> JteaskGenerated.render(output, null, page, email, then, issuers.all(), mistakes));
    }

    @PostMapping("/sign-in/session")
    Answer open(Visit visit, Form form, ServerHttpRequest request, ServerHttpResponse response) {
        try {
            return signedIn(
                    membership.open(clients.vouchingFor(request), browser(request),
                            new MembershipCalls.Token(form.text("token"), true)),
                    request, response);
        } catch (Refusal refusal) {
            return used(visit, request, refusal);
        }
    }

    private static @Nullable String browser(ServerHttpRequest request) {
        return request.getHeaders().getFirst(HttpHeaders.USER_AGENT);
    }

    private Redirect signedIn(Session opened, ServerHttpRequest request, ServerHttpResponse response) {
        session.keep(response, opened);
        response.addCookie(wayBack.none());
        response.addCookie(askedHere.none());
        return Redirect.to(wayBack.of(request));
    }

    private Html used(Visit visit, ServerHttpRequest request, Refusal refusal) {
        if (refusal.kind() != Refusal.Kind.UNAUTHENTICATED && refusal.kind() != Refusal.Kind.INVALID) {
            throw refusal;
        }
        Page page = pages.of(visit);
        return askAgain(page, "", wayBack.of(request), Mistakes.of("email", page.text("signin.used")));
    }

    @PostMapping("/sign-out")
    Answer out(ServerHttpRequest request, ServerHttpResponse response) {
        session.end(request, response);
        return Redirect.to("/");
    }
}
