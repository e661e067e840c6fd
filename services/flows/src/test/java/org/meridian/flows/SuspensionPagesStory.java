package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator keeps somebody out of the node, who is told why, and lets them in again. */
@ExtendWith({SharedNetwork.class, Browsers.class})
class SuspensionPagesStory {

    private static final String WHY = "Three people say that you sent them <b>adverts</b>.";

    private final Country uk;
    private final Country nz;
    private final Browsers.Chromium chromium;

    SuspensionPagesStory(Network network, Browsers.Chromium chromium) {
        this.uk = network.uk();
        this.nz = network.nz();
        this.chromium = chromium;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoIsSuspendedReadsWhyOnAnOpenPageAndAtTheDoorUntilItIsLifted(boolean scripts) {
        try (Person operator = chromium.withRole("operator", uk, scripts).signsUp();
                Person eve = (scripts
                        ? chromium.person("Eve Adverts", uk)
                        : chromium.personWithoutScripts(
                                "Eve Adverts", uk))
                        .signsUp()) {
            Member ngaio = nz.signsUp("Ngaio");
            String group = ngaio.founds("Reads on");
            eve.member().joins(group);
            ngaio.waitsUntilItShows(eve.member().publishes(group, "Written before"));
            String id = eve.member().id();
            eve.opens("/groups/" + group + "/write");

            suspends(operator, id);

            eve.fills("Title", "Too late").fills("Your text", "What I have been writing for an hour")
                    .presses("Publish to").sees("Your account is suspended").sees(WHY)
                    .sees("What I have been writing for an hour").looksAt("suspended-page");
            assertThat(eve.opens("/about/help").path()).isEqualTo("/about/help");
            assertThat(eve.opens("/groups/" + group).path()).startsWith("/sign-in");
            eve.fills("Your work e-mail address", eve.email()).presses("Send me a link").sees("Check your mail");
            eve.page().navigate(eve.mailedLink());
            eve.presses("Sign in").sees("Your account is suspended")
                    .sees(WHY).looksAt("suspended-sign-in");
            assertThat(ngaio.bodies(group)).containsExactly("Written before");

            operator.opens("/operator/suspensions").sees(WHY).presses("Lift the suspension Eve Adverts")
                    .sees("The suspension is lifted").seesNot(WHY);
            eve.signsIn().opens("/groups/" + group).sees("Reads on");
        }
    }

    private static void suspends(Person operator, String id) {
        operator.opens("/people/" + id).follows("Suspend this member").looksAt("operator-suspend").presses("Suspend")
                .sees("There is a problem").looksAt("operator-suspend-mistake").fills("Your reason", WHY)
                .presses("Suspend").sees("They are suspended").sees("Eve Adverts").sees(WHY)
                .looksAt("operator-suspensions");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoComesBackAfterTheirTokenHasExpiredReadsWhyToo(boolean scripts) {
        try (Person operator = chromium.withRole("operator", uk, scripts).signsUp();
                Person eve = chromium.person("Eve Adverts", uk).signsUp()) {
            suspends(operator, eve.member().id());

            eve.waitsUntilTheTokenExpires().opens("/").sees("Your account is suspended").sees(WHY);
            eve.opens("/").seesNot("Your account is suspended");
        }
    }
}
