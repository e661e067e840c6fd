package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Signing up, in and out. */
@ExtendWith({SharedNetwork.class, Browsers.class})
class FirstPagesStory {

    private final Country uk;
    private final Country nz;
    private final Browsers.Chromium chromium;

    FirstPagesStory(Network network, Browsers.Chromium chromium) {
        this.uk = network.uk();
        this.nz = network.nz();
        this.chromium = chromium;
    }

    @Test
    void aVisitorSignsUpSignsOutAndInAgain() {
        try (Person gwen = chromium.person("Gwen Ashdown", uk)) {
            gwen.opens("/").sees("Ask somebody who has done it").looksAt("welcome");
            gwen.opens("/sign-up").fills("Your work e-mail address", gwen.email()).looksAt("sign-up").presses("Go on");
            assertThat(gwen.page().getByLabel("Where your clock is").inputValue()).isEqualTo("Pacific/Auckland");
            gwen.fills("Your name", "Gwen Ashdown").looksAt("sign-up-name").presses("Send me a link");
            gwen.sees("Check your mail").followsTheMailedLink();
            gwen.sees("You are not in a group yet").sees("Gwen Ashdown").looksAt("home-empty");
            assertThat(gwen.path()).isEqualTo("/");
            gwen.presses("Sign out").sees("Ask somebody who has done it");
            gwen.opens("/groups").sees("Sign in to see the page you asked for").looksAt("sign-in")
                    .fills("Your work e-mail address", gwen.email()).presses("Send me a link").sees("Check your mail");
            gwen.followsTheMailedLink();
            assertThat(gwen.path()).isEqualTo("/groups");
        }
    }

    @Test
    void whoLostALaptopSignsItOutFromTheirPhone() {
        try (Person laptop = chromium.person("Gwen", uk).signsUp();
                Person phone = laptop.inAnotherBrowser()) {
            phone.signsIn().follows("Gwen").follows("Where you are signed in").sees("Chrome on Linux");
            assertThat(phone.page().getByText("Here", new Page.GetByTextOptions().setExact(true)).count()).isOne();
            phone.looksAt("sessions").presses("Chrome on Linux").sees("It is signed out")
                    .looksAt("sessions-ended");

            laptop.opens("/groups").sees("Sign in to see the page you asked for");
            laptop.signsIn();
            phone.opens("/sessions").presses("End all others").sees("It is signed out").seesNot("End all others");
            laptop.opens("/groups").sees("Sign in to see the page you asked for");
            phone.waitsUntilTheTokenExpires().opens("/groups").seesNot("Sign in to see the page");
            phone.opens("/sessions").presses("Sign out here").sees("Ask somebody who has done it");
        }
    }

    @Test
    void oneBrowserHoldsTheSessionsOfTwoCountries() {
        try (Person gwen = chromium.person("Gwen", uk).signsUp()) {
            Person mere = gwen.inTheSameBrowser("Mere", nz).signsUp();
            gwen.opens("/").sees("United Kingdom, ");
            mere.opens("/").sees("New Zealand, ");
            mere.presses("Sign out").sees("Ask somebody who has done it");
            gwen.opens("/groups").sees("Gwen");
        }
    }

    @Test
    void aFormWithAMistakeSaysWhatIsWrongAndHasTheFocusThere() {
        try (Person gwen = chromium.person("Gwen", uk)) {
            gwen.opens("/sign-in").fills("Your work e-mail address", "nobody").presses("Send me a link")
                    .sees("There is a problem");
            assertThat(gwen.page().title()).startsWith("Error:");
            assertThat((String) gwen.page().evaluate("document.activeElement.className")).contains("error-summary");
            assertThat(gwen.page().getByLabel("Your work e-mail address").inputValue()).isEqualTo("nobody");
            gwen.looksAt("sign-in-mistake");
        }
    }

    @Test
    void aPageThatIsNotThereSaysSo() {
        try (Person gwen = chromium.person("Gwen", uk).signsUp()) {
            gwen.opens("/groups/uk-0198c2f4-0000-7000-8000-000000000000").sees("There is no such page").looksAt("404");
        }
    }
}
