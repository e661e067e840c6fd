package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.FormData;
import java.util.List;
import java.util.Map;
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
    void theAnswerThatIsAcceptedStandsFirst() {
        try (Person gwen = chromium.personWithoutScripts("Gwen Ashdown", uk).signsUp();
                Person mere = chromium.person("Mere Tautahi", nz).signsUp()) {
            String group = gwen.member().founds("Answers in practice");
            mere.member().joins(group);
            String question = gwen.member().http().post("/api/groups/" + group + "/posts", Map.of("kind", "question",
                    "title", "What do you tell grandparents?", "body", "About money we mumble.")).with(201).get("id")
                    .asString();
            mere.member().waitsUntilItShows(question);
            mere.member().replies(question, "Ask your lawyer.");
            String answer = mere.member().replies(question, "One page, read aloud. " + NAUGHTY);
            gwen.member().waitsUntilItShows(answer);

            gwen.opens("/posts/" + question).sees("Accept as the answer");
            gwen.page().locator("[id='" + answer + "']").getByText("Accept as the answer").click();
            gwen.sees("Accepted answer").sees("Not the answer any more").looksAt("thread-answered");
            assertThat(gwen.page().locator("article .m-words").nth(1).innerText()).startsWith("One page");
            gwen.opens("/groups/" + group).sees("Answered").looksAt("group-answered");
            gwen.opens("/search?q=grandparents").sees("Answered");

            mere.opens("/notices").waitsUntilThePageShows("accepted your reply as the answer")
                    .looksAt("notice-accepted")
                    .follows(
                            "Gwen Ashdown accepted your reply as the answer to “What do you tell grandparents?” in Answers in practice.")
                    .sees("Accepted answer");
            assertThat(mere.page().getByText("Not the answer any more").count()).isZero();

            gwen.opens("/posts/" + question).presses("Not the answer any more").sees("Accept as the answer");
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
