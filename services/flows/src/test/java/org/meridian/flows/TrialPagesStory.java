package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import com.microsoft.playwright.options.FormData;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Trying the network out in a browser alone: the tour of the README. */
@ExtendWith({SharedNetwork.class, Browsers.class})
class TrialPagesStory {

    private static final String GROUP = "Kinship and whānau care";
    private static final String THREAD = "Contact arrangements when the carer is a grandmother";

    private final Country uk;
    private final Country nz;
    private final Browsers.Chromium chromium;

    TrialPagesStory(Network network, Browsers.Chromium chromium) {
        this.uk = network.uk();
        this.nz = network.nz();
        this.chromium = chromium;
    }

    private static void fills(Person visitor) {
        visitor.presses("Fill with a sample community").waitsUntilThePageShows("The sample community is here");
    }

    private static void isIn(Person visitor, Country country) {
        assertThat(visitor.page().url()).startsWith(country.anybody().url());
    }

    @Test
    void theTour() {
        try (Person visitor = chromium.person("Visitor", uk)) {
            visitor.opens("/").follows("For trying out").sees("Nobody here is real").looksAt("trial");
            fills(visitor);
            visitor.sees("Australia: no answer").looksAt("trial-filled");

            visitor.presses("Sign in as Amara Osei-Lindley").sees(GROUP).sees("Amara Osei-Lindley")
                    .looksAt("trial-home");
            visitor.opens("/groups").follows(GROUP).follows(THREAD).sees("Mereana Te Awhiroa").looksAt("trial-thread");
            String thread = visitor.path();

            visitor.follows("For trying out").sees("leads back to the page that you came from").looksAt("trial-then");
            visitor.follows("New Zealand").sees("People in New Zealand");
            isIn(visitor, nz);
            visitor.presses("Sign in as Fiona Macraeburn").sees(THREAD);
            assertThat(visitor.page().url()).isEqualTo(nz.anybody().url() + thread);

            visitor.follows("For trying out").presses("Go to my next digest").sees("Contact arrangements")
                    .looksAt("trial-digest");
            assertThat(visitor.page().url()).startsWith(nz.anybody().url() + "/digests/");
            visitor.page().navigate(nz.anybody().url() + "/trial/mails");
            visitor.sees("fiona@demo.example").looksAt("trial-mails").page()
                    .locator(".m-item:has-text('fiona@demo.example') a:has-text('new posts')")
                    .first().click();
            visitor.sees("To fiona@demo.example").sees("Contact arrangements").sees("As a mail program shows it")
                    .looksAt("trial-mail");
            assertThat(visitor.page().context().request().get(visitor.page().url() + "/html").text())
                    .startsWith("<!").contains("Contact arrangements").doesNotContain("m-top");
        }
    }

    @Test
    void filledAgainNothingIsThereTwice() {
        try (Person visitor = chromium.person("Visitor", uk)) {
            fills(visitor.opens("/trial"));
            List<String> once = written(visitor);
            visitor.opens("/trial");
            fills(visitor);
            assertThat(written(visitor)).isEqualTo(once);
        }
    }

    /** What the sample community has in the UK, in groups and threads. */
    private List<String> written(Person visitor) {
        visitor.opens("/trial").presses("Sign in as Amara Osei-Lindley").sees(GROUP);
        Http amara = visitor.member().http();
        return amara.get("/api/groups?q=Kinship&mine=true&limit=100").with(200).get("items").valueStream()
                .map(group -> group.get("id").asString() + amara
                        .get("/api/groups/" + group.get("id").asString() + "/posts?limit=100").with(200).get("items")
                        .valueStream().map(it -> it.get("title").asString() + " " + it.get("replyCount")).sorted()
                        .toList())
                .toList();
    }

    @Test
    void theSameWithoutJavaScript() {
        try (Person visitor = chromium.personWithoutScripts("Visitor", uk)) {
            visitor.opens("/trial").presses("Fill with a sample community").sees("The sample community is here");
            visitor.presses("Sign in as Tomasz Wierzbnik").sees("Tomasz Wierzbnik").sees(GROUP);
            visitor.follows("For trying out").presses("Go to my next digest");
            eventually(() -> visitor.page().url(), url -> url.contains("/digests/") || url.contains("digest=empty"));
        }
    }

    @Test
    void theOperatorAndTheAnalystAreAmongThem() {
        try (Person visitor = chromium.person("Visitor", uk)) {
            visitor.opens("/trial").presses("Sign in as Operator").follows("Operator").sees("Links");
            visitor.opens("/trial").presses("Sign in as Analyst");
            eventually(() -> visitor.page().url(), url -> !url.contains("/trial"));
            assertThat(visitor.member().http().get("/api/replays").status()).isEqualTo(200);
        }
    }

    @Test
    void nobodySignsInAsSomebodyWhoIsNotOnThePage() {
        try (Person gwen = chromium.person("Gwen", uk).signsUp()) {
            Person visitor = chromium.person("Visitor", uk).opens("/trial");
            String csrf = visitor.page().locator("input[name=_csrf]").first().inputValue();
            assertThat(visitor.sends("/sign-in/as", FormData.create().set("_csrf", csrf).set("email", gwen.email())))
                    .isEqualTo("status 404");
            visitor.close();
        }
    }
}
