package org.meridian.web.operator;

import gg.jte.generated.precompiled.operator.JtelinkGenerated;
import java.util.List;
import org.meridian.web.calls.OperatorCalls;
import org.meridian.web.calls.OperatorCalls.History;
import org.meridian.web.page.Html;
import org.meridian.web.page.Page;
import org.meridian.web.page.Pages;
import org.meridian.web.page.Parallel;
import org.meridian.web.page.Visit;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** How a link did in the last day. */
@Controller
class LinkPages {

    private final Pages pages;
    private final OperatorCalls operator;

    LinkPages(Pages pages, OperatorCalls operator) {
        this.pages = pages;
        this.operator = operator;
    }

    @GetMapping("/operator/links/{from}")
    Html link(Visit visit, @PathVariable String from) {
        Parallel<History> asked = Parallel.call(() -> operator.history(visit.caller(), from));
        Page page = pages.ofWhoeverCanBeTold(visit);
        History history = asked.answer();
        List<Hour> hours = Hour.of(history.items());
        Chart latency = Chart.of(history.items(), page.times().now(), Hour::p99);
        Chart lag = Chart.of(history.items(), page.times().now(), Hour::lag);
        return Html.of(output -> JtelinkGenerated.render(output, null, page, history, hours, latency, lag));
    }
}
