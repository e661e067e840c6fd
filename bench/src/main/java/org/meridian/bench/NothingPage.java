package org.meridian.bench;

import gg.jte.generated.precompiled.JtelayoutGenerated;
import org.meridian.web.page.Html;
import org.meridian.web.page.Page;
import org.meridian.web.page.Pages;
import org.meridian.web.page.Visit;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** A page with nothing in it, in a node that is measured and in no other: what stands around every page of a member's. */
@Controller
final class NothingPage {

    static final String PATH = "/nothing";

    private final Pages pages;

    NothingPage(Pages pages) {
        this.pages = pages;
    }

    @GetMapping(PATH)
    Html page(Visit visit) {
        Page page = pages.of(visit);
        return Html
                .of(output -> JtelayoutGenerated.render(output, null, page, "Nothing", false, false, null, it -> {}));
    }
}
