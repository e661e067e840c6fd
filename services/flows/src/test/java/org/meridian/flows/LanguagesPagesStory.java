package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Pages and mails are in the language of whoever reads them, and every sentence of theirs is in a bundle. */
@ExtendWith({SharedNetwork.class, Browsers.class})
class LanguagesPagesStory {

    /** What people wrote, what it is called, times, zones and days, and what is not for reading. */
    private static final String SENTENCES = """
            () => {
              const others = 'time, bdi, [dir=auto], .m-mark, .m-mono, .m-logo, .m-words, script, style, textarea, #day,'
                  + ' #timeZone, #language, .m-day__time';
              const said = [document.title];
              const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                if (!node.parentElement.closest(others)) said.push(node.data);
              }
              for (const name of ['aria-label', 'placeholder', 'title', 'alt', 'data-h']) {
                for (const element of document.querySelectorAll(`[${name}]`)) said.push(element.getAttribute(name));
              }
              return said.join('\\n');
            }""";

    private static final Set<String> WRITTEN_BY_PEOPLE = Set.of("Kinship", "care", "On", "it", "Gwen", "Mere");

    private final Country uk;
    private final Country nz;
    private final Browsers.Chromium chromium;

    LanguagesPagesStory(Network network, Browsers.Chromium chromium) {
        this.uk = network.uk();
        this.nz = network.nz();
        this.chromium = chromium;
    }

    @Test
    void whatSomebodyHasChosenHoldsForPagesAndMails() {
        try (Person gwen = chromium.personWithoutScripts("Gwen", uk).signsUp()) {
            assertThat(language(gwen)).isEqualTo("en-GB");
            choose(gwen, "en-US");
            gwen.sees("Saved.").sees("Traveling?").looksAt("preferences-language");
            assertThat(language(gwen)).isEqualTo("en-US");
            String group = gwen.member().founds("Dates");
            String post = gwen.member().publishes(group, "Kia ora");
            gwen.opens("/digests/next");

            gwen.presses("Sign out").opens("/sign-in").fills("Your work e-mail address", gwen.email())
                    .presses("Send me a link").sees("Check your mail");
            eventually(() -> mails(gwen).getFirst().get("headers").get("Content-Language").asString(),
                    it -> it.equals("en-US"));
            gwen.followsTheMailedLink();
            assertThat(language(gwen.opens("/posts/" + post))).isEqualTo("en-US");
        }
    }

    @Test
    void aPostIsInItsOwnLanguage() {
        try (Person gwen = chromium.person("Gwen", uk).signsUp()) {
            String group = gwen.member().founds("Languages");
            gwen.opens("/groups/" + group + "/write").fills("Title", "He pātai").fills("Your text",
                    "Kei te pēhea koe?");
            gwen.page().getByLabel("Language of your text").selectOption("mi");
            gwen.presses("Publish to").sees("Kei te pēhea koe?");
            assertThat(gwen.page().locator("h1").getAttribute("lang")).isEqualTo("mi");
            assertThat(gwen.page().locator("article .m-words").first().getAttribute("lang")).isEqualTo("mi");
            gwen.opens("/groups/" + group).sees("He pātai");
            assertThat(gwen.page().locator(".m-item__title bdi").first().getAttribute("lang")).isEqualTo("mi");
        }
    }

    @Test
    void everySentenceOfPagesAndMailsIsInABundle() {
        try (Person gwen = chromium.person("Gwen", uk).signsUp()) {
            Member mere = nz.signsUp("Mere");
            choose(gwen, PseudoLanguage.TAG);
            String group = gwen.member().founds("Kinship",
                    Map.of("joining", "approval", "rules", "Be kind", "questions",
                            List.of("Why?")));
            String asked = mere.asksToJoin(group, "To learn");
            gwen.member().waitsUntilRequestIs("pending", asked);
            String post = gwen.member().publishes(group, "Kia ora");
            gwen.member().waitsUntilItShows(post);
            List<String> paths = new ArrayList<>(List.of("/", "/groups", "/groups?q=nothing-has-these-words",
                    "/groups/new", "/notices", "/preferences", "/profile", "/requests", "/digests", "/digests/next",
                    "/drafts", "/search", "/search?q=kia", "/search?q=nobody-has-these-words", "/people",
                    "/people?q=nobody-has-these-words",
                    "/people/" + mere.id(), "/people/blocked", "/about", "/about/readers", "/about/accessibility",
                    "/about/privacy",
                    "/about/help", "/about/node",
                    "/no-such-page"));
            for (String page : List.of("", "/write", "/members", "/requests", "/invitations", "/charter", "/state",
                    "/join",
                    "/leave")) {
                paths.add("/groups/" + group + page);
            }
            paths.add("/posts/" + post);
            paths.add("/posts/" + post + "/edit");
            paths.add("/posts/" + post + "/history");
            eventually(() -> gwen.member().http().get("/api/notices/unread").with(200).get("count").asInt(),
                    n -> n > 0);
            for (String path : paths) {
                gwen.opens(path);
                isInABundle(gwen, path);
            }
            gwen.opens("/groups/" + group + "/charter");
            gwen.page().locator("#name").fill("Kinship care");
            gwen.page().locator("#joining-open").check();
            gwen.page().locator("main form button").first().click();
            isInABundle(gwen, "the effects of a change");
            for (String form : List.of("/groups/" + group + "/write", "/groups/" + group + "/charter", "/groups/new")) {
                gwen.opens(form);
                gwen.page().locator("main form textarea").first().fill("x".repeat(100_001));
                gwen.page().locator("main form button").first().click();
                gwen.page().locator(".govuk-error-summary").waitFor();
                isInABundle(gwen, form + " with a mistake");
            }

            gwen.opens("/");
            mailsAreInBundles(gwen, List.of("at-once"));
        }
    }

    private static void isInABundle(Person reader, String what) {
        assertThat(PseudoLanguage.outside((String) reader.page().evaluate(SENTENCES))).as(what)
                .allMatch(WRITTEN_BY_PEOPLE::contains);
    }

    /** The sign-in mail is asked for, the one about the request comes by itself. */
    private void mailsAreInBundles(Person gwen, List<String> kinds) {
        uk.anybody().post("/api/sign-in", Map.of("email", gwen.email())).with(202);
        List<JsonNode> mails = eventually(() -> mails(gwen).stream()
                .filter(it -> it.get("headers").get("Content-Language").asString().equals(PseudoLanguage.TAG)).toList(),
                all -> all.size() > kinds.size());
        for (JsonNode mail : mails) {
            String text = mail.get("text").asString();
            assertThat(PseudoLanguage.outside(text.replaceAll("(?m)^> .*$", ""))).as(text)
                    .allMatch(WRITTEN_BY_PEOPLE::contains);
            assertThat(PseudoLanguage.outside(mail.get("subject").asString())).isEmpty();
        }
    }

    private List<JsonNode> mails(Person person) {
        List<JsonNode> mails = new ArrayList<>();
        uk.anybody().get("/demo/mail?to=" + person.email()).with(200).forEach(mails::add);
        return mails;
    }

    private static void choose(Person person, String tag) {
        person.opens("/preferences");
        person.page().locator("#language").selectOption(tag);
        person.page().locator("form[action='/preferences/language'] button").click();
    }

    private static String language(Person person) {
        return person.page().locator("html").getAttribute("lang");
    }
}
