package org.meridian.flows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An owner asks for a registration, and looks a member up; the member writes. */
@ExtendWith({SharedNetwork.class, Browsers.class})
class RegistrationPagesStory {

    private final Country uk;
    private final Browsers.Chromium chromium;

    RegistrationPagesStory(Network network, Browsers.Chromium chromium) {
        this.uk = network.uk();
        this.chromium = chromium;
    }

    @Test
    void theCharterAsksForARegistrationAndAModeratorNotesIt() {
        try (Person gwen = chromium.person("Gwen", uk).signsUp();
                Person tom = chromium.personWithoutScripts("Tom", uk).signsUp()) {
            String group = gwen.member().founds("Statutory practice", Map.of("joining", "open"));
            tom.member().joins(group);
            gwen.opens("/groups/" + group + "/charter").chooses("Reading and writing").presses("See what will happen")
                    .sees("There is a problem").looksAt("charter-no-register")
                    .chooses("Social Work England, United Kingdom").presses("See what will happen")
                    .sees("all others see nothing of what is written").looksAt("charter-registration")
                    .presses("Change the charter").sees("The charter is changed.");

            tom.opens("/groups/" + group).waitsUntilThePageShows("Reading here needs a registration")
                    .seesNot("Write something").looksAt("group-unregistered");

            gwen.opens("/groups/" + group + "/members").follows("Tom").looksAt("member-registration")
                    .presses("Note the registration").sees("Registered").looksAt("member-registered");
            gwen.opens("/groups/" + group + "/members").sees("Registered").looksAt("members-registered");
            gwen.opens("/groups/" + group + "/log?type=registration").sees("looked up the registration of");

            tom.opens("/groups/" + group).waitsUntilThePageShows("Nothing was written here yet")
                    .seesNot("Reading here needs a registration");
            gwen.opens("/groups/" + group + "/members").follows("Tom").presses("It is not valid any more")
                    .seesNot("Has run out");
            tom.opens("/groups/" + group).waitsUntilThePageShows("Reading here needs a registration");
        }
    }
}
