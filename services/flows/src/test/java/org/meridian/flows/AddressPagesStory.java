package org.meridian.flows;

import static org.meridian.testing.Waiting.eventually;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever leaves the council keeps their account: by both mailboxes, or by a second address. */
@ExtendWith({SharedNetwork.class, Browsers.class})
class AddressPagesStory {

    private static final Pattern LINK = Pattern.compile("https?://\\S*/sign-in/address\\?token=[\\w-]+");

    private final Country uk;
    private final Browsers.Chromium chromium;

    AddressPagesStory(Network network, Browsers.Chromium chromium) {
        this.uk = network.uk();
        this.chromium = chromium;
    }

    @Test
    void anAddressChangesOnceBothMailboxesSaySo() {
        try (Person gwen = chromium.person("Gwen", uk).signsUp(); Person phone = chromium.person("Gwen", uk)) {
            String home = "home-" + gwen.email();
            gwen.opens("/profile").follows("Change it, or give a second one").looksAt("addresses");
            gwen.fills("New address", "none").presses("Change it").sees("This is not an e-mail address")
                    .looksAt("addresses-mistake");
            gwen.fills("New address", gwen.email()).presses("Change it").sees("You have this address already");
            gwen.fills("New address", home).presses("Change it").sees("Your address is to be " + home)
                    .looksAt("addresses-waiting");

            phone.page().navigate(linkTo(home));
            phone.sees("this mailbox is asked").looksAt("address-prove").presses("Yes, that is me")
                    .sees("One side has said yes").looksAt("address-half");
            gwen.opens("/profile/addresses").sees("has said yes");
            gwen.page().navigate(linkTo(gwen.email()));
            gwen.presses("Yes, that is me").sees("The address has changed").looksAt("address-changed");
            gwen.opens("/profile").sees(home);
            gwen.page().navigate(linkTo(home));
            gwen.presses("Yes, that is me").sees("This link is over");
        }
    }

    @Test
    void aSecondAddressSignsIn() {
        try (Person gwen = chromium.personWithoutScripts("Gwen", uk).signsUp()) {
            String second = "second-" + gwen.email();
            gwen.opens("/profile/addresses").fills("A second address of yours", second).presses("Give it")
                    .sees("Your second address is to be");
            for (String mailbox : new String[]{second, gwen.email()}) {
                gwen.page().navigate(linkTo(mailbox));
                gwen.presses("Yes, that is me");
            }
            gwen.opens("/profile/addresses").sees(second).looksAt("addresses-second").presses("Take it away")
                    .seesNot(second);
        }
    }

    private String linkTo(String mailbox) {
        return eventually(() -> LINK.matcher(uk.anybody().get("/demo/mail?to=" + mailbox).with(200).valueStream()
                .map(it -> it.get("text").asString()).reduce("", (all, one) -> all + "\n" + one)).results()
                .map(it -> it.group()).toList(), found -> !found.isEmpty()).getFirst();
    }
}
