package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meridian.events.membership.Role;

/** Asking to join a group of another country, and leaving. */
@ExtendWith({SharedNetwork.class, Browsers.class})
class JoiningPagesStory {

    private final Country uk;
    private final Country nz;
    private final Browsers.Chromium chromium;

    JoiningPagesStory(Network network, Browsers.Chromium chromium) {
        this.uk = network.uk();
        this.nz = network.nz();
        this.chromium = chromium;
    }

    @Test
    void somebodyAsksIsTakenInAndLeaves() {
        Member owner = uk.signsUp("Owner");
        String group = owner.founds("Court reports", Map.of("joining", "approval", "questions",
                List.of("How do you meet carers, and where?", "Since when?"), "rules", "No names.\nNo ages."));
        try (Person mere = chromium.person("Mere", nz).signsUp()) {
            mere.member().waitsUntilSees(group);
            mere.opens("/groups/" + group).sees("A moderator decides.").looksAt("group-not-mine").follows("Ask to join")
                    .sees("No names.").looksAt("ask-to-join")
                    .fills("How do you meet carers, and where?", "On duty, at night, alone")
                    .fills("Since when?", "2019").presses("Ask to join");
            mere.sees("Waits for an answer").sees("On duty, at night, alone")
                    .sees("within two working days").sees("left").looksAt("request-pending");
            mere.opens("/").sees("Waiting for others").looksAt("home-waiting");

            String request = mere.requests().getFirst();
            owner.waitsUntilRequestIs("pending", request);
            owner.approves(request);

            mere.opens("/requests").waitsUntilThePageShows("You are in").looksAt("requests").follows("Court reports")
                    .follows("Read what is here").waitsUntilThePageShows("Nothing was written here yet");
            mere.opens("/notices").waitsUntilThePageShows("Answer to your request").looksAt("notices")
                    .presses("Mark as read").sees("You have read all of them.");
            mere.opens("/groups/" + group).follows("Leave this group").looksAt("leave").presses("Leave");
            assertThat(mere.path()).isEqualTo("/");
            mere.opens("/groups/" + group).sees("A moderator decides.");
        }
    }

    @Test
    void aModeratorReadsRequestsRefusesOneWithAReasonAndTakesTheOtherIn() {
        try (Person gwen = chromium.person("Gwen", uk).signsUp()) {
            String group = gwen.member().founds("Kinship", Map.of("joining", "approval", "questions", List.of("Why?")));
            Member ada = uk.signsUp("Ada");
            Member ben = uk.signsUp("Ben");
            String refused = ada.asksToJoin(group, "To sell something");
            String granted = ben.asksToJoin(group, "To learn");
            gwen.opens("/groups/" + group).follows("Requests").sees("To sell something").sees("left")
                    .looksAt("moderating");
            gwen.page().getByText("Refuse", new com.microsoft.playwright.Page.GetByTextOptions().setExact(false))
                    .first().click();
            gwen.presses("Refuse with this reason").sees("There is a problem").looksAt("moderating-mistake");
            gwen.page().getByLabel("Your reason").first().fill("This group is for carers.");
            gwen.presses("Refuse with this reason").seesNot("To sell something").presses("Take in")
                    .sees("Nobody waits for an answer");
            assertThat(ada.request(refused).get("reason").asString()).isEqualTo("This group is for carers.");
            ben.waitsUntilRequestIs("granted", granted);
        }
    }

    @Test
    void whatWasOfferedIsAcceptedOrDeclinedOnThePageOfTheGroup() {
        Member ngaio = nz.signsUp("Ngaio");
        try (Person gwen = chromium.personWithoutScripts("Gwen", uk).signsUp()) {
            for (String choice : List.of("Accept", "Decline")) {
                UnaskedGroup group = UnaskedGroup.of(nz, ngaio);
                group.grants(gwen.member(), 1, Role.MEMBER);
                gwen.opens("/").waitsUntilThePageShows("Offered to you").looksAt("home-offered")
                        .follows("Unasked " + group.id()).sees("without your having asked").looksAt("group-offered")
                        .presses(choice);
                gwen.opens("/groups/" + group.id());
                if (choice.equals("Accept")) {
                    gwen.sees("Write").sees("Leave this group");
                } else {
                    gwen.sees("Only members can bring somebody in.");
                }
            }
        }
    }

    @Test
    void somebodyTakesARequestBack() {
        String group = uk.signsUp("Owner").founds("Supervision", Map.of("joining", "approval"));
        try (Person gwen = chromium.personWithoutScripts("Gwen", uk).signsUp()) {
            gwen.opens("/groups/" + group + "/join").presses("Ask to join").sees("Waits for an answer")
                    .presses("Take my request back").sees("You took this request back.").looksAt("request-withdrawn");
        }
    }
}
