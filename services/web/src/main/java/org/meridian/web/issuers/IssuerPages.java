package org.meridian.web.issuers;

import com.nimbusds.oauth2.sdk.ParseException;
import gg.jte.generated.precompiled.issuers.JtefailedGenerated;
import gg.jte.generated.precompiled.issuers.JtegoGenerated;
import gg.jte.generated.precompiled.issuers.JteissuersGenerated;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.web.calls.Linked;
import org.meridian.web.calls.MembershipCalls;
import org.meridian.web.calls.Session;
import org.meridian.web.page.Answer;
import org.meridian.web.page.Html;
import org.meridian.web.page.Page;
import org.meridian.web.page.Pages;
import org.meridian.web.page.Parallel;
import org.meridian.web.page.Redirect;
import org.meridian.web.page.Visit;
import org.meridian.web.session.KeptSession;
import org.meridian.web.session.SessionCookie;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * To an issuer and back, to sign in or to link what one is there. A link begins with a form of ours, so that no other site begins
 * one in a member's browser; since forms may not lead elsewhere, it leads to a page with a link.
 */
@Controller
class IssuerPages {

    private static final String WHAT = "issuer";
    private static final Duration LIFE = Duration.ofMinutes(15);

    private final Pages pages;
    private final Issuers issuers;
    private final IssuerClient client;
    private final MembershipCalls membership;
    private final KeptSession session;
    private final SessionCookie cookies;

    IssuerPages(Pages pages, Issuers issuers, IssuerClient client, MembershipCalls membership, KeptSession session,
            SessionCookie cookies) {
        this.pages = pages;
        this.issuers = issuers;
        this.client = client;
        this.membership = membership;
        this.session = session;
        this.cookies = cookies;
    }

    @GetMapping("/sign-in/with/{id}")
    Answer begin(Visit visit, @PathVariable String id, ServerHttpResponse response) {
        try {
            return new Redirect(begun(id, false, response).toString());
        } catch (IssuerClient.Away away) {
            return failed(visit, "away");
        }
    }

    private URI begun(String id, boolean links, ServerHttpResponse response) throws IssuerClient.Away {
        if (!client.has(id)) {
            throw Refusal.notFound("issuer");
        }
        Round round = Round.begin(id, links);
        URI there = client.begin(round);
        response.addCookie(cookies.other(WHAT, round.text(), LIFE));
        return there;
    }

    /** Where the issuer sends the browser. */
    @GetMapping("/sign-in/back/{id}")
    Answer back(Visit visit, @PathVariable String id, ServerHttpRequest request, ServerHttpResponse response) {
        HttpCookie kept = request.getCookies().getFirst(cookies.otherName(WHAT));
        Optional<Round> round = Optional.ofNullable(kept).map(HttpCookie::getValue).flatMap(Round::of)
                .filter(it -> it.issuer().equals(id) && client.has(id));
        response.addCookie(cookies.other(WHAT, "", Duration.ZERO));
        return round.isEmpty() ? failed(visit, "lost") : back(visit, round.get(), request, response);
    }

    private Answer back(Visit visit, Round round, ServerHttpRequest request, ServerHttpResponse response) {
        try {
            String token = client.finish(round, request.getURI());
            return round.links() ? linked(visit, round, token, request, response) : in(round, token, request, response);
        } catch (IssuerClient.Away away) {
            return failed(visit, "away");
        } catch (ParseException notGiven) {
            return failed(visit, "lost");
        } catch (Refusal refusal) {
            return switch (refusal.type()) {
                case "issuer-not-linked", "issuer-linked", "sign-in-again" -> failed(visit, refusal.type());
                case "issuer-away" -> failed(visit, "away");
                case "id-token-not-valid" -> failed(visit, "lost");
                default -> throw refusal;
            };
        }
    }

    private Answer in(Round round, String token, ServerHttpRequest request, ServerHttpResponse response) {
        Session opened = membership.open(request.getHeaders().getFirst(HttpHeaders.USER_AGENT),
                new MembershipCalls.ByIssuer(round.issuer(), token, round.nonce().getValue(), true));
        session.keep(response, opened);
        return Redirect.to("/");
    }

    /** Of whom the browser has the session: this address is one at which pages ask for none. */
    private Answer linked(Visit visit, Round round, String token, ServerHttpRequest request,
            ServerHttpResponse response) {
        Optional<String> caller = session.caller(request, response);
        if (caller.isEmpty()) {
            return failed(visit, "lost");
        }
        membership.linkIssuer(caller.get(), round.issuer(),
                new MembershipCalls.IssuerProof(token, round.nonce().getValue()));
        return Redirect.to("/profile/issuers");
    }

    private Html failed(Visit visit, String why) {
        Page page = pages.of(visit);
        return Html.mistaken(output -> JtefailedGenerated.render(output, null, page, why));
    }

    @GetMapping("/profile/issuers")
    Html page(Visit visit) {
        Parallel<Set<String>> found = Parallel.call(() -> membership.linkedIssuers(visit.caller()).items().stream()
                .map(Linked::id).collect(Collectors.toSet()));
        Page page = pages.of(visit);
        Set<String> linked = found.answer();
        return Html.of(output -> JteissuersGenerated.render(output, null, page, issuers.all(), linked));
    }

    @PostMapping("/profile/issuers/{id}/link")
    Answer link(Visit visit, @PathVariable String id, ServerHttpResponse response) {
        try {
            String there = begun(id, true, response).toString();
            Page page = pages.of(visit);
            String name = issuers.all().stream().filter(it -> it.id().equals(id)).map(Issuers.Named::name).findFirst()
                    .orElse(id);
            return Html.of(output -> JtegoGenerated.render(output, null, page, name, there));
        } catch (IssuerClient.Away away) {
            return failed(visit, "away");
        }
    }

    @PostMapping("/profile/issuers/{id}/unlink")
    Answer unlink(Visit visit, @PathVariable String id) {
        try {
            membership.unlinkIssuer(visit.caller(), id);
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.MISSING) {
                throw refusal;
            }
        }
        return Redirect.to("/profile/issuers");
    }
}
