package org.meridian.flows;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.RequestOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Somebody in front of a browser: finds things by what they are called, as people do, and never by where they are. Whatever
 * a page does that its policy forbids, or a script that fails, fails the story.
 */
final class Person implements AutoCloseable {

    private static final Path SHOTS = Path.of("target", "shots");
    private static final List<String> RULES = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa",
            "best-practice");
    private static final Pattern LINK = Pattern.compile("https?://\\S*/sign-in\\?token=[\\w.~-]+");
    private static final Pattern INVITATION = Pattern.compile("https?://\\S*/invitations/[\\w.-]+");
    private static final Pattern CODE = Pattern.compile("(?m)^\\d{3} \\d{3}$");
    private static final int TIMEOUT_MILLIS = 60_000;

    private final String name;
    private final Country country;
    private final String email;
    private final BrowserContext context;
    private final boolean scripts;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();
    /** Links and codes of earlier mails. */
    private final Set<String> known = new HashSet<>();

    /** @param scripts whether the browser runs them */
    Person(String name, Country country, BrowserContext context, boolean scripts) {
        this(name, country, name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "") + System.nanoTime() + "@"
                + country.alias() + ".example", context, scripts);
    }

    /** @param email who has a role by their address may have signed up already */
    Person(String name, Country country, String email, BrowserContext context, boolean scripts) {
        this.scripts = scripts;
        this.name = name;
        this.country = country;
        this.email = email;
        this.context = context;
        context.setDefaultTimeout(TIMEOUT_MILLIS);
        this.page = context.newPage();
        page.onConsoleMessage(it -> {
            if (it.text().contains("Content Security Policy")) {
                complaints.add(it.text());
            }
        });
        page.onPageError(complaints::add);
    }

    static Browser.NewContextOptions options() {
        return new Browser.NewContextOptions().setViewportSize(1280, 900).setTimezoneId("Pacific/Auckland")
                // Colours that are on their way from one to another have no contrast.
                .setReducedMotion(ReducedMotion.REDUCE);
    }

    /** In a second browser window, where somebody else may be at home: cookies are shared. */
    Person inTheSameBrowser(String other, Country elsewhere) {
        return new Person(other, elsewhere, context, scripts);
    }

    /** On another device, where they are not signed in yet. */
    Person inAnotherBrowser() {
        return new Person(name, country, email, requireNonNull(context.browser()).newContext(options()), scripts);
    }

    String email() {
        return email;
    }

    /** The same person as a program that has their token: for what a story only prepares. */
    Member member() {
        context.request().get(country.anybody().url() + "/about"); // as any page, it renews the session if it is time
        Http http = new Http(country.anybody().url(), cookie("").value);
        return new Member(country, http.get("/api/members/me").with(200).get("id").asString(), http);
    }

    private Cookie cookie(String what) {
        return context.cookies().stream().filter(it -> it.name.equals("meridian-" + country.alias() + what)).findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not signed in"));
    }

    /** As after five minutes; the browser has only what renews the session. */
    Person waitsUntilTheTokenExpires() {
        context.clearCookies(new BrowserContext.ClearCookiesOptions().setName(cookie("").name));
        return this;
    }

    /** The ids of what they have asked for, newest first. */
    List<String> requests() {
        List<String> ids = new ArrayList<>();
        member().http().get("/api/join-requests?mine=true").with(200).get("items")
                .forEach(it -> ids.add(it.get("id").asString()));
        return ids;
    }

    /** What a story does that this class has no word for. */
    Page page() {
        return page;
    }

    // Signing up and in.

    /** By the pages alone: the address, a name, and the mailed link. */
    Person signsUp() {
        known.addAll(inMails(LINK));
        opens("/sign-up");
        fills("Your work e-mail address", email);
        presses("Go on");
        fills("Your name", name);
        presses("Send me a link");
        sees("Check your mail");
        followsTheMailedLink();
        return this;
    }

    Person signsIn() {
        known.addAll(inMails(LINK));
        opens("/sign-in").fills("Your work e-mail address", email).presses("Send me a link").sees("Check your mail");
        followsTheMailedLink();
        return this;
    }

    void followsTheMailedLink() {
        page.navigate(mailed(LINK));
        presses("Sign in");
        page.waitForURL(url -> !url.contains("/sign-in"));
    }

    /** As after twelve hours; returns what brings the session back, as signing in beside does. */
    Runnable losesTheSession() {
        List<Cookie> session = List.of(cookie(""), cookie("-renewal"));
        session.forEach(
                it -> context.clearCookies(new BrowserContext.ClearCookiesOptions().setName(it.name)));
        return () -> context.addCookies(session.stream()
                .map(it -> new Cookie(it.name, it.value).setUrl(country.anybody().url())).toList());
    }

    /** The digits of the newest mail that has some. */
    String mailedCode() {
        return mailed(CODE);
    }

    String mailedLink() {
        return mailed(LINK);
    }

    String mailedInvitation() {
        return mailed(INVITATION);
    }

    private String mailed(Pattern what) {
        String newest = eventually(
                () -> inMails(what).stream().filter(it -> !known.contains(it)).findFirst().orElse(""),
                it -> !it.isEmpty());
        known.add(newest);
        return newest;
    }

    /** Newest first. */
    private List<String> inMails(Pattern what) {
        List<String> found = new ArrayList<>();
        for (JsonNode mail : country.anybody().get("/demo/mail?to=" + email).with(200)) {
            what.matcher(mail.get("text").asString()).results().map(MatchResult::group).findFirst()
                    .ifPresent(found::add);
        }
        return found;
    }

    // Going about.

    Person opens(String path) {
        page.navigate(country.anybody().url() + path);
        return this;
    }

    Person follows(String link) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link).setExact(true)).first().click();
        return this;
    }

    Person presses(String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)).first().click();
        return this;
    }

    Person fills(String label, String text) {
        page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)).fill(text);
        return this;
    }

    /** In one of several parts of the page that are alike. */
    Person fillsIn(String id, String text) {
        page.locator("[id='" + id + "']").fill(text);
        return this;
    }

    Person unfolds(String summary) {
        page.locator("summary").filter(new Locator.FilterOptions().setHasText(summary)).first().click();
        return this;
    }

    /** Follows a link to a file; returns what it holds. */
    String downloads(String link) {
        Download download = page.waitForDownload(() -> follows(link));
        try {
            return Files.readString(download.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Person chooses(String label) {
        page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)).check();
        return this;
    }

    /** Waits for it, without loading the page again. */
    Person sees(String text) {
        page.getByText(text).first().waitFor();
        return this;
    }

    Person seesNot(String text) {
        assertThat(page.getByText(text).count()).as("'%s' at %s", text, page.url()).isZero();
        return this;
    }

    /** Loads the page again until it is there: what comes from another country takes its time. */
    Person waitsUntilThePageShows(String text) {
        eventually(() -> {
            page.reload();
            return page.getByText(text).count();
        }, count -> count > 0);
        return this;
    }

    /** As a program does that opens links, without the cookies of this browser. */
    void anybodyGets(String address) {
        try (var client = java.net.http.HttpClient.newHttpClient()) {
            var request = java.net.http.HttpRequest.newBuilder(java.net.URI.create(address)).build();
            assertThat(client.send(request, java.net.http.HttpResponse.BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
        } catch (java.io.IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A form, with the cookies of this browser; returns where it leads. */
    String sends(String path, FormData form) {
        var answer = context.request().post(country.anybody().url() + path,
                RequestOptions.create().setForm(form).setMaxRedirects(0));
        return answer.headers().getOrDefault("location", "status " + answer.status());
    }

    String path() {
        return page.url().substring(country.anybody().url().length());
    }

    // Looking closely.

    /** What reaches out of a page that has to be scrolled sideways. */
    private static final String TOO_WIDE = """
            () => {
              const root = document.documentElement;
              return root.scrollWidth <= root.clientWidth ? [] : [root.scrollWidth, ...[...document.body.querySelectorAll('*')]
                  .filter(it => it.getBoundingClientRect().right > root.clientWidth || it.getBoundingClientRect().left < 0)
                  .map(it => it.outerHTML.slice(0, 200)).slice(-5)];
            }""";

    /** What there is to be found on every page, in what order, and how large. Runs in pages whose own scripts are off, too. */
    private static final String ORDER = """
            () => {
              const wrong = [];
              const must = (holds, what) => { if (!holds) wrong.push(what); };
              const all = selector => [...document.querySelectorAll(selector)].filter(it => it.checkVisibility());
              must(/^[a-z]{2,3}(-[A-Z]{2})?$/.test(document.documentElement.lang), 'lang');
              must(document.title.endsWith('– Meridian'), 'title');
              must(all('h1').length === 1, 'one h1');
              must(all('main').length === 1 && all('body > header').length === 1 && all('body > footer').length === 1,
                  'main, header, footer');
              must(document.querySelectorAll('[tabindex]:not([tabindex="-1"], [tabindex="0"])').length === 0, 'tabindex');
              let level = 0;
              for (const heading of all('h1, h2, h3, h4').filter(it => !it.closest('.govuk-error-summary'))) {
                const its = Number(heading.tagName[1]);
                must(its <= level + 1, 'level of ' + heading.textContent);
                level = its;
              }
              must(all('nav').every(it => it.ariaLabel), 'names of nav');
              must(new Set(all('nav').map(it => it.ariaLabel)).size === all('nav').length, 'one name for each nav');
              const forMembers = !/^[/](operator|analyst|replays|trial|demo)/.test(location.pathname);
              for (const field of all('textarea:not([readonly]), input[type=text]:not([readonly]), input[type=email]')) {
                const hints = (field.getAttribute('aria-describedby') ?? '').split(' ').filter(it => it)
                    .map(it => document.getElementById(it)?.textContent ?? '').join(' ');
                must(!forMembers || field.type === 'email' || /\\d|six/i.test(hints), 'limit of ' + field.name);
                must(field.labels.length === 1 || field.ariaLabel, 'label of ' + field.name);
              }
              for (const error of all('.govuk-error-summary a')) {
                must(document.getElementById(decodeURIComponent(error.hash.slice(1))), 'where ' + error.hash + ' leads');
              }
              for (const target of all('button, input:not([type=hidden]), select, textarea, summary, nav a, .govuk-button')) {
                const box = (target.matches('[type=radio], [type=checkbox]') ? target.labels[0] : target)
                    .getBoundingClientRect();
                must(box.width >= 24 && box.height >= 24, 'size of ' + (target.name || target.textContent));
              }
              return wrong;
            }""";
    /** The elements that the keyboard comes to must be those of the page, in its order, and each show that it is there. */
    private static final String FOCUSED = """
            () => {
              const at = document.activeElement;
              if (!at || at === document.body) return null;
              const style = getComputedStyle(at);
              const label = at.labels?.[0] ? getComputedStyle(at.labels[0], '::before') : style;
              // Within these stops are the browser's own.
              const shown = at.matches('[type=date], [type=time], [type=datetime-local]') || [style, label].some(it => it.outlineStyle !== 'none' || it.boxShadow !== 'none');
              return { place: [...document.querySelectorAll('*')].indexOf(at), shown, what: at.outerHTML.slice(0, 120) };
            }""";
    private static final int MOST_STOPS = 25;

    /**
     * Nothing bars anybody from this page: no violation of WCAG 2.2 AA that axe finds (itself a script), light or dark, and
     * nothing to scroll sideways on a screen of 320 px. What it looks like is kept in {@code target/shots}.
     */
    Person looksAt(String what) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            for (int width : new int[]{320, 1280}) {
                page.setViewportSize(width, 900);
                if (scripts) {
                    barsNobody("%s at %s px, %s".formatted(what, width, scheme));
                }
                assertThat((List<?>) page.evaluate(ORDER)).as(what).isEmpty();
                assertThat((List<?>) page.evaluate(TOO_WIDE)).as(what + " at " + width).isEmpty();
                page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(SHOTS
                        .resolve("%s-%d-%s.png".formatted(what, width, scheme.name().toLowerCase(Locale.ROOT)))));
            }
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        canBeReadTwiceAsLarge(what);
        canBeUsedByTheKeyboard(what);
        assertThat(complaints).as(what).isEmpty();
        return this;
    }

    /** The reader's own colours, whatever the page's are; what is focused still shows. */
    Person looksAtInForcedColours(String what) {
        page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true)
                .setPath(SHOTS.resolve(what + "-forced-colours.png")));
        canBeUsedByTheKeyboard(what + " in forced colours");
        page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.NONE));
        return this;
    }

    /** The tables of those who run a node may be wider. */
    private void canBeReadTwiceAsLarge(String what) {
        if (path().matches("/(operator|analyst|trial)\\b.*")) {
            return;
        }
        page.evaluate("document.documentElement.style.fontSize = '200%'");
        assertThat((List<?>) page.evaluate(TOO_WIDE)).as(what + " at 200 %").isEmpty();
        page.evaluate("document.documentElement.style.fontSize = ''");
    }

    private void canBeUsedByTheKeyboard(String what) {
        page.evaluate("document.activeElement?.blur()");
        page.evaluate("window.scrollTo(0, 0)");
        int last = -1;
        for (int i = 0; i < MOST_STOPS; i++) {
            page.keyboard().press("Tab");
            Map<?, ?> focused = (Map<?, ?>) page.evaluate(FOCUSED);
            int place = focused == null ? -1 : Integer.parseInt(String.valueOf(focused.get("place")));
            if (focused == null && last < 0) {
                continue; // by way of the browser's own controls, from where somebody was before
            }
            if (focused == null || place < last) {
                break; // round again
            }
            assertThat(focused.get("shown")).as("%s: focus on %s", what, focused.get("what")).isEqualTo(true);
            last = place;
        }
        assertThat(last).as(what + ": something to come to").isPositive();
    }

    private void barsNobody(String what) {
        var found = new AxeBuilder(page).withTags(RULES).analyze();
        assertThat(found.getViolations()).as(what).isEmpty();
        assertThat(found.getPasses()).isNotEmpty();
    }

    @Override
    public void close() {
        context.close();
        assertThat(complaints).isEmpty();
    }
}
