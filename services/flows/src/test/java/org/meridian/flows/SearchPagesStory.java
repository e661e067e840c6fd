package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Finding what was written, here and in another country, in either's words. */
@ExtendWith({SharedNetwork.class, Browsers.class})
class SearchPagesStory {

    private final Country uk;
    private final Country nz;
    private final Browsers.Chromium chromium;

    SearchPagesStory(Network network, Browsers.Chromium chromium) {
        this.uk = network.uk();
        this.nz = network.nz();
        this.chromium = chromium;
    }

    @Test
    void whatWasWrittenAbroadIsFoundByTheReadersWordsAndGoneOnceItIsTakenBack() {
        Member owner = uk.signsUp("Owner");
        String group = owner.founds("Finding each other");
        String other = owner.founds("Beside it");
        try (Person mere = chromium.personWithoutScripts("Mere", nz).signsUp()) {
            mere.member().joins(group);
            String post = owner.publishes(group, "A **looked-after child** rings whānau on Sundays <b>always</b>.");
            owner.publishes(other, "A looked-after child whom Mere may not read of.");
            mere.member().waitsUntilItShows(post);
            mere.opens("/").follows("Search").sees("Nothing is found").looksAt("search")
                    .fills("Words", "out-of-home care whanau").presses("Search").looksAt("search-found");
            assertThat(mere.page().locator(".m-item").count()).isEqualTo(1);
            assertThat(mere.page().locator(".m-item__snip").textContent())
                    .isEqualTo("A looked-after child rings whānau on Sundays <b>always</b>.");
            assertThat(mere.page().locator(".m-item__snip mark").allTextContents()).contains("child", "whānau");
            mere.page().getByLabel("Country").selectOption("nz");
            mere.presses("Search").sees("Nothing is found").looksAt("search-nothing");
            mere.page().getByLabel("Country").selectOption("uk");
            mere.page().getByLabel("Group", new com.microsoft.playwright.Page.GetByLabelOptions().setExact(true))
                    .selectOption(group);
            mere.presses("Search");
            mere.page().locator(".m-item a").first().click();
            mere.sees("Your reply");
            assertThat(mere.path()).isEqualTo("/posts/" + post);

            mere.opens("/people/" + owner.id()).follows("What they wrote in your groups").looksAt("search-author");
            assertThat(mere.page().getByLabel("Only what").isChecked()).isTrue();
            assertThat(mere.page().locator(".m-item").count()).isEqualTo(1);
            mere.page().getByLabel("Only what").uncheck();
            mere.presses("Search").sees("Nothing is found");
            assertThat(mere.path()).startsWith("/search");

            owner.withdraws(post);
            mere.member().waitsUntilItIsGone(post);
            mere.opens("/search?q=whanau").sees("Nothing is found");
        }
    }
}
