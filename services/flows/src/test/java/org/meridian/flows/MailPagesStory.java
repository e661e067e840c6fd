package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** When and how mail reaches somebody, and what they show of themselves. */
@ExtendWith({SharedNetwork.class, Browsers.class})
class MailPagesStory {

    private final Country nz;
    private final Browsers.Chromium chromium;

    MailPagesStory(Network network, Browsers.Chromium chromium) {
        this.nz = network.nz();
        this.chromium = chromium;
    }

    @Test
    void whatIsSavedIsAnsweredWithTheNextDigest() {
        try (Person mere = chromium.person("Mere", nz).signsUp()) {
            String group = mere.member().founds("Wellington duty desk");
            mere.opens("/preferences").sees("Wellington duty desk").looksAt("preferences").chooses("Every day")
                    .fills("At", "06:15").fills("From", "19:00").fills("Until", "19:00").presses("Save")
                    .sees("There is a problem").looksAt("preferences-mistake");
            mere.fills("Until", "07:00").presses("Save").sees("Saved.").sees("06:15, Auckland time")
                    .looksAt("preferences-saved");
            mere.page().getByLabel("Mail from Wellington duty desk").selectOption("muted");
            mere.page().locator("#groups button").click();
            mere.sees("Saved.");
            assertThat(mere.page().getByLabel("Mail from Wellington duty desk").inputValue()).isEqualTo("muted");
            assertThat(mere.member().http().get("/api/preferences").with(200).get("groups").get(group).asString())
                    .isEqualTo("muted");
            mere.opens("/digests/next").sees("Your next digest, so far").looksAt("digest-next");
            mere.opens("/digests").sees("You have had no digest yet").looksAt("digests-none");
        }
    }

    @Test
    void aNameIsChangedAndStandsOnTheNextPage() {
        try (Person mere = chromium.person("Mere", nz).signsUp()) {
            mere.opens("/profile").looksAt("profile").fills("Name", "نور السالمي")
                    .fills("What you know about", "a, b, c")
                    .presses("Save").sees("Saved.").sees("نور السالمي");
            mere.fills("Name", " ").presses("Save").sees("There is a problem").looksAt("profile-mistake");
        }
    }
}
