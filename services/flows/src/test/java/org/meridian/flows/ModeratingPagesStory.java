package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Owners and moderators change memberships, in their own country and from another. */
@ExtendWith({SharedNetwork.class, Browsers.class})
class ModeratingPagesStory {

    private final Country uk;
    private final Country nz;
    private final Browsers.Chromium chromium;

    ModeratingPagesStory(Network network, Browsers.Chromium chromium) {
        this.uk = network.uk();
        this.nz = network.nz();
        this.chromium = chromium;
    }

    @Test
    void anOwnerGivesAPartRemovesSomebodyAndLetsThemAskAgain() {
        try (Person gwen = chromium.personWithoutScripts("Gwen", uk).signsUp();
                Person cara = chromium.person("Cara", uk).signsUp()) {
            String group = gwen.member().founds("Foster carers");
            uk.signsUp("Ben").joins(group);
            cara.member().joins(group);

            gwen.opens("/groups/" + group + "/members").looksAt("members-of-mine").follows("Ben").looksAt("member")
                    .chooses("Moderator: decides about requests, and removes members, too").presses("Save")
                    .sees("Moderator · since");
            gwen.opens("/groups/" + group + "/members").follows("Cara")
                    .fills("Your reason", "Named a family twice").chooses("Not for half a year").presses("Remove")
                    .seesNot("Cara");

            cara.opens("/groups/" + group).sees("You were removed").sees("Named a family twice")
                    .sees("You cannot ask to join again before").seesNot("You can read and write at once.")
                    .looksAt("removed");
            cara.opens("/notices").waitsUntilThePageShows("You were removed from Foster carers, and cannot ask")
                    .sees("Named a family twice").looksAt("notices-membership");
            gwen.follows("Banned members").sees("Cara").sees("Named a family twice").looksAt("bans")
                    .presses("Lift the ban").sees("Nobody is banned").looksAt("bans-none");
            cara.opens("/groups/" + group).sees("You were removed").sees("You can read and write at once.");
            cara.opens("/notices").waitsUntilThePageShows("You can ask to join Foster carers again");

            gwen.opens("/groups/" + group + "/members").follows("What was decided here").sees("founded the group")
                    .sees("lifted the ban of Cara").sees("Named a family twice")
                    .sees("gave another part to Ben").looksAt("log");
            gwen.opens("/groups/" + group + "/log?type=removed").sees("removed Cara").seesNot("founded the group");
        }
    }

    @Test
    void aMistakeIsSaidBesideWhatWasTyped() {
        try (Person gwen = chromium.person("Gwen", uk).signsUp()) {
            String group = gwen.member().founds("Kinship");
            uk.signsUp("Ben").joins(group);

            gwen.opens("/groups/" + group + "/members").follows("Ben").fills("Your reason", "x".repeat(2_001))
                    .presses("Remove").sees("There is a problem").looksAt("member-mistake");
            assertThat(gwen.page().locator("#reason").inputValue()).hasSize(2_001);
        }
    }

    @Test
    void aModeratorOfAnotherCountrySeesWhatBecameOfIt() {
        Member owner = uk.signsUp("Owner");
        String group = owner.founds("Leaving care");
        Member ben = uk.signsUp("Ben").joins(group);
        try (Person mere = chromium.person("Mere", nz).signsUp()) {
            mere.member().joins(group);
            owner.gives("moderator", mere.member(), group);
            mere.member().waitsUntilRoleIs("moderator", group);

            mere.opens("/groups/" + group + "/members").waitsUntilThePageShows("Ben").follows("Ben")
                    .sees("This group is at home in the United Kingdom").looksAt("member-abroad")
                    .fills("Your reason", "Wrote for somebody else").presses("Remove")
                    .waitsUntilThePageShows("It was done in the United Kingdom").looksAt("wish");

            ben.waitsUntilRoleIs("none", group);
        }
    }

    @Test
    void aModeratorInNewZealandDecidesRequestsToAGroupOfTheUk() {
        Member owner = uk.signsUp("Owner");
        String group = owner.founds("Leaving care", Map.of("joining", "approval", "questions",
                List.of("Where do you work?")));
        Member ben = uk.signsUp("Ben");
        try (Person mere = chromium.personWithoutScripts("Mere", nz).signsUp()) {
            String asked = mere.member().asksToJoin(group, "In Taupo");
            eventually(() -> owner.http().get("/api/join-requests/" + asked), answer -> answer.status() == 200);
            owner.approves(asked);
            owner.gives("moderator", mere.member(), group);
            mere.member().waitsUntilRoleIs("moderator", group);
            owner.refuses(ben.asksToJoin(group, "Somewhere"), "Say where");
            ben.asksToJoin(group, "In Hull");

            mere.opens("/groups/" + group + "/requests").waitsUntilThePageShows("In Hull")
                    .sees("This group is at home in the United Kingdom").sees("Has asked once before")
                    .sees("Say where").looksAt("requests-abroad").presses("Take in")
                    .waitsUntilThePageShows("It was done in the United Kingdom");

            ben.waitsUntilRoleIs("member", group);
            mere.follows("Requests to join").waitsUntilThePageShows("Nobody waits for an answer");
        }
    }
}
