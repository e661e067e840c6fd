package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Markup in what people write: looked at before it is published, and the same for its readers everywhere. */
@ExtendWith({SharedNetwork.class, Browsers.class})
class MarkdownPagesStory {

    private static final String WRITTEN = """
            # What helped us

            Three things, **in this order**:

            1. ask `early`
            2. write it *down*

            > Who says so?
            > The children.

            See [nhs.uk](https://evil.example/login) and ![a map](https://tracker.example/map.gif), <b>not</b> <img src=x onerror=alert(1)>.

            ```
            a long line of code that does not fit into a narrow window, as nobody writes it without need
            ```
            """;

    private final Country uk;
    private final Country nz;
    private final Browsers.Chromium chromium;

    MarkdownPagesStory(Network network, Browsers.Chromium chromium) {
        this.uk = network.uk();
        this.nz = network.nz();
        this.chromium = chromium;
    }

    @Test
    void whatIsWrittenIsLookedAtFirstAndReadTheSameInAnotherCountry() {
        String group = uk.signsUp("Owner").founds("Kinship care in practice");
        try (Person gwen = chromium.personWithoutScripts("Gwen", uk).signsUp();
                Person mere = chromium.person("Mere", nz).signsUp()) {
            gwen.member().joins(group);
            mere.member().joins(group);
            gwen.opens("/groups/" + group + "/write").fills("Title", "In order").fills("Your text", WRITTEN)
                    .fills("Tags", "kinship, money").presses("Preview").sees("How others will see it")
                    .looksAt("write-preview");
            assertThat(gwen.page().url()).endsWith("#preview");
            assertThat(gwen.page().locator("#body").inputValue().strip()).isEqualTo(WRITTEN.strip());
            assertThat(gwen.page().locator("#tags").inputValue()).isEqualTo("kinship, money");
            assertThat(gwen.member().bodies(group)).isEmpty();
            String looked = gwen.page().locator("#preview .m-words").innerHTML().strip();

            gwen.presses("Publish to").sees("Your reply").looksAt("thread-markup");
            Locator words = gwen.page().locator("article .m-words").first();
            assertThat(words.innerHTML().strip()).isEqualTo(looked);
            assertThat(words.locator("strong").allTextContents()).containsExactly("What helped us", "in this order");
            assertThat(words.locator("li").count()).isEqualTo(2);
            assertThat(words.locator("img, b, h1, h2, h3").count()).isZero();
            assertThat(words.innerText()).contains("nhs.uk (evil.example)", "<b>not</b> <img src=x onerror=alert(1)>");
            assertThat(words.locator("a").first().getAttribute("rel")).isEqualTo("nofollow noopener noreferrer");
            assertThat(words.locator("a").last().getAttribute("href")).isEqualTo("https://tracker.example/map.gif");
            String thread = gwen.path();

            mere.opens("/groups/" + group).waitsUntilThePageShows("In order")
                    .sees("What helped us Three things, in this order: 1. ask early").follows("In order");
            assertThat(mere.page().locator("article .m-words").first().innerHTML().strip()).isEqualTo(looked);
            mere.fills("Write to the group", "*Kia ora*").presses("Preview").sees("How others will see it")
                    .looksAt("reply-preview");
            assertThat(mere.page().locator("#preview em").textContent()).isEqualTo("Kia ora");
            mere.presses("Publish").sees("Take this reply back");
            assertThat(mere.page().locator(".m-reply .m-words em").textContent()).isEqualTo("Kia ora");
            assertThat(mere.member().http().get(thread.replace("/posts/", "/api/posts/")).with(200).get("bodyHtml")
                    .asString()).isEqualToIgnoringNewLines(
                            gwen.member().http().get("/api" + thread).with(200).get("bodyHtml").asString());
        }
    }

    @Test
    void whatCannotBePublishedIsSaidAtThePreview() {
        try (Person gwen = chromium.personWithoutScripts("Gwen", uk).signsUp()) {
            String group = gwen.member().founds("Nothing yet", Map.of());
            gwen.opens("/groups/" + group + "/write").fills("Title", "Kept").presses("Preview")
                    .sees("There is a problem");
            assertThat(gwen.page().getByLabel("Title").inputValue()).isEqualTo("Kept");
        }
    }
}
