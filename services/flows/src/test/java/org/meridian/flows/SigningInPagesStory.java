package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Signing in by what is mailed: the code where one asked, the link wherever it is opened. */
@ExtendWith({SharedNetwork.class, Browsers.class})
class SigningInPagesStory {

    private static final String ADDRESS = "Your work e-mail address";
    private static final String CODE = "The code in the mail";

    private final Country uk;
    private final Browsers.Chromium chromium;

    SigningInPagesStory(Network network, Browsers.Chromium chromium) {
        this.uk = network.uk();
        this.chromium = chromium;
    }

    @Test
    void aCodeSignsInWhereItWasAskedForAndLeadsBack() {
        try (Person gwen = chromium.personWithoutScripts("Gwen", uk).signsUp()) {
            gwen.presses("Sign out").opens("/groups?q=kin").fills(ADDRESS, gwen.email()).presses("Send me a link and")
                    .sees("Check your mail");
            assertThat(gwen.path()).isEqualTo("/sign-in/code");
            String code = gwen.mailedCode();
            gwen.page().reload();
            gwen.fills(CODE, "12345").presses("Sign in").sees("Type the six digits that stand in the mail.");
            assertThat(gwen.page().getByLabel(CODE).inputValue()).isEqualTo("12345");
            gwen.fills(CODE, other(code)).presses("Sign in").sees("This is not the code in the newest mail.")
                    .looksAt("code-mistake");
            assertThat(gwen.page().title()).startsWith("Error:");

            gwen.fills(CODE, code).presses("Sign in").sees("Gwen");
            assertThat(gwen.path()).isEqualTo("/groups?q=kin");
            gwen.opens("/sign-in/code").sees("Sign in");
            assertThat(gwen.path()).isEqualTo("/sign-in");
        }
    }

    @Test
    void aLinkThatIsOpenedElsewhereSignsInThereAndLookingAtItSpendsNothing() {
        try (Person desk = chromium.person("Gwen", uk).signsUp(); Person phone = chromium.person("Gwen", uk)) {
            desk.presses("Sign out").opens("/sign-in").fills(ADDRESS, desk.email()).presses("Send me a link and")
                    .sees("Check your mail").looksAt("mailed");
            String link = desk.mailedLink();
            String code = desk.mailedCode();
            for (int filter = 0; filter < 3; filter++) {
                desk.anybodyGets(link);
            }
            phone.page().navigate(link);
            phone.sees("no other").looksAt("mailed-link").presses("Sign in").sees("You are not in a group yet");

            desk.opens("/").sees("Ask somebody who has done it");
            desk.opens("/sign-in/code").fills(CODE, code).presses("Sign in").sees("This code was used already")
                    .looksAt("code-spent");
            assertThat(desk.page().getByLabel(ADDRESS).inputValue()).isEqualTo(desk.email());
            phone.page().navigate(link);
            phone.presses("Sign in").sees("This link was used already");
        }
    }

    /** As many digits, and wrong. */
    private static String other(String code) {
        return (code.charAt(0) == '1' ? "2" : "1") + code.substring(1);
    }
}
