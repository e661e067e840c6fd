package org.meridian.web.trial;

import gg.jte.generated.precompiled.trial.JtemailGenerated;
import gg.jte.generated.precompiled.trial.JtemailsGenerated;
import gg.jte.generated.precompiled.trial.JtetrialGenerated;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.meridian.calendar.Countries;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.web.calls.Calls;
import org.meridian.web.calls.DemoClockCalls;
import org.meridian.web.calls.DemoClockCalls.Shows;
import org.meridian.web.calls.Digest;
import org.meridian.web.calls.MembershipCalls.SignUp;
import org.meridian.web.calls.NotificationsCalls;
import org.meridian.web.page.Answer;
import org.meridian.web.page.Form;
import org.meridian.web.page.Html;
import org.meridian.web.page.Page;
import org.meridian.web.page.Pages;
import org.meridian.web.page.Parallel;
import org.meridian.web.page.Paths;
import org.meridian.web.page.Redirect;
import org.meridian.web.page.Visit;
import org.meridian.web.session.KeptSession;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Sample people to sign in as, what the node has mailed, the clock that digests go by, and a community to fill it with. */
@Controller
@ConditionalOnBooleanProperty("meridian.demo")
class TrialPages {

    private static final Set<String> NOT_DEALT_WITH = Set.of("planned", "composed");
    private static final int LATEST = 5;
    /** A mail has its own style and nothing else, and what it links opens as from a mail program. */
    private static final String OF_MAILS = "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups";

    private final Pages pages;
    private final Nodes nodes;
    private final Filling filling;
    private final NotificationsCalls notifications;
    private final DemoClockCalls clock;
    private final KeptSession session;
    private final List<Sample> samples;
    private final List<Elsewhere> elsewhere;

    TrialPages(Pages pages, Nodes nodes, Filling filling, NotificationsCalls notifications, Calls calls,
            KeptSession session, Countries countries, @Value("${meridian.operators:}") List<String> operators,
            @Value("${meridian.analysts:}") List<String> analysts) {
        this.pages = pages;
        this.nodes = nodes;
        this.filling = filling;
        this.notifications = notifications;
        this.clock = calls.of("notifications", DemoClockCalls.class);
        this.session = session;
        String here = nodes.here().country();
        SampleCommunity community = filling.community();
        List<Sample> all = new ArrayList<>(community.people().stream().filter(it -> it.country().equals(here))
                .map(it -> Sample.of(it, community)).toList());
        String zone = countries.of(here).timeZone().getId();
        operators.stream().limit(1).map(it -> staff(it, "operator", zone)).forEach(all::add);
        analysts.stream().limit(1).map(it -> staff(it, "analyst", zone)).forEach(all::add);
        this.samples = List.copyOf(all);
        this.elsewhere = nodes.elsewhere().stream().map(it -> new Elsewhere(it.country(), it.url())).toList();
    }

    private static Sample staff(String email, String role, String zone) {
        String name = role.substring(0, 1).toUpperCase(Locale.ROOT) + role.substring(1);
        return new Sample(new SignUp(email.strip(), name, zone), role, List.of());
    }

    /** @param digest what became of the one that the clock was put to: {@code off}, {@code empty} or {@code waits} */
    @GetMapping("/trial")
    Html trial(Visit visit, @RequestParam(defaultValue = "/") String then,
            @RequestParam(defaultValue = "") String digest) {
        Parallel<Instant> shows = Parallel.call(() -> clock.now().now());
        Parallel<Optional<Digest.Next>> next = Parallel.call(() -> visit.isSignedIn()
                ? Optional.of(notifications.nextDigest(visit.caller()))
                : Optional.empty());
        Page page = pages.of(visit);
        Instant now = shows.answer();
        Optional<Digest.Next> mine = next.answer();
        return Html.of(output -> JtetrialGenerated.render(output, null, page, samples, elsewhere,
                filling.progress(), now, mine, Paths.local(then), digest));
    }

    @PostMapping("/trial/fill")
    Answer fill() {
        filling.begin();
        return Redirect.to("/trial"); // a page with a fragment in its address is not loaded again by itself
    }

    /** For those on the page only; whoever else there is signs in by their own mail. */
    @PostMapping("/sign-in/as")
    Answer signInAs(Form form, ServerHttpRequest request, ServerHttpResponse response) {
        SignUp who = samples.stream().map(Sample::who).filter(it -> it.email().equals(form.line("email"))).findFirst()
                .orElseThrow(() -> Refusal.missing("There is nobody of that address to sign in as."));
        session.keep(response, MailedSession.of(nodes.here(), who,
                request.getHeaders().getFirst(HttpHeaders.USER_AGENT)));
        return Redirect.to(form.text("then"));
    }

    /** The clock goes there, and on from there; then to the digest, once it was sent. */
    @PostMapping("/trial/clock/next-digest")
    Answer nextDigest(Visit visit) {
        Instant due = notifications.nextDigest(visit.caller()).sendsAt();
        if (due == null) {
            return Redirect.to("/trial?digest=off#clock");
        }
        goTo(due);
        try {
            Digest had = Patience.until(() -> notifications.digests(visit.caller(), null, LATEST).items().stream()
                    .filter(it -> it.sendsAt().equals(due) && !NOT_DEALT_WITH.contains(it.state())).findFirst()
                    .orElse(null));
            return Redirect.to(had.state().equals("sent") ? "/digests/" + had.id() : "/trial?digest=empty#clock");
        } catch (Patience.Lost late) {
            return Redirect.to("/trial?digest=waits#clock");
        }
    }

    private void goTo(Instant due) {
        try {
            clock.put(new Shows(due));
        } catch (Refusal past) {
            if (past.kind() != Refusal.Kind.CONFLICT) {
                throw past;
            }
        }
        clock.runOn();
    }

    @GetMapping("/trial/mails")
    Html mails(Visit visit) {
        Parallel<List<CaughtMail>> caught = Parallel.call(() -> caught().toList());
        Page page = pages.of(visit);
        List<CaughtMail> mails = caught.answer();
        return Html.of(output -> JtemailsGenerated.render(output, null, page, mails));
    }

    @GetMapping("/trial/mails/{id}")
    Html mail(Visit visit, @PathVariable String id) {
        Parallel<CaughtMail> found = Parallel.call(() -> caught(id));
        Page page = pages.of(visit);
        CaughtMail mail = found.answer();
        return Html.of(output -> JtemailGenerated.render(output, null, page, mail, mail.pieces(nodes.here().url())));
    }

    /** As a mail program shows it. */
    @GetMapping("/trial/mails/{id}/html")
    ResponseEntity<String> html(@PathVariable String id) {
        return ResponseEntity.ok().contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .header("Content-Security-Policy", OF_MAILS).body(Form.orEmpty(caught(id).mail().html()));
    }

    private Stream<CaughtMail> caught() {
        return nodes.here().mail().mails(null).stream().map(CaughtMail::new);
    }

    private CaughtMail caught(String id) {
        return caught().filter(it -> it.id().equals(id)).findFirst()
                .orElseThrow(() -> Refusal.missing("There is no such mail."));
    }
}
