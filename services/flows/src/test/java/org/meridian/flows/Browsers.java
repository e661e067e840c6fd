package org.meridian.flows;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives a story the one Chromium that all stories share, for people who look at pages. */
final class Browsers implements ParameterResolver {

    /** An installed Chromium, and the Node.js that drives it; nothing is downloaded. */
    private static final Path CHROMIUM = Path.of(System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium"));
    private static final Path NODE_JS = Path
            .of(System.getenv().getOrDefault("PLAYWRIGHT_NODEJS_PATH", "/usr/bin/node"));

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(Browsers.class);

    /** The running browser; {@code Playwright} has to be closed with it. */
    record Chromium(Playwright playwright, Browser browser) implements AutoCloseable {

        static Chromium start() {
            for (Path needed : List.of(CHROMIUM, NODE_JS)) {
                if (!Files.isExecutable(needed)) {
                    throw new AssertionError("These stories need " + needed + ": apt-get install chromium nodejs");
                }
            }
            Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(
                    Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1", "PLAYWRIGHT_NODEJS_PATH", NODE_JS.toString())));
            return new Chromium(playwright, playwright.chromium().launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM).setTimeout(120_000)
                    .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                            "--disable-background-networking", "--disable-component-update", "--disable-sync"))));
        }

        /** Somebody who has not been to any page yet. */
        Person person(String name, Country country) {
            return new Person(name, country, browser.newContext(Person.options()), true);
        }

        /** The same, in a browser without JavaScript. */
        Person personWithoutScripts(String name, Country country) {
            return new Person(name, country, browser.newContext(Person.options().setJavaScriptEnabled(false)),
                    false);
        }

        /** Whom the node's settings name, in a browser that runs scripts or does not. */
        Person withRole(String role, Country country, boolean scripts) {
            return new Person("The " + role, country, role + "@" + country.alias() + ".example",
                    browser.newContext(Person.options().setJavaScriptEnabled(scripts)), scripts);
        }

        @Override
        public void close() {
            playwright.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Chromium.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE).computeIfAbsent("chromium", key -> Chromium.start(),
                Chromium.class);
    }
}
