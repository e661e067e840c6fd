package org.meridian.membership.signup;

import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What somebody signed in with, as a person would call it. Of the header {@code User-Agent}, which tells much more, nothing else
 * is kept.
 *
 * @param browser its name, without a version; null where it is none that we know
 * @param system  the same
 */
record Device(Kind kind, @Nullable String browser, @Nullable String system) {

    enum Kind {
        COMPUTER, PHONE, TABLET, PROGRAM, UNKNOWN
    }

    private record Sign(String name, Pattern pattern) {

        static Sign of(String name, String pattern) {
            return new Sign(name, Pattern.compile(pattern));
        }
    }

    /** The first that fits: browsers call themselves by the names of those that they want to be taken for, too. */
    private static final Sign[] BROWSERS = {Sign.of("Edge", "\\bEdgA?(iOS)?/"), Sign.of("Opera", "\\bOPR/"),
            Sign.of("Samsung Internet", "\\bSamsungBrowser/"), Sign.of("Firefox", "\\b(Firefox|FxiOS)/"),
            Sign.of("Chrome", "\\b((Headless)?Chrome|CriOS)/"), Sign.of("Safari", "\\bSafari/")};
    private static final Sign[] SYSTEMS = {Sign.of("Windows", "Windows"), Sign.of("Android", "Android"),
            Sign.of("iOS", "iPhone|iPad|iPod"), Sign.of("macOS", "Macintosh"), Sign.of("ChromeOS", "\\bCrOS\\b"),
            Sign.of("Linux", "Linux")};
    private static final Pattern TABLET = Pattern.compile("iPad|Tablet|Android(?!.*Mobile)");
    private static final Pattern PHONE = Pattern.compile("Mobi|iPhone|iPod");

    /** @param userAgent as RFC 9110 has it; null where there is none */
    static Device of(@Nullable String userAgent) {
        if (userAgent == null || userAgent.isBlank()) {
            return new Device(Kind.UNKNOWN, null, null);
        }
        return userAgent.startsWith("Mozilla/")
                ? new Device(kind(userAgent), first(BROWSERS, userAgent), first(SYSTEMS, userAgent))
                : new Device(Kind.PROGRAM, null, null);
    }

    private static Kind kind(String browser) {
        if (TABLET.matcher(browser).find()) {
            return Kind.TABLET;
        }
        return PHONE.matcher(browser).find() ? Kind.PHONE : Kind.COMPUTER;
    }

    private static @Nullable String first(Sign[] signs, String text) {
        return Stream.of(signs).filter(it -> it.pattern().matcher(text).find()).map(Sign::name).findFirst()
                .orElse(null);
    }
}
