package org.meridian.web.operator;

import gg.jte.generated.precompiled.operator.JteagreementGenerated;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.web.calls.OperatorCalls;
import org.meridian.web.calls.OperatorCalls.Node;
import org.meridian.web.page.Html;
import org.meridian.web.page.Page;
import org.meridian.web.page.Pages;
import org.meridian.web.page.Parallel;
import org.meridian.web.page.Visit;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Whether this node and another country's hold the same. */
@Controller
class AgreementPages {

    private final Pages pages;
    private final OperatorCalls operator;

    AgreementPages(Pages pages, OperatorCalls operator) {
        this.pages = pages;
        this.operator = operator;
    }

    /** @param with the country to compare with; nothing is compared before one is chosen */
    @GetMapping("/operator/agreement")
    Html agreement(Visit visit, @RequestParam(defaultValue = "") String with) {
        Parallel<Node> asked = Parallel.call(() -> operator.node(visit.caller()));
        @Nullable
        Agreement agreement = with.isEmpty() ? null : compared(visit, with);
        Page page = pages.of(visit);
        List<String> peers = asked.answer().peers();
        return Html.of(output -> JteagreementGenerated.render(output, null, page, peers, agreement));
    }

    private Agreement compared(Visit visit, String with) {
        try {
            return Agreement.of(operator.agreement(visit.caller(), with));
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.UNREACHABLE) {
                throw refusal;
            }
            return Agreement.unreached(with);
        }
    }
}
