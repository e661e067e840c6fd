package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.FormData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Forms that are stale, forged or too late, and addresses of what is not there. */
@ExtendWith({SharedNetwork.class, Browsers.class})
class BadInputPagesStory {

    private static final String WRITTEN = "Two lines, which took\na whole evening.";

    private final Country uk;
    private final Browsers.Chromium chromium;

    BadInputPagesStory(Network network, Browsers.Chromium chromium) {
        this.uk = network.uk();
        this.chromium = chromium;
    }

    @Test
    void whoeverHasLeftWhileWritingKeepsTheText() {
        String group = uk.signsUp("Owner").founds("Left");
        try (Person gwen = chromium.personWithoutScripts("Gwen", uk).signsUp()) {
            gwen.member().joins(group);
            gwen.opens("/groups/" + group + "/write").fills("Title", "Late").fills("Your text", WRITTEN);
            Member author = gwen.member();
            author.leaves(group);
            eventually(() -> author.http().get("/api/groups/" + group + "/posts").status(), it -> it == 403);
            gwen.presses("Publish to").sees("You may not do this").sees("What you wrote").looksAt("left-while-writing");
            assertThat(gwen.page().locator("textarea").first().inputValue()).isEqualTo(WRITTEN);
            assertThat(gwen.page().getByText("Sign out").count()).isOne();
        }
    }

    @Test
    void whoeverAsksToJoinAGroupThatHasGoneAwayKeepsTheText() {
        Member owner = uk.signsUp("Owner");
        String group = owner.founds("Going", Map.of("joining", "approval"));
        try (Person gwen = chromium.personWithoutScripts("Gwen", uk).signsUp()) {
            gwen.opens("/groups/" + group + "/join").fills("A note to the moderators", WRITTEN);
            owner.changes(group, Map.of("visibility", "secret"));
            gwen.presses("Ask to join").sees("There is no such page").sees("What you wrote");
            assertThat(gwen.page().locator("textarea").first().inputValue()).isEqualTo(WRITTEN);
        }
    }

    @Test
    void aFormThatIsStaleOrSomebodyElsesIsNotTakenAndItsTextIsShown() {
        try (Person gwen = chromium.personWithoutScripts("Gwen", uk).signsUp();
                Person mallory = chromium.person("Mallory", uk).signsUp()) {
            String group = gwen.member().founds("Stale");
            gwen.opens("/groups/" + group + "/write").fills("Title", "Old").fills("Your text", WRITTEN);
            gwen.page().context().clearCookies(new BrowserContext.ClearCookiesOptions().setName("meridian-uk-form"));
            gwen.presses("Publish to").sees("This form cannot be taken").sees("What you wrote").looksAt("form-refused");
            assertThat(gwen.page().locator("textarea").first().inputValue()).isEqualTo(WRITTEN);

            mallory.opens("/groups/new");
            String hers = mallory.page().locator("form [name=_csrf]").first().inputValue();
            gwen.opens("/groups/" + group + "/write");
            assertThat(gwen.sends("/groups/" + group + "/write", FormData.create().set("_csrf", hers)
                    .set("kind", "update").set("body", "Forged"))).isEqualTo("status 403");
            assertThat(gwen.member().bodies(group)).isEmpty();
        }
    }

    @Test
    void afterGoingBackAFormCanBeSentWithSomethingElse() {
        try (Person gwen = chromium.person("Gwen", uk).signsUp()) {
            String group = gwen.member().founds("Back");
            gwen.opens("/groups/" + group + "/write").fills("Title", "First").fills("Your text", "The first");
            String key = gwen.page().locator("form [name=key]").inputValue();
            gwen.presses("Publish to").sees("Your reply");
            gwen.page().goBack();
            gwen.page().evaluate("key => document.querySelector('form [name=key]').value = key", key);
            gwen.fills("Title", "Second").fills("Your text", "The second").presses("Publish to")
                    .sees("This form was sent before").looksAt("sent-before");
            gwen.presses("Publish to").sees("Your reply");
            assertThat(gwen.member().bodies(group)).containsExactlyInAnyOrder("The first", "The second");
        }
    }

    @Test
    void aButtonThatIsPressedAfterTheBrowserWasStoppedSends() {
        try (Person gwen = chromium.person("Gwen", uk).signsUp()) {
            gwen.opens("/groups/new");
            gwen.page().evaluate("""
                    () => {
                      const form = document.querySelector('main form');
                      form.addEventListener('submit', event => event.preventDefault(), { once: true });
                    }""");
            gwen.fills("Name", "Stopped").fills("What it is for", "To go on");
            gwen.presses("Found the group");
            gwen.page().waitForTimeout(3_200);
            gwen.presses("Found the group").sees("Nothing was written here yet");
        }
    }

    @Test
    void whatIsNotThereAndWhatIsNotForTheReaderIsOnePage() {
        Member owner = uk.signsUp("Owner");
        String secret = owner.founds("Secret", Map.of("visibility", "secret"));
        String unlisted = owner.founds("Unlisted", Map.of("visibility", "unlisted"));
        String hidden = owner.publishes(unlisted, "Hidden");
        String request = uk.signsUp("Ada").asksToJoin(owner.founds("Asked", Map.of("joining", "approval")));
        try (Person gwen = chromium.person("Gwen", uk).signsUp()) {
            String group = gwen.member().founds("Own");
            String withdrawn = gwen.member().publishes(group, "Withdrawn");
            gwen.member().withdraws(withdrawn);
            gwen.member().waitsUntilItIsGone(withdrawn);
            List<String> pages = new ArrayList<>();
            for (String path : List.of("/groups/uk-" + UUID.randomUUID(), "/groups/1", "/groups/%00",
                    "/groups/" + secret,
                    "/groups/" + secret + "/members", "/groups/" + secret + "/join", "/groups/" + secret + "/charter",
                    "/groups/" + secret + "/write", "/posts/" + hidden, "/posts/" + withdrawn, "/posts/none",
                    "/posts/" + hidden + "?reply=none", "/requests/" + request, "/digests/none", "/operator",
                    "/groups?cursor=none", "/no/such/page")) {
                pages.add(gwen.opens(path).page().locator("main").innerText());
            }
            assertThat(pages).containsOnly(pages.getFirst());
            assertThat(pages.getFirst()).contains("There is no such page");
        }
    }
}
