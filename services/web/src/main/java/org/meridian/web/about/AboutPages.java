package org.meridian.web.about;

import gg.jte.generated.precompiled.about.JteaccessibilityGenerated;
import gg.jte.generated.precompiled.about.JtehelpGenerated;
import gg.jte.generated.precompiled.about.JtehowGenerated;
import gg.jte.generated.precompiled.about.JtenodeGenerated;
import gg.jte.generated.precompiled.about.JteprivacyGenerated;
import gg.jte.generated.precompiled.about.JtereadersGenerated;
import java.util.List;
import org.meridian.process.settings.NodeSettings;
import org.meridian.web.page.Html;
import org.meridian.web.page.Page;
import org.meridian.web.page.Pages;
import org.meridian.web.page.Visit;
import org.meridian.web.settings.WebSettings;
import org.meridian.web.settings.WebSettings.Contact;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** What stands at the foot of every page. They are there while services are away, since that is when somebody needs help. */
@Controller
@RequestMapping("/about")
class AboutPages {

    private final Pages pages;
    private final Contact contact;
    private final List<String> peers;

    AboutPages(Pages pages, WebSettings settings, NodeSettings node) {
        this.pages = pages;
        this.contact = settings.contact();
        this.peers = node.peerAliases().stream().sorted().toList();
    }

    @GetMapping
    Html how(Visit visit) {
        Page page = pages.ofWhoeverCanBeTold(visit);
        return Html.of(output -> JtehowGenerated.render(output, null, page, peers));
    }

    @GetMapping("/readers")
    Html readers(Visit visit) {
        Page page = pages.ofWhoeverCanBeTold(visit);
        return Html.of(output -> JtereadersGenerated.render(output, null, page));
    }

    @GetMapping("/accessibility")
    Html accessibility(Visit visit) {
        Page page = pages.ofWhoeverCanBeTold(visit);
        return Html.of(output -> JteaccessibilityGenerated.render(output, null, page, contact));
    }

    @GetMapping("/privacy")
    Html privacy(Visit visit) {
        Page page = pages.ofWhoeverCanBeTold(visit);
        return Html.of(output -> JteprivacyGenerated.render(output, null, page, contact));
    }

    @GetMapping("/help")
    Html help(Visit visit) {
        Page page = pages.ofWhoeverCanBeTold(visit);
        return Html.of(output -> JtehelpGenerated.render(output, null, page, contact));
    }

    @GetMapping("/node")
    Html node(Visit visit) {
        Page page = pages.ofWhoeverCanBeTold(visit);
        return Html.of(output -> JtenodeGenerated.render(output, null, page, contact, peers));
    }
}
