package org.meridian.web.operator;

import gg.jte.generated.precompiled.operator.JteoverviewGenerated;
import java.util.List;
import java.util.Optional;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.web.calls.Items;
import org.meridian.web.calls.NotificationsCalls;
import org.meridian.web.calls.NotificationsCalls.Wave;
import org.meridian.web.calls.OperatorCalls;
import org.meridian.web.calls.OperatorCalls.Link;
import org.meridian.web.calls.OperatorCalls.Node;
import org.meridian.web.calls.OperatorCalls.Projection;
import org.meridian.web.page.Answer;
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
import org.springframework.web.client.RestClientException;

/** The node's health in words, and what to do where something is wrong. */
@Controller
class OverviewPages {

    private static final int WAVES = 10;

    private final Pages pages;
    private final OperatorCalls operator;
    private final NotificationsCalls notifications;

    OverviewPages(Pages pages, OperatorCalls operator, NotificationsCalls notifications) {
        this.pages = pages;
        this.operator = operator;
        this.notifications = notifications;
    }

    @GetMapping("/operator")
    Html overview(Visit visit) {
        Parallel<Node> asked = Parallel.call(() -> operator.node(visit.caller()));
        Parallel<Items<Link>> linked = Parallel.call(() -> operator.links(visit.caller()));
        Parallel<Items<Projection>> behind = Parallel.call(() -> operator.projections(visit.caller()));
        Parallel<Optional<List<Wave>>> digests = Parallel.call(() -> waves(visit));
        Page page = pages.ofWhoeverCanBeTold(visit);
        List<Link> links = linked.answer().items();
        List<Projection> projections = behind.answer().items();
        Optional<List<Wave>> waves = digests.answer();
        List<Light> lights = Light.of(asked.answer(), links, projections, waves.orElse(List.of()),
                page.times().now());
        return Html.of(output -> JteoverviewGenerated.render(output, null, page, lights, links, projections, waves));
    }

    /** Empty where notifications do not answer: that is what this page is to show. */
    private Optional<List<Wave>> waves(Visit visit) {
        try {
            return Optional.of(notifications.waves(visit.caller(), WAVES).items());
        } catch (Refusal | RestClientException away) {
            return Optional.empty();
        }
    }

    @PostMapping("/operator/links/{from}/pause")
    Answer pause(Visit visit, @PathVariable String from) {
        operator.pause(visit.caller(), from);
        return Redirect.to("/operator#links");
    }

    @PostMapping("/operator/links/{from}/resume")
    Answer resume(Visit visit, @PathVariable String from) {
        operator.resume(visit.caller(), from);
        return Redirect.to("/operator#links");
    }
}
