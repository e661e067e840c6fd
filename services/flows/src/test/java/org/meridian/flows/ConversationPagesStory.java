package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.FormData;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Reading and writing, in two countries. */
@ExtendWith({SharedNetwork.class, Browsers.class})
class ConversationPagesStory {

    private static final String NAUGHTY = "<script>alert(1)</script> & \"quotes\" ${1+1} مرحبا 👩🏽‍🌾";

    private final Country uk;
    private final Country nz;
    private final Browsers.Chromium chromium;

    ConversationPagesStory(Network network, Browsers.Chromium chromium) {
        this.uk = network.uk();
        this.nz = network.nz();
        this.chromium = chromium;
    }

    @Test
    void aQuestionIsAskedInOneCountryAndAnsweredInAnother() {
        Member owner = uk.signsUp("Owner");
        String group = owner.founds("Kinship care in practice");
        try (Person gwen = chromium.person("Gwen Ashdown", uk).signsUp();
                Person mere = chromium.person("Mere Tautahi", nz).signsUp()) {
            gwen.member().joins(group);
            mere.member().joins(group);
            gwen.opens("/groups").looksAt("groups").follows("Kinship care in practice").looksAt("group-empty");
            gwen.follows("Write to this group").looksAt("write").fills("Title", "What do you tell grandparents?")
                    .fills("Your text", "About money we mumble.\n\n" + NAUGHTY).presses("Publish to");
            gwen.sees("What do you tell grandparents?").sees(NAUGHTY);
            String thread = gwen.path();

            mere.opens("/groups/" + group).waitsUntilThePageShows("What do you tell grandparents?").looksAt("group")
                    .follows("What do you tell grandparents?").sees("United Kingdom");
            mere.presses("Publish").sees("There is a problem").looksAt("thread-mistake");
            mere.fills("Write to the group", "One page, read aloud.").presses("Publish").sees("One page, read aloud.");

            gwen.opens("/groups/" + group + "/members").sees("Mere Tautahi").looksAt("group-members");
            gwen.opens(thread).waitsUntilThePageShows("One page, read aloud.").sees("Reply").looksAt("thread");
            assertThat(gwen.page().locator("time").first().getAttribute("datetime")).endsWith("Z");
        }
    }

    @Test
    void whatSomebodyWroteOutlivesTheirSession() {
        try (Person gwen = chromium.personWithoutScripts("Gwen", uk).signsUp()) {
            String group = gwen.member().founds("Long thoughts");
            gwen.opens("/groups/" + group + "/write").fills("Title", "A title, with a comma")
                    .fills("Your text", "Line one\n\nLine two, which took until the evening.");
            Runnable signsInBeside = gwen.losesTheSession();
            gwen.presses("Publish to").sees("You are signed out").looksAt("signed-out");
            signsInBeside.run();
            gwen.presses("Send it again").sees("Line two, which took until the evening.").sees("A title, with a comma");
        }
    }

    @Test
    void aFormThatIsSentTwiceDoesOneThingOnce() {
        try (Person gwen = chromium.person("Gwen", uk).signsUp()) {
            String group = gwen.member().founds("Once");
            gwen.opens("/groups/" + group + "/write").fills("Your text", "Only once");
            FormData form = FormData.create();
            for (String field : List.of("_csrf", "key", "body")) {
                form.set(field, gwen.page().locator("form [name=" + field + "]").first().inputValue());
            }
            form.set("kind", "update");
            String first = gwen.sends("/groups/" + group + "/write", form);
            assertThat(gwen.sends("/groups/" + group + "/write", form)).isEqualTo(first).startsWith("/posts/uk-");
            assertThat(gwen.member().bodies(group)).containsExactly("Only once");
        }
    }

    @Test
    void allOfItWorksWithoutJavaScript() {
        Member owner = uk.signsUp("Owner");
        String group = owner.founds("Without scripts");
        try (Person gwen = chromium.personWithoutScripts("Gwen", uk).signsUp()) {
            gwen.member().joins(group);
            gwen.opens("/groups/" + group).follows("Write to this group").presses("Publish to")
                    .sees("There is a problem").fills("Your text", "Kia ora").presses("Publish to").sees("Kia ora");
            gwen.fills("Write to the group", "And a reply").presses("Publish").sees("And a reply");
        }
    }
}
