package org.meridian.web.page;

import gg.jte.Content;
import gg.jte.html.escape.Escape;
import gg.jte.output.StringOutput;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.meridian.calendar.Countries;
import org.meridian.eventlog.decision.Refusal.FieldError;
import org.meridian.text.Sentences;

/** What every template knows: who reads the page, its words and times, and what stands around it. */
public final class Page {

    private final Visit visit;
    private final @Nullable Reader reader;
    private final int unread;
    private final Sentences texts;
    private final Times times;
    private final Countries countries;
    private final String home;
    private final String assets;
    private final boolean trial;

    Page(Visit visit, @Nullable Reader reader, int unread, Sentences texts, Times times, Countries countries,
            String home, String assets, boolean trial) {
        this.visit = visit;
        this.reader = reader;
        this.unread = unread;
        this.texts = texts;
        this.times = times;
        this.countries = countries;
        this.home = home;
        this.assets = assets;
        this.trial = trial;
    }

    /** A sentence by its key, {@code <family>.<name>}, in ICU's syntax. */
    public String text(String key, Object... arguments) {
        return texts.of(key, arguments);
    }

    /** What is wrong with a field, in the reader's language where the rule is known. */
    public String text(Mistakes mistakes, String field) {
        FieldError broken = mistakes.rules().get(field);
        return broken == null
                ? String.valueOf(mistakes.of(field))
                : text("layout.mistake." + broken.rule(), broken.numbers().toArray());
    }

    /** A sentence with markup in it; what is put into it is escaped. */
    public Content rich(String key, Object... arguments) {
        Object[] escaped = Stream.of(arguments).map(it -> it instanceof String text ? escaped(text) : it).toArray();
        return Html.raw(text(key, escaped));
    }

    /** What somebody wrote, as HTML that was made of it: a post's {@code bodyHtml}, a {@link Preview}. */
    public Content written(String html) {
        return Html.raw(html);
    }

    private static String escaped(String text) {
        var output = new StringOutput();
        Escape.htmlAttribute(text, output);
        return output.toString().replace("<", "&lt;").replace(">", "&gt;");
    }

    public Times times() {
        return times;
    }

    public Locale locale() {
        return texts.locale();
    }

    /** What people call a country. */
    public String country(String alias) {
        return countries.of(alias).name();
    }

    /** The same within a sentence: <i>in the United Kingdom</i>. */
    public String the(String alias) {
        String name = country(alias);
        return List.of(text("layout.with-article").split(", ")).contains(name) ? text("layout.the", name) : name;
    }

    /** With its query, for coming back. */
    public String path() {
        return visit.path();
    }

    /** The alias of this node's country. */
    public String home() {
        return home;
    }

    /** Whether this node is for trying out, which every page says. */
    public boolean isTrial() {
        return trial;
    }

    /** For the query of an address. */
    public String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** Whether this page is one of a part of the site, as {@code /groups}. */
    public boolean isIn(String part) {
        return path().equals(part) || path().startsWith(part + "/") || path().startsWith(part + "?");
    }

    public String csrf() {
        return visit.csrf();
    }

    public boolean isSignedIn() {
        return visit.isSignedIn();
    }

    /** Whether the reader is an {@code operator} or an {@code analyst}. */
    public boolean is(String role) {
        Visit.SignIn signIn = visit.signIn();
        return signIn != null && signIn.roles().contains(role);
    }

    /** Null for a visitor, and where a page cannot be made for want of what it needs. */
    public @Nullable Reader reader() {
        return reader;
    }

    /** Notices that were not read; 0 also where that is not known at the moment. */
    public int unread() {
        return unread;
    }

    /** An address under {@code /assets} that may be kept for a year: it changes with what is there. */
    public String asset(String name) {
        return "/assets/" + name + "?v=" + assets;
    }

    /** Countries whose mark has an outline of its own. */
    public static boolean hasOutline(String alias) {
        return Set.of("uk", "nz", "au", "us").contains(alias);
    }
}
