package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A profile with who sees what of it, the directory, and people of another country in it. */
@ExtendWith({SharedNetwork.class, Browsers.class})
class PeoplePagesStory {

    private final Country uk;
    private final Country nz;
    private final Browsers.Chromium chromium;

    PeoplePagesStory(Network network, Browsers.Chromium chromium) {
        this.uk = network.uk();
        this.nz = network.nz();
        this.chromium = chromium;
    }

    @Test
    void somebodySaysWhoSeesWhatAndIsFoundByThat() {
        Member mere = nz.signsUp("Mere");
        try (Person gwen = chromium.personWithoutScripts("Gwen", uk).signsUp()) {
            gwen.opens("/profile").fills("Name", "Gwen Penrhos").fills("Profession", "Social worker")
                    .fills("Where you work", "Leeds City Council")
                    .fills("Field of practice", "Kinship care")
                    .fills("What you know about",
                            "contact, court reports, grandparents who bring up their grandchildren")
                    .fills("Languages in which you work", "Cymraeg, English").fills("Pronouns", "she/her")
                    .fills("Monday, from", "09:00").fills("Monday, until", "17:00").fills("Friday, from", "22:00")
                    .fills("Friday, until", "06:00");
            gwen.page().getByLabel("Who sees where you work").selectOption("groups");
            gwen.page().getByLabel("Who sees the languages").selectOption("nobody");
            gwen.page().getByLabel("Who sees the hours").selectOption("everyone");
            gwen.presses("Save").sees("Saved.").looksAt("profile-filled");
            assertThat(gwen.page().getByLabel("Who sees the languages").inputValue()).isEqualTo("nobody");
            assertThat(gwen.page().getByLabel("Friday, until").inputValue()).isEqualTo("06:00");
            gwen.fills("Tuesday, from", "09:00").presses("Save").sees("There is a problem").looksAt("profile-hours");
            gwen.opens("/profile").follows("How others see you").sees("Leeds City Council")
                    .sees("By the clock of London")
                    .looksAt("person-me");

            try (Person ngaio = chromium.person("Ngaio", nz).signsUp()) {
                ngaio.opens("/people?q=penrhos").waitsUntilThePageShows("Gwen Penrhos").sees("court reports")
                        .seesNot("Leeds City Council").sees("n working hours now").looksAt("people-found");
                ngaio.follows("Gwen Penrhos").sees("Kinship care").sees("22:00–06:00").seesNot("Leeds City Council")
                        .seesNot("Cymraeg").seesNot("she/her").looksAt("person");
                ngaio.opens("/people?q=leeds").sees("Nobody was found").looksAt("people-none");
                ngaio.opens("/people").fills("Knows about", "COURT").fills("Name, profession or workplace", "gwen");
                ngaio.page().getByLabel("Country").selectOption("uk");
                ngaio.presses("Look").sees("Gwen Penrhos").opens("/people?q=mere").sees("Mere").opens("/people")
                        .looksAt("people");

                String group = gwen.member().founds("Kinship across the sea");
                ngaio.member().joins(group);
                ngaio.opens("/people?q=leeds").waitsUntilThePageShows("Leeds City Council").follows("Gwen Penrhos")
                        .sees("she/her").seesNot("Cymraeg");
            }
            assertThat(nz.signsUp("Tama").http().get("/api/members?q=penrhos&language=cymraeg").with(200).get("items"))
                    .isEmpty();
            assertThat(mere.http().get("/api/members/" + gwen.member().id()).with(200).get("organisation").isNull())
                    .isTrue();
        }
    }

    @Test
    void nothingOfWhomSomebodyHasBlockedReachesThem() {
        Member owner = uk.signsUp("Olive");
        Member mallory = nz.signsUp("Blunt");
        String group = owner.founds("Quiet");
        mallory.joins(group);
        try (Person gwen = chromium.personWithoutScripts("Gwen", uk).signsUp()) {
            gwen.member().joins(group);
            String post = gwen.member().publishes(group, "Who has tried this?");
            String theirs = mallory.publishes(group, "You again.");
            mallory.waitsUntilItShows(post);
            mallory.replies(post, "Rubbish.");
            gwen.member().waitsUntilItShows(theirs);
            gwen.opens("/posts/" + post).waitsUntilThePageShows("Rubbish.");
            gwen.opens("/notices").waitsUntilThePageShows("Blunt");

            gwen.opens("/people?q=blunt").follows("Blunt").unfolds("Block this person")
                    .sees("They are not told").looksAt("person-block").presses("Block").sees("You have blocked them")
                    .looksAt("person-blocked").follows("All people you have blocked").sees("Blunt")
                    .looksAt("people-blocked");
            eventually(() -> gwen.member().http().get("/api/posts/" + theirs).status(), it -> it == 404);
            gwen.opens("/posts/" + post).seesNot("Rubbish.").opens("/groups/" + group).seesNot("You again.")
                    .opens("/people?q=blunt").sees("Nobody was found");
            eventually(() -> gwen.member().http().get("/api/notices").with(200).get("items"), it -> it.isEmpty());
            assertThat(owner.http().get("/api/posts/" + post).with(200).get("replies")).hasSize(1);

            gwen.opens("/people/blocked").presses("Unblock").sees("Block this person");
            eventually(() -> gwen.member().http().get("/api/posts/" + theirs).status(), it -> it == 200);
            gwen.opens("/people/blocked").sees("You have blocked nobody").looksAt("people-blocked-none");
        }
    }

    @Test
    void aNameThatLooksLikeARoleMisleadsNobody() {
        Member mallory = uk.signsUp("Mallory");
        mallory.http().patch("/api/members/me", Map.of("displayName", "Group moderator")).with(200);
        try (Person gwen = chromium.person("Gwen", uk).signsUp()) {
            String group = mallory.founds("Names");
            String post = mallory.publishes(group, "Believe me.");
            gwen.member().joins(group);
            gwen.member().waitsUntilItShows(post);
            gwen.opens("/people/" + mallory.id()).sees("“Group moderator”").sees("no role").looksAt("person-doubt");
            gwen.opens("/posts/" + post).waitsUntilThePageShows("“Group moderator”");
            mallory.http().patch("/api/members/me", Map.of("displayName", "Mallory", "expertise", List.of())).with(200);
            gwen.waitsUntilThePageShows("Mallory").seesNot("moderator");
        }
    }
}
