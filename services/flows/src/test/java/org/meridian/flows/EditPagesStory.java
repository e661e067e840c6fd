package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What was written is put right, in every country, with a mark; what it said before is for its author and the moderators. */
@ExtendWith({SharedNetwork.class, Browsers.class})
class EditPagesStory {

    private final Country uk;
    private final Country nz;
    private final Browsers.Chromium chromium;

    EditPagesStory(Network network, Browsers.Chromium chromium) {
        this.uk = network.uk();
        this.nz = network.nz();
        this.chromium = chromium;
    }

    @Test
    void anEditIsReadInTheOtherCountryWithItsMarkAndTheModeratorThereSeesWhatItSaid() {
        try (Person gwen = chromium.personWithoutScripts("Gwen", uk).signsUp();
                Person mere = chromium.person("Mere", nz).signsUp()) {
            String group = gwen.member().founds("Put right");
            mere.member().joins(group);
            gwen.opens("/groups/" + group + "/write").fills("Title", "Wich form")
                    .fills("Your text", "It is form **12**, says Evesecret.")
                    .fills("Tags", "forms").presses("Publish to").sees("Edit this post").looksAt("edit-thread");
            String thread = gwen.path();
            String post = thread.substring("/posts/".length());
            mere.opens("/groups/" + group).waitsUntilThePageShows("Wich form");

            gwen.follows("Edit this post").looksAt("edit").fills("Title", "Which form")
                    .fills("Your text", "It is form **21**.")
                    .presses("Preview").sees("How others will see it").presses("Publish the change").sees("Which form")
                    .sees("edited").looksAt("edited");
            assertThat(gwen.page().locator("h1").textContent()).isEqualTo("Which form");

            mere.opens(thread).waitsUntilThePageShows("Which form").sees("It is form 21.").sees("edited")
                    .seesNot("Evesecret").looksAt("edited-abroad");
            assertThat(mere.page().locator("a[href$='/history']").count()).isZero();
            mere.opens("/groups/" + group).sees("Which form").sees("edited").looksAt("edited-group");
            mere.opens("/search?q=wich").sees("Nothing is found");
            mere.opens("/search?q=which+form").sees("edited").looksAt("edited-search");
            assertThat(mere.member().http().get("/api/posts/" + post + "/history").status()).isEqualTo(403);

            gwen.opens(thread).page().locator("a[href$='/history']").click();
            gwen.sees("As it was published").sees("Evesecret").sees("First edit").looksAt("history");
            gwen.member().http().put("/api/groups/" + group + "/members/" + mere.member().id() + "/role",
                    Map.of("role", "moderator")).with(200);
            eventually(() -> mere.member().http().get("/api/posts/" + post + "/history").status(), it -> it == 200);
            mere.opens("/posts/" + post + "/history").sees("Evesecret").sees("Wich form").looksAt("history-abroad");

            gwen.member().withdraws(post);
            eventually(() -> mere.member().http().get("/api/posts/" + post + "/history").status(), it -> it == 404);
            assertThat(mere.opens("/posts/" + post + "/history").page().locator("h1").textContent())
                    .isEqualTo("There is no such page");
        }
    }

    @Test
    void ofTwoWindowsTheSecondSeesWhatTheFirstWroteAndLosesNothing() {
        try (Person gwen = chromium.personWithoutScripts("Gwen", uk).signsUp()) {
            String group = gwen.member().founds("Two windows");
            String post = gwen.member().publishes(group, "First");
            String reply = gwen.member().replies(post, "A replly");
            gwen.opens("/posts/" + post + "/edit").fills("Your text", "Mine");
            gwen.member().http().patch("/api/posts/" + post, Map.of("body", "Theirs")).with(200);
            gwen.presses("Publish the change").sees("It was edited meanwhile").looksAt("edit-meanwhile");
            assertThat(gwen.page().locator("#body").inputValue()).isEqualTo("Mine");
            assertThat(gwen.page().locator("[aria-labelledby=now] .m-words").textContent().strip()).isEqualTo("Theirs");
            gwen.presses("Publish the change").sees("Your reply");
            assertThat(gwen.member().http().get("/api/posts/" + post).with(200).get("body").asString())
                    .isEqualTo("Mine");

            gwen.opens("/posts/" + reply + "/edit").fills("Your text", "A reply");
            Runnable signsInBeside = gwen.losesTheSession();
            gwen.presses("Publish the change").sees("You are signed out");
            signsInBeside.run();
            gwen.presses("Send it again").sees("A reply").seesNot("A replly");
            assertThat(gwen.page().locator(".m-reply a[href$='/history']").textContent()).startsWith("edited");
        }
    }

    @Test
    void whatMayNotBeEditedAnyMoreOffersNoFormAndTheCharterSaysUntilWhen() {
        try (Person gwen = chromium.personWithoutScripts("Gwen", uk).signsUp()) {
            String group = gwen.member().founds("As it stands");
            String post = gwen.member().publishes(group, "It stands");
            gwen.opens("/posts/" + post + "/edit").fills("Your text", "Written too late");
            gwen.inTheSameBrowser("Gwen", uk).opens("/groups/" + group + "/charter").chooses("Not at all")
                    .presses("See what will happen").sees("Nobody edits what they wrote here any more")
                    .looksAt("charter-editing")
                    .presses("Change the charter").sees("The charter is changed");
            eventually(() -> gwen.member().http().patch("/api/posts/" + post, Map.of("body", "x")).status(),
                    it -> it == 409);
            gwen.presses("Publish the change").sees("Written too late").sees("Add a reply, or take it back")
                    .looksAt("edit-too-late");
            gwen.opens("/posts/" + post).sees("It stands").seesNot("Edit this post");
        }
    }
}
