package org.meridian.flows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A council's single sign-on beside the mailed link, and never in its place. */
@ExtendWith({SharedNetwork.class, Browsers.class})
class IssuerPagesStory {

    private static final String COUNCIL = "Sign in by Westshire Council";

    private final Country uk;
    private final Browsers.Chromium chromium;

    IssuerPagesStory(Network network, Browsers.Chromium chromium) {
        this.uk = network.uk();
        this.chromium = chromium;
        uk.issuer();
    }

    @Test
    void whoHasSignedInByMailLinksTheCouncilsAccountAndSignsInByItUntilTheyLeave() {
        String name = "gwen" + System.nanoTime();
        try (Person gwen = chromium.person("Gwen", uk).signsUp()) {
            gwen.opens("/profile").follows("Sign in another way, beside mail").looksAt("issuers").presses("Link")
                    .sees("you come back here by yourself").looksAt("issuers-go").follows("Go to Westshire Council");
            signsInThere(gwen, name);
            gwen.sees("Linked").looksAt("issuers-linked").presses("Sign out");
            gwen.opens("/sign-in").looksAt("sign-in-issuers").follows(COUNCIL);
            signsInThere(gwen, name);
            gwen.sees("You are not in a group yet").sees("Gwen");

            gwen.opens("/profile/issuers").presses("Take the link away").seesNot("Linked").presses("Sign out");
            gwen.opens("/sign-in").follows(COUNCIL);
            signsInThere(gwen, name);
            gwen.sees("Nobody here has linked that account").looksAt("issuers-not-linked");
            gwen.signsIn().sees("You are not in a group yet");
        }
    }

    @Test
    void whatComesBackWithoutHavingBeenAskedForIsNotTaken() {
        try (Person gwen = chromium.personWithoutScripts("Gwen", uk)) {
            gwen.opens("/sign-in/back/council?code=stolen&state=made-up").sees("Begin again here, in the same browser");
            gwen.opens("/sign-in/with/nobody").sees("There is no such page");
            gwen.opens("/profile/issuers").sees("Sign in to see the page you asked for");
        }
    }

    private static void signsInThere(Person person, String name) {
        person.page().locator("[name=username]").fill(name);
        person.page().locator("[type=submit]").click();
    }
}
