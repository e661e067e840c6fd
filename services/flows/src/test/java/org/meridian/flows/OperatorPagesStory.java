package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import com.microsoft.playwright.options.FormData;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meridian.events.membership.Role;
import org.meridian.events.posts.Kind;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.meridian.testing.MembershipFacts;
import org.meridian.testing.PostFacts;

/** Whoever looks after a node: red lights, parked records, links, agreement and notices to all. */
@ExtendWith({SharedNetwork.class, Browsers.class})
class OperatorPagesStory {

    private final Country uk;
    private final Country nz;
    private final Browsers.Chromium chromium;

    OperatorPagesStory(Network network, Browsers.Chromium chromium) {
        this.uk = network.uk();
        this.nz = network.nz();
        this.chromium = chromium;
    }

    /** What uk's tables do not take, until somebody mends them. */
    private String refused() {
        Member ada = uk.signsUp("Ada");
        Member ngaio = nz.signsUp("Ngaio");
        String group = ada.founds("Refused");
        ngaio.joins(group);
        String post = Ids.create("nz");
        uk.rows().run("ALTER TABLE posts.post DROP CONSTRAINT IF EXISTS planted");
        uk.rows().run("ALTER TABLE posts.post ADD CONSTRAINT planted CHECK (id <> '" + post + "')");
        nz.kafka().send(Topics.SHARED_POSTS, post,
                Facts.encode(PostFacts.published(post, group, ngaio.id(), Kind.UPDATE, Instant.now())));
        return post;
    }

    /** What nz may not say. */
    private String forged() {
        String group = uk.signsUp("Ada").founds("Coveted", Map.of("joining", "approval"));
        String id = Ids.derived(group, nz.signsUp("Mallory").id());
        nz.kafka().send(Topics.SHARED_MEMBERSHIP, id,
                Facts.encode(MembershipFacts.granted(group, id.substring(id.indexOf('.') + 1), 1, Role.OWNER)));
        return id;
    }

    private String parked(String key, String service) {
        return eventually(() -> uk.operator().parked(key).stream().filter(it -> it.service().equals(service)).toList(),
                found -> !found.isEmpty()).getFirst().id();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aParkedRecordIsFoundMendedAndTriedAgainAndAnotherIsGivenUp(boolean scripts) {
        try (Person operator = chromium.withRole("operator", uk, scripts).signsUp()) {
            String refused = parked(refused(), "posts");
            String forged = parked(forged(), "membership");
            operator.opens("/operator").sees("could not be applied yet").follows("See why, and what to do")
                    .sees("Refused").sees("Not its sender’s").looksAt("operator-parked");

            operator.presses("Retry " + refused).sees("It still cannot be applied, and stays parked.")
                    .looksAt("operator-parked-waits");
            uk.rows().run("ALTER TABLE posts.post DROP CONSTRAINT planted");
            operator.presses("Retry " + refused).sees("It was applied.");

            operator.unfolds(forged).presses("Give it up with this reason " + forged).sees("There is a problem")
                    .looksAt("operator-parked-mistake");
            operator.fillsIn("reason-" + forged, "Their operator says it was a test <b>").presses(
                    "Give it up with this reason " + forged).sees("It was given up.");
            operator.follows("Records that were given up").sees("Their operator says it was a test <b>")
                    .looksAt("operator-discarded");
            assertThat(uk.operator().parked()).noneMatch(it -> List.of(refused, forged).contains(it.id()));
        }
    }

    @Test
    void aLinkIsPausedAndResumedAndShowsItsDay() {
        Member ngaio = nz.signsUp("Ngaio");
        try (Person operator = chromium.withRole("operator", uk, true).signsUp()) {
            uk.signsUp("Ada").waitsUntilSees(ngaio.founds("Comes across"));
            operator.opens("/operator").waitsUntilThePageShows("The link from Australia is down");
            operator.sees("What to do").sees("write a notice").looksAt("operator-overview")
                    .presses("Pause the link from New Zealand");
            operator.waitsUntilThePageShows("The link from New Zealand is paused").looksAt("operator-paused");
            uk.operator().waitsUntilLinkIs("paused", nz);
            operator.presses("Resume the link from New Zealand");
            uk.operator().waitsUntilLinkIs("running", nz);
            operator.follows("New Zealand").waitsUntilThePageShows("Latency, p99").looksAt("operator-link");
        }
    }

    @Test
    void whetherTheCountriesAgreeIsReadFromAPage() {
        Member ada = uk.signsUp("Ada");
        nz.signsUp("Ngaio").joins(ada.founds("Agreed"));
        try (Person operator = chromium.withRole("operator", uk, true).signsUp()) {
            operator.opens("/operator/agreement").looksAt("operator-agreement");
            operator.page().getByLabel("Compare with").selectOption("nz");
            operator.presses("Compare").sees("Between the United Kingdom and New Zealand");
            operator.waitsUntilThePageShows("Both hold the same.").looksAt("operator-agreement-equal");
            operator.page().getByLabel("Compare with").selectOption("au");
            operator.presses("Compare").sees("The other node does not answer").looksAt("operator-agreement-unreached");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aNoticeToAllMembersIsShownOnceUntilItIsEnded(boolean scripts) {
        String words = "Meridian is away from 18:00 to 18:10 " + System.nanoTime();
        try (Person operator = chromium.withRole("operator", uk, scripts).signsUp();
                Person gwen = chromium.person("Gwen", uk).signsUp()) {
            operator.opens("/operator/announcements").looksAt("operator-announcements")
                    .presses("Show it to all members")
                    .sees("There is a problem").looksAt("operator-announcements-mistake");
            FormData form = FormData.create();
            for (String field : List.of("_csrf", "key")) {
                form.set(field, operator.page().locator("main form [name=" + field + "]").first().inputValue());
            }
            form.set("text", words).set("long", "hours");
            operator.fills("What you have to say", words).chooses("4 hours").presses("Show it to all members")
                    .sees(words)
                    .looksAt("operator-announced");
            assertThat(operator.sends("/operator/announcements", form)).isEqualTo("/operator/announcements");

            gwen.opens("/").sees(words).looksAt("home-announcement");
            assertThat(gwen.page().getByText(words).count()).isEqualTo(1);
            operator.opens("/operator/announcements").presses("End it now " + words).seesNot(words);
            gwen.opens("/").seesNot(words);
            assertThat(gwen.opens("/operator").page().title()).startsWith("There is no such page");
        }
    }
}
