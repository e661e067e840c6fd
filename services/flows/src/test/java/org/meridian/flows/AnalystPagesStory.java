package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An analyst has a replay made, sees how far it is, and takes its files away. */
@ExtendWith({SharedNetwork.class, Browsers.class})
class AnalystPagesStory {

    private final Country uk;
    private final Browsers.Chromium chromium;

    AnalystPagesStory(Network network, Browsers.Chromium chromium) {
        this.uk = network.uk();
        this.chromium = chromium;
    }

    @Test
    void aReplayIsChosenStartedWatchedAndDownloaded() {
        Member ada = uk.signsUp("Ada");
        String post = ada.publishes(ada.founds("Replayed by page"), "Shall this be read by an analyst?");
        try (Person analyst = chromium.withRole("analyst", uk, true).signsUp();
                Person gwen = chromium.person("Gwen", uk).signsUp()) {
            analyst.opens("/").follows("Replays").looksAt("replays-none").follows("New replay")
                    .looksAt("replay-choose");
            analyst.fills("From", "2026-11-24").fills("Until", "2026-11-23").presses("Start it")
                    .sees("The last day is before the first one.").looksAt("replay-choose-mistake");
            analyst.fills("From", "").fills("Until", "").chooses("A post was published PostPublished")
                    .chooses("United Kingdom").chooses("CSV: a table").presses("Start it");
            // By itself: the page is not loaded again.
            analyst.sees("Its files are below.").looksAt("replay-done");
            String replay = analyst.path();
            assertThat(analyst.downloads("facts.csv")).contains("PostPublished").doesNotContain(post);
            assertThat(analyst.downloads("manifest.json")).contains("\"byType\"");
            analyst.follows("What it holds").sees("PostPublished").looksAt("replay-report");
            analyst.opens("/replays").sees("1 type, 1 country").looksAt("replays");

            for (String path : new String[]{"/replays", replay, replay + "/files/facts.csv"}) {
                assertThat(gwen.opens(path).page().title()).startsWith("There is no such page");
            }
            analyst.opens(replay).presses("Delete it").seesNot("1 type, 1 country");
            assertThat(analyst.opens(replay).page().title()).startsWith("There is no such page");
        }
    }

    @Test
    void whatCannotBeMadeSaysWhy() {
        String small = uk.signsUp("Ada").founds("Small");
        try (Person analyst = chromium.withRole("analyst", uk, true).signsUp()) {
            analyst.opens("/replays/new").fills("Other groups", uk.anybody().url() + "/groups/" + small)
                    .presses("Start it");
            analyst.sees("There is no group").looksAt("replay-failed").presses("Delete it");
        }
    }

    @Test
    void itWorksWithoutJavaScript() {
        try (Person analyst = chromium.withRole("analyst", uk, false).signsUp()) {
            analyst.opens("/replays/new").presses("Start it").waitsUntilThePageShows("Its files are below.");
            assertThat(analyst.downloads("facts.ndjson")).contains("MemberRegistered");
            analyst.presses("Delete it");
        }
    }
}
