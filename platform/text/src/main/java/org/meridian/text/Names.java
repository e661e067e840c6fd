package org.meridian.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.SpoofChecker;
import com.ibm.icu.text.SpoofChecker.RestrictionLevel;
import com.ibm.icu.text.UnicodeSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What people call themselves, as others are shown it, so that nobody is misled: without what cannot be seen, and between quotation
 * marks where it looks like a role or mixes scripts within a word (Unicode's UTS #39).
 */
public final class Names {

    /** Why a name is shown between quotation marks. */
    public enum Doubt {
        /** It looks like what some people have a say as: {@code Moderator}, {@code M0DERAT0R}. */
        ROLE,
        /** A word of it is made of letters that look alike in different scripts: {@code Аda} with a Cyrillic А. */
        SCRIPTS
    }

    private static final UnicodeSet HIDDEN = new UnicodeSet(
            "[[:Default_Ignorable_Code_Point:]-[\\u200C\\u200D]-[:Variation_Selector:]]").freeze();
    private static final UnicodeSet JOINERS = new UnicodeSet("[\\u200C\\u200D]").freeze();
    private static final Set<Integer> NEVER_JOINED = Set.of(UScript.LATIN, UScript.GREEK, UScript.CYRILLIC,
            UScript.COMMON);
    private static final List<String> ROLES = List.of("moderator", "moderators", "moderation", "owner", "operator",
            "operators", "administrator", "administrators", "administration", "admin", "admins", "sysadmin", "support",
            "helpdesk", "meridian");

    /** Only for those who need it: its tables take a while to load. */
    private static final class Looks {
        private static final SpoofChecker CHECKER = new SpoofChecker.Builder()
                .setChecks(SpoofChecker.RESTRICTION_LEVEL)
                .setRestrictionLevel(RestrictionLevel.MODERATELY_RESTRICTIVE).build();
        private static final Set<String> OF_ROLES = ROLES.stream().map(Names::look).collect(Collectors.toSet());
    }

    private Names() {}

    public static String shown(String name) {
        String seen = seen(name);
        return doubt(name).isPresent() ? "“" + seen.replaceAll("[“”\"]", "") + "”" : seen;
    }

    /** Empty where it can be taken for nothing but a name. */
    public static Optional<Doubt> doubt(String name) {
        String seen = seen(name);
        List<String> folded = SearchText.words(seen);
        // As they are written, too: a capital that looks like another script's is not always alike in lower case.
        List<String> words = List.of(seen.split("[\\s\\p{P}]+"));
        if (Stream.concat(folded.stream(), words.stream()).anyMatch(Names::isRole)
                || isRole(String.join("", folded))) {
            return Optional.of(Doubt.ROLE);
        }
        return words.stream().anyMatch(Looks.CHECKER::failsChecks)
                ? Optional.of(Doubt.SCRIPTS)
                : Optional.empty();
    }

    private static boolean isRole(String word) {
        return Looks.OF_ROLES.contains(look(word));
    }

    private static String look(String word) {
        return Looks.CHECKER.getSkeleton(UCharacter.foldCase(Looks.CHECKER.getSkeleton(word), true));
    }

    private static String seen(String name) {
        var seen = new StringBuilder(name.length());
        int before = UScript.COMMON;
        for (int c : HIDDEN.containsNone(name) && JOINERS.containsNone(name)
                ? new int[0]
                : name.codePoints().toArray()) {
            if (!HIDDEN.contains(c) && !(JOINERS.contains(c) && NEVER_JOINED.contains(before))) {
                seen.appendCodePoint(c);
                before = UScript.getScript(c);
            }
        }
        return Legible.inOneLine(seen.isEmpty() ? name : seen.toString());
    }
}
