package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A link to a secret group is made in the United Kingdom, followed in New Zealand by somebody who is new, and taken back. */
@ExtendWith({SharedNetwork.class, Browsers.class})
class InvitingPagesStory {

    private final Country uk;
    private final Country nz;
    private final Browsers.Chromium chromium;

    InvitingPagesStory(Network network, Browsers.Chromium chromium) {
        this.uk = network.uk();
        this.nz = network.nz();
        this.chromium = chromium;
    }

    @Test
    void anInvitationIsMadeFollowedInAnotherCountryAndTakenBack() {
        try (Person gwen = chromium.person("Gwen", uk).signsUp();
                Person mere = chromium.personWithoutScripts("Mere", nz);
                Person tom = chromium.person("Tom", uk).signsUp()) {
            String group = gwen.member().founds("Serious case reviews",
                    Map.of("visibility", "secret", "joining", "invitation"));
            gwen.opens("/groups/" + group).follows("Invitations").fills("How many people can come in by it", "0")
                    .presses("Make the invitation").sees("There is a problem").looksAt("invitations-mistake")
                    .fills("How many people can come in by it", "2").presses("Make the invitation")
                    .sees("0 of 2 have come in").looksAt("invitations");
            String link = gwen.page().getByLabel("Its link").inputValue();

            mere.page().navigate(link);
            mere.sees("Serious case reviews").sees("If you work in the United Kingdom").follows("New Zealand");
            assertThat(mere.path()).startsWith("/invitations/" + group);
            mere.sees("It is a group of the United Kingdom.").looksAt("invitation-visitor")
                    .follows("Sign up and accept")
                    .fills("Your work e-mail address", mere.email()).presses("Go on").fills("Your name", "Mere")
                    .presses("Send me a link").sees("Check your mail").followsTheMailedLink();
            mere.sees("You are invited to a group").looksAt("invitation").presses("Accept the invitation")
                    .waitsUntilThePageShows("You are in").follows("Read what is here")
                    .waitsUntilThePageShows("Nothing was written here yet");

            gwen.waitsUntilThePageShows("1 of 2 have come in").presses("Take it back").sees("Taken back")
                    .looksAt("invitations-ended");
            tom.page().navigate(link);
            tom.seesNot("Serious case reviews").presses("Accept the invitation").sees("Not this time")
                    .sees("This invitation does not hold, or no longer").looksAt("invitation-refused");
            tom.opens("/groups/" + group).seesNot("Serious case reviews");
        }
    }

    @Test
    void anInvitationIsMailedToSomebodyWhoIsNew() {
        try (Person gwen = chromium.person("Gwen", uk).signsUp(); Person tom = chromium.person("Tom", uk)) {
            String group = gwen.member().founds("Kinship", Map.of("joining", "approval"));
            gwen.opens("/groups/" + group + "/invitations").fills("Send it to an e-mail address", tom.email())
                    .presses("Make the invitation").sees("Sent by mail.");

            tom.page().navigate(tom.mailedInvitation());
            tom.sees("Kinship").follows("Sign up and accept").fills("Your work e-mail address", tom.email())
                    .presses("Go on").fills("Your name", "Tom").presses("Send me a link").sees("Check your mail")
                    .followsTheMailedLink();
            tom.presses("Accept the invitation").sees("Nothing was written here yet");
        }
    }
}
