package org.meridian.web;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the compiler does not see in templates: sentences are in the bundles, and style and scripts in files of their own. */
class TemplatesTest {

    private static final Path MAIN = Path.of("src/main");
    /** A key as the code names it; what is put together from a beginning and a word of the API's ends with a dot. */
    private static final Pattern KEY = Pattern
            .compile("(?:\\b(?:text|rich|date)\\(\\s*|\\bkey = )\"([a-z][\\w-]*\\.[\\w.-]*)\"");
    private static final Pattern DECLARATION = Pattern.compile("(?m)^@(import|param).*$|!\\{.*?}|<%--.*?--%>");
    private static final Pattern DIRECTIVE = Pattern
            .compile("@(if|elseif|for|template[.\\w]*)(?=\\()|@(else|endif|endfor)\\b");
    private static final Pattern TAG = Pattern.compile("<[^<>]*>");
    private static final Pattern SAID_BY_ATTRIBUTE = Pattern.compile("(aria-label|title|alt|placeholder)=\"[^$\"]");
    private static final Pattern STYLE_OR_SCRIPT = Pattern
            .compile("\\sstyle=|<style|\\son[a-z]+=|<script(?! src=)|javascript:|https?://(?!www\\.w3\\.org)");
    private static final Pattern OUR_CLASS = Pattern.compile("(?<![\\w-])(m-[a-z][a-z0-9_-]*)");
    private static final Pattern LETTERS = Pattern.compile("\\p{L}{2,}");

    @Test
    void everySentenceIsInABundle() {
        sources(".jte").forEach((file, template) -> assertThat(sentences(template)).as(file).isEmpty());
    }

    @Test
    void aSentenceInATemplateIsFound() {
        assertThat(sentences("@if(page.text(\"a.b\") != null)<p>Planted ${page.text(\"a.b\")}</p>@endif"))
                .containsExactly("Planted");
        assertThat(sentences("<p title=\"Planted\"></p>")).isNotEmpty();
    }

    @Test
    void everyKeyThatIsNamedIsThereAndEveryOneThatIsThereIsNamed() {
        Set<String> there = bundles();
        Set<String> named = named();
        assertThat(named).allMatch(key -> there.contains(key)
                || there.stream().anyMatch(it -> key.endsWith(".") && it.startsWith(key)));
        assertThat(there).allMatch(key -> named.contains(key)
                || named.stream().anyMatch(it -> it.endsWith(".") && key.startsWith(it)));
    }

    @Test
    void templatesHaveNoStyleAndNoScriptAndNothingFromElsewhere() {
        sources(".jte").forEach((file, template) -> assertThat(STYLE_OR_SCRIPT.matcher(template).find()).as(file)
                .isFalse());
        assertThat(STYLE_OR_SCRIPT.matcher("<p style=\"color:red\">").find()).isTrue();
        assertThat(STYLE_OR_SCRIPT.matcher("<script>alert(1)</script>").find()).isTrue();
    }

    @Test
    void everyClassOfOurStylesIsUsed() throws IOException {
        String styles = Files.readString(MAIN.resolve("resources/assets/site.css")).replaceAll("(?s)/[*].*?[*]/", "");
        String users = String.join("\n", sources(".jte").values()) + String.join("\n", sources(".java").values());
        assertThat(unused(styles, users)).isEmpty();
        assertThat(unused(".m-planted, .m-card { }", users)).containsExactly("m-planted");
    }

    /** A class that is put together from a beginning and a country's alias ends with two dashes. */
    private static List<String> unused(String styles, String users) {
        Set<String> used = OUR_CLASS.matcher(users).results().map(it -> it.group(1)).collect(toSet());
        return OUR_CLASS.matcher(styles).results().map(it -> it.group(1)).distinct().filter(
                it -> !used.contains(it) && !used.contains(it.replaceFirst("--.*", "--")))
                .sorted().toList();
    }

    private static List<String> sentences(String template) {
        if (SAID_BY_ATTRIBUTE.matcher(template).find()) {
            return List.of("in an attribute");
        }
        String text = DECLARATION.matcher(template).replaceAll("");
        text = TAG.matcher(withoutCode(text)).replaceAll(" ").replaceAll("&\\w+;", "");
        return LETTERS.matcher(text).results().map(it -> it.group()).toList();
    }

    /** Without directives and <code>${…}</code>; what stands in templates' content parameters stays. */
    private static String withoutCode(String text) {
        var left = new StringBuilder();
        for (int i = 0; i < text.length();) {
            var directive = DIRECTIVE.matcher(text).region(i, text.length());
            if (text.startsWith("${", i)) {
                i = end(text, i + 1, '{', '}', left);
            } else if (directive.lookingAt()) {
                i = directive.group(1) == null ? directive.end() : end(text, directive.end(), '(', ')', left);
            } else {
                left.append(text.charAt(i++));
            }
        }
        return left.toString();
    }

    /** Behind the bracket that closes what opens at {@code from}; content in backticks is looked at like the rest. */
    private static int end(String text, int from, char open, char close, StringBuilder left) {
        int depth = 0;
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && text.startsWith("@`", i)) {
                int closing = closingBacktick(text, i + 2);
                left.append(withoutCode(text.substring(i + 2, closing)));
                i = closing;
            } else if (!quoted && c == open) {
                depth++;
            } else if (!quoted && c == close && --depth == 0) {
                return i + 1;
            }
        }
        return text.length();
    }

    private static int closingBacktick(String text, int from) {
        int nested = 0;
        for (int i = from; i < text.length(); i++) {
            if (text.startsWith("@`", i)) {
                nested++;
                i++;
            } else if (text.charAt(i) == '`' && nested-- == 0) {
                return i;
            }
        }
        return text.length();
    }

    private static Set<String> named() {
        Set<String> named = new TreeSet<>();
        Stream.of(".jte", ".java").map(TemplatesTest::sources).forEach(files -> files.values().forEach(
                text -> KEY.matcher(text).results().forEach(it -> named.add(it.group(1)))));
        return named;
    }

    private static Set<String> bundles() {
        Set<String> keys = new TreeSet<>();
        sources(".properties").forEach((file, text) -> {
            var bundle = new Properties();
            try (var reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
                bundle.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            String family = Path.of(file).getFileName().toString().replaceFirst("[._].*", "");
            bundle.stringPropertyNames().forEach(key -> keys.add(family + "." + key));
        });
        return keys;
    }

    private static Map<String, String> sources(String suffix) {
        try (Stream<Path> files = Files.walk(MAIN)) {
            Map<String, String> sources = new TreeMap<>();
            for (Path file : files.filter(it -> it.toString().endsWith(suffix)).toList()) {
                sources.put(file.toString(), Files.readString(file));
            }
            assertThat(sources).isNotEmpty();
            return sources;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
