package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meridian.testing.NaughtyStrings;
import org.meridian.text.Legible;

/** What pages weigh, how they look to whom colours, motion and direction matter, and that people's words are shown as typed. */
@ExtendWith({SharedNetwork.class, Browsers.class})
class QualityPagesStory {

    private static final int FIRST = 60_000;
    private static final int LATER = 15_000;
    private static final String RIGHT_TO_LEFT = "ليلى بنت عبد الرحمن الأنصاري";

    private final Country uk;
    private final Browsers.Chromium chromium;

    QualityPagesStory(Network network, Browsers.Chromium chromium) {
        this.uk = network.uk();
        this.chromium = chromium;
    }

    @Test
    void aFirstPageWeighsLittleAndLaterOnesLess() {
        try (Person visitor = chromium.person("Visitor", uk); Person gwen = chromium.person("Gwen", uk)) {
            assertThat(bytes(visitor, "/")).as("with everything").isBetween(10_000L, (long) FIRST);
            gwen.signsUp();
            String group = gwen.member().founds("Weights");
            for (int i = 0; i < 25; i++) {
                gwen.member().publishes(group, "A text of some length, which is the same again and again. ".repeat(10));
            }
            String post = gwen.member().feed(group).getFirst().id();
            for (int i = 0; i < 20; i++) {
                gwen.member().replies(post, "A reply of some length, which is the same again. ".repeat(5));
            }
            for (String path : List.of("/", "/groups", "/groups/" + group, "/posts/" + post, "/preferences", "/profile",
                    "/people",
                    "/groups/" + group + "/write", "/groups/new", "/about/readers", "/digests/next")) {
                assertThat(bytes(gwen, path)).as(path).isBetween(500L, (long) LATER);
            }
        }
    }

    /** Over the wire, compressed, headers included. */
    private static long bytes(Person person, String path) {
        List<Response> answers = new ArrayList<>();
        person.page().onResponse(answers::add);
        person.opens(path);
        person.page().waitForLoadState();
        long bytes = List.copyOf(answers).stream()
                .filter(it -> it.url().endsWith(path) || it.url().contains("/assets/"))
                .mapToLong(it -> it.request().sizes().responseBodySize + it.request().sizes().responseHeadersSize)
                .sum();
        person.page().navigate("about:blank");
        return bytes;
    }

    @Test
    void coloursMotionAndDirectionAreTheReaders() {
        try (Person layla = chromium.person(RIGHT_TO_LEFT, uk).signsUp()) {
            String group = layla.member().founds("مجموعة " + RIGHT_TO_LEFT);
            String post = layla.member().publishes(group, "كيف نبدأ؟ " + RIGHT_TO_LEFT + " ".repeat(3) + "مرحبا");
            layla.opens("/").looksAt("right-to-left-home");
            layla.opens("/groups/" + group).looksAt("right-to-left-group");
            layla.opens("/groups/" + group + "/members").looksAt("right-to-left-members");
            layla.opens("/posts/" + post).looksAt("right-to-left-thread");
            assertThat((String) layla.page().evaluate(
                    "getComputedStyle(document.querySelector('article .m-words p')).direction")).isEqualTo("rtl");

            Page page = layla.page();
            layla.looksAtInForcedColours("thread");
            layla.opens("/preferences").looksAtInForcedColours("preferences");

            String moves = "parseFloat(getComputedStyle(document.querySelector('a')).transitionDuration)";
            assertThat(((Number) page.evaluate(moves)).doubleValue()).isZero();
            page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.NO_PREFERENCE));
            assertThat(((Number) page.evaluate(moves)).doubleValue()).isPositive();
        }
    }

    @Test
    void whatPeopleTypeIsShownAsTheyTypedIt() {
        List<String> naughty = naughty();
        assertThat(naughty).hasSizeGreaterThan(350);
        String script = "<script>alert(1)</script>${1+1}{{1}}'\"&amp;";
        try (Person gwen = chromium.person("Gwen", uk).signsUp()) {
            gwen.page().onDialog(it -> {
                throw new AssertionError("a page says " + it.message());
            });
            gwen.opens("/profile").fills("Name", script).fills("Profession", script).fills("Where you work", script)
                    .fills("What you know about", script).presses("Save").sees("Saved.");
            assertThat(gwen.page().locator("#profession").inputValue()).isEqualTo(script);
            String group = gwen.member().founds(script, Map.of("purpose", script, "rules", script, "questions",
                    List.of(script)));
            gwen.opens("/groups/" + group + "/write").fills("Title", script)
                    .fills("Your text", "~~~~\n" + String.join("\n", naughty) + "\n~~~~").presses("Publish to");
            gwen.page().locator("article .m-words code").first().waitFor();
            assertThat(gwen.page().locator("h1").textContent()).isEqualTo(script);
            assertThat(gwen.page().locator("article .m-words code").textContent().lines())
                    .containsExactlyElementsOf(
                            naughty.stream().map(it -> it.replaceAll("[\u202a-\u202e]", "")).toList());
            assertThat(gwen.page().locator(".m-who b").first().textContent().strip()).startsWith(script);
            gwen.fills("Write to the group", script).presses("Publish");
            assertThat(gwen.page().locator(".m-reply .m-words").textContent().strip())
                    .isEqualTo(script.replace("&amp;", "&"));
            gwen.fills("Write to the group", String.join("\n\n", naughty)).presses("Publish")
                    .sees("undefined");
            assertThat(
                    gwen.page().locator("main").locator("img, iframe, object, style, svg:not([aria-hidden])").count())
                    .isZero();
            for (String path : List.of("/", "/groups", "/groups/" + group, "/groups/" + group + "/members",
                    "/groups/" + group + "/charter", "/preferences",
                    "/people/" + gwen.member().id())) {
                gwen.opens(path).sees(script);
                assertThat(gwen.page().locator("script:not([src])").count()).as(path).isZero();
            }
        }
    }

    /** Those that can be said in a text, as it is kept. */
    private static List<String> naughty() {
        return NaughtyStrings.all().stream().map(Legible::normalised).map(String::strip)
                .filter(it -> !it.isEmpty() && Legible.isVisible(it) && it.codePoints().noneMatch(
                        c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE))
                .filter(it -> it.lines().count() == 1).toList();
    }

    @Test
    void aTextThatIsTooLongIsKeptAndItSaysHowLongItMayBe() {
        String tooLong = "é".repeat(100_001);
        try (Person gwen = chromium.personWithoutScripts("Gwen", uk).signsUp()) {
            String group = gwen.member().founds("Length");
            gwen.opens("/groups/" + group + "/write").fills("Title", "Long").fills("Your text", tooLong)
                    .presses("Publish to").sees("There is a problem").sees("100,000 is the most");
            assertThat(gwen.page().locator("#body").inputValue()).isEqualTo(tooLong);
            gwen.fills("Your text", tooLong.substring(1)).presses("Publish to").sees("Your reply");
        }
    }
}
