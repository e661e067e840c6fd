package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is not published yet waits for its author, on any device, and for nobody else. */
@ExtendWith({SharedNetwork.class, Browsers.class})
class DraftPagesStory {

    private final Country uk;
    private final Country nz;
    private final Browsers.Chromium chromium;

    DraftPagesStory(Network network, Browsers.Chromium chromium) {
        this.uk = network.uk();
        this.nz = network.nz();
        this.chromium = chromium;
    }

    @Test
    void aDraftOutlivesTheBrowserAndTheSessionAndLeavesNoTraceInKafka() {
        Member owner = uk.signsUp("Owner");
        String group = owner.founds("Drafted here");
        String sentence = "Nobody else reads a word of Gwendraft's yet";
        try (Person gwen = chromium.personWithoutScripts("Gwen", uk).signsUp()) {
            gwen.member().joins(group);
            gwen.opens("/groups/" + group + "/write").fills("Title", "Half a thought").fills("Your text", sentence)
                    .fills("Tags", "kinship, money").presses("Save draft").sees("Saved as a draft")
                    .looksAt("draft-saved");
            String back = gwen.path();
            gwen.fills("Your text", sentence + ", still");
            Runnable signsInBeside = gwen.losesTheSession();
            gwen.presses("Save draft").sees("Send it again");
            signsInBeside.run();
            gwen.presses("Send it again").sees("Saved as a draft");
            assertThat(gwen.path()).isEqualTo(back);

            try (Person elsewhere = gwen.inAnotherBrowser().signsIn()) {
                elsewhere.opens("/").follows("Your drafts").sees("Half a thought").looksAt("drafts")
                        .follows("Half a thought").sees("Saved as a draft");
                assertThat(elsewhere.page().locator("#body").inputValue()).isEqualTo(sentence + ", still");
                assertThat(elsewhere.page().locator("#tags").inputValue()).isEqualTo("kinship, money");
                elsewhere.presses("Preview").sees("How others will see it");
                assertThat(owner.bodies(group)).isEmpty();
                assertThat(owner.http().get("/api/drafts").with(200).get("items")).isEmpty();
                assertThat(uk.kafka().topicsWith("Gwendraft", elsewhere.page().locator("[name=draft]").inputValue()))
                        .isEmpty();
                elsewhere.presses("Publish to").sees("Take this post back");
                elsewhere.opens("/drafts").sees("You have no drafts").looksAt("drafts-none");
            }
            gwen.opens("/drafts").sees("You have no drafts");
        }
    }

    @Test
    void aReplysDraftIsGoneOnWithInItsThreadAndSaysWhatIsTheMatterOnceItsAuthorHasLeft() {
        Member owner = uk.signsUp("Owner");
        String group = owner.founds("Replies to be");
        String post = owner.publishes(group, "What helps?");
        try (Person mere = chromium.personWithoutScripts("Mere", nz).signsUp()) {
            mere.member().joins(group);
            mere.member().waitsUntilItShows(post);
            mere.opens("/posts/" + post).fills("Write to the group", "Time, and").presses("Save draft")
                    .sees("Saved as a draft").looksAt("draft-reply");
            mere.opens("/drafts").follows("Time, and").fills("Write to the group", "Time, and tea").presses("Publish")
                    .sees("Take this reply back");
            mere.opens("/drafts").sees("You have no drafts");

            mere.opens("/groups/" + group + "/write").fills("Your text", "A farewell\n\nin two parts")
                    .presses("Save draft")
                    .sees("Saved as a draft");
            mere.opens("/groups/" + group + "/leave").presses("Leave").opens("/drafts")
                    .waitsUntilThePageShows("It cannot be published now").looksAt("drafts-waiting")
                    .follows("A farewell in two parts")
                    .sees("You are not in its group any more").looksAt("draft-waiting");
            assertThat(mere.page().locator("textarea").inputValue()).isEqualTo("A farewell\n\nin two parts");
            mere.presses("Delete draft").sees("You have no drafts");
        }
    }
}
