package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A charter is changed in a browser. */
@ExtendWith({SharedNetwork.class, Browsers.class})
class CharterPagesStory {

    private final Country uk;
    private final Country nz;
    private final Browsers.Chromium chromium;

    CharterPagesStory(Network network, Browsers.Chromium chromium) {
        this.uk = network.uk();
        this.nz = network.nz();
        this.chromium = chromium;
    }

    @Test
    void anOwnerReadsWhatWillHappenBeforeItDoes() {
        try (Person gwen = chromium.personWithoutScripts("Gwen", uk).signsUp()) {
            String group = gwen.member().founds("Kinship care", Map.of("joining", "approval"));
            Member ada = uk.signsUp("Ada");
            String request = ada.asksToJoin(group);
            gwen.opens("/groups/" + group).follows("Charter").looksAt("charter");
            gwen.fills("Name", " ").presses("See what will happen").sees("There is a problem")
                    .looksAt("charter-mistake");
            gwen.fills("Name", "Kinship carers").fills("Rules", "No names.\nNo ages.").chooses("Open to everybody")
                    .fills("Questions to whoever asks to join", "Since when?\nWhere?").presses("See what will happen");
            gwen.sees("Nothing has been changed yet.").sees("One person who is waiting becomes a member at once.")
                    .looksAt("charter-confirm");
            assertThat(gwen.member().group(group).get("name").asString()).isEqualTo("Kinship care");

            gwen.presses("Go back and write on");
            assertThat(gwen.page().getByLabel("Rules").inputValue()).isEqualTo("No names.\nNo ages.");
            gwen.presses("See what will happen").presses("Change the charter").sees("The charter is changed.")
                    .looksAt("charter-changed");

            var changed = gwen.member().group(group);
            assertThat(changed.get("name").asString()).isEqualTo("Kinship carers");
            assertThat(changed.get("rules").asString()).isEqualTo("No names.\nNo ages.");
            assertThat(changed.get("questions").valueStream().map(it -> it.asString()).toList())
                    .isEqualTo(List.of("Since when?", "Where?"));
            ada.waitsUntilRequestIs("granted", request);
        }
    }

    @Test
    void aGroupIsClosedAndOpenedAgainOnceItsOwnerHasReadWhatThatDoes() {
        try (Person gwen = chromium.personWithoutScripts("Gwen", uk).signsUp();
                Person mere = chromium.person("Mere", nz).signsUp()) {
            String group = gwen.member().founds("Winter fund", Map.of("joining", "approval"));
            Member ada = uk.signsUp("Ada");
            String waiting = ada.asksToJoin(group);
            gwen.opens("/groups/" + group + "/charter").sees("Close this group").looksAt("charter-open");
            gwen.page().locator("#state ~ p a").click();
            gwen.sees("Nothing has been changed yet.").sees("Nobody writes, replies, asks to join")
                    .sees("One person who is waiting").looksAt("close").presses("Close the group")
                    .sees("This group is closed.").seesNot("Write to this group").looksAt("group-closed");
            ada.waitsUntilRequestIs("refused", waiting);
            assertThat(gwen.opens("/groups/" + group).page().locator("nav a[href$='/invitations']").count()).isZero();
            gwen.opens("/groups/" + group + "/invitations").sees("Nobody joins it").seesNot("A new invitation")
                    .looksAt("invitations-closed");
            gwen.opens("/groups/" + group + "/log").sees("closed the group").looksAt("audit-closed");
            gwen.opens("/groups/" + group + "/charter").sees("Open this group again").looksAt("charter-closed");

            mere.member().waitsUntilSees(group);
            eventually(() -> mere.member().group(group).get("state").asString(), "closed"::equals);
            mere.opens("/groups/" + group).sees("This group is closed.").seesNot("Ask to join")
                    .looksAt("group-closed-outside");

            gwen.page().locator("#state ~ p a").click();
            gwen.sees("Members write again").looksAt("open-again").presses("Open the group")
                    .seesNot("This group is closed.").sees("Write to this group");
            assertThat(gwen.page().locator("nav a[href$='/invitations']").count()).isEqualTo(1);
            gwen.opens("/groups/" + group + "/log?type=reopened").sees("opened the group again")
                    .seesNot("closed the group");
        }
    }

    @Test
    void whatSomebodyElseChangedMeanwhileIsShownAndNothingThatWasTypedIsLost() {
        try (Person gwen = chromium.person("Gwen", uk).signsUp()) {
            String group = gwen.member().founds("Supervision");
            gwen.opens("/groups/" + group + "/charter").fills("Name", "Supervision, held")
                    .fills("What it is for", "To hold each other.");
            gwen.member().changes(group, Map.of("name", "Supervision for all", "rules", "Be kind."));

            gwen.presses("See what will happen").sees("Somebody else has changed the charter meanwhile")
                    .sees("Supervision for all").sees("Be kind.").looksAt("charter-meanwhile");
            assertThat(gwen.page().getByLabel("Name").inputValue()).isEqualTo("Supervision, held");
            assertThat(gwen.page().getByLabel("Rules").inputValue()).isEqualTo("Be kind.");
            gwen.presses("See what will happen").presses("Change the charter").sees("The charter is changed.");
            var changed = gwen.member().group(group);
            assertThat(changed.get("name").asString()).isEqualTo("Supervision, held");
            assertThat(changed.get("purpose").asString()).isEqualTo("To hold each other.");
            assertThat(changed.get("rules").asString()).isEqualTo("Be kind.");
        }
    }

    @Test
    void forWhoModeratesNothingThereIsNoCharterToChange() {
        try (Person ben = chromium.person("Ben", uk).signsUp()) {
            String group = uk.signsUp("Owner").founds("Listed");
            ben.member().joins(group);
            ben.opens("/groups/" + group + "/charter").sees("There is no such page");
        }
    }
}
