package org.meridian.flows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What stands at the foot of every page is there for visitors and for members. */
@ExtendWith({SharedNetwork.class, Browsers.class})
class AboutPagesStory {

    private static final List<String> ABOUT = List.of("How Meridian works", "Who can read what", "Accessibility",
            "Privacy", "Help", "Who runs this node");

    private final Country uk;
    private final Browsers.Chromium chromium;

    AboutPagesStory(Network network, Browsers.Chromium chromium) {
        this.uk = network.uk();
        this.chromium = chromium;
    }

    @Test
    void aVisitorReadsWhatMeridianIsAndWhoRunsIt() {
        try (Person visitor = chromium.person("Visitor", uk)) {
            visitor.opens("/");
            for (String about : ABOUT) {
                visitor.follows(about).sees("Sign in").looksAt("about-" + about.replaceAll("\\W+", "-").toLowerCase());
            }
            visitor.sees("Whoever runs this node has not given an address yet.");
        }
    }

    @Test
    void aMemberReadsTheSame() {
        try (Person gwen = chromium.person("Gwen", uk).signsUp()) {
            for (String about : ABOUT) {
                gwen.follows(about).sees("Gwen");
            }
            gwen.opens("/no-such-page").sees("There is no such page").sees("Gwen").sees("Sign out");
        }
    }
}
