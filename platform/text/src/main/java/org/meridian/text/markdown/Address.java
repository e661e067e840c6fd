package org.meridian.text.markdown;

import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.UnicodeSet;
import com.ibm.icu.text.UnicodeSetSpanner;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.meridian.text.Domains;

/**
 * Where a link may lead: to a page by {@code http} or {@code https}, or to a mailbox.
 *
 * @param href  in ASCII
 * @param where what people go by: the host as the DNS has it, or the mailbox
 */
record Address(String href, String where) {

    private static final int MOST = 2_000;
    private static final Pattern PAGE = Pattern.compile("(https?)://([^/?#@\\\\:]{1,253})(:[0-9]{1,5})?([/?#].*)?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern MAILBOX = Pattern.compile("mailto:([a-z0-9._+'-]{1,64})@([^/?#@\\\\:]{1,253})",
            Pattern.CASE_INSENSITIVE);
    /** Also of one label, as within an organisation's network, or an address of IPv4. */
    private static final Pattern ASCII_HOST = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?");
    private static final String UNCHANGED = "-._~:/?#[]@!$&'()*+,;=%";
    private static final UnicodeSetSpanner UNSEEN = new UnicodeSetSpanner(
            new UnicodeSet("[[:Cf:][:Default_Ignorable_Code_Point:]]").freeze());
    private static final Normalizer2 LOOK = Normalizer2.getNFKCInstance();
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern BETWEEN_NAMES = Pattern.compile("[^\\p{L}\\p{M}\\p{N}.。-]+");
    private static final Pattern ENDS = Pattern.compile("^[.。-]+|[.。-]+$");
    private static final Pattern NAME = Pattern
            .compile(".+[.。](?:\\p{L}[\\p{L}\\p{M}]+|xn--[a-z0-9-]+)|[0-9]+(?:\\.[0-9]+){3}");

    /** Empty for what is no such address, or has a name and a password in it. */
    static Optional<Address> of(String destination) {
        if (destination.length() > MOST || destination.chars().anyMatch(Character::isISOControl)) {
            return Optional.empty();
        }
        Matcher page = PAGE.matcher(destination);
        if (page.matches()) {
            return host(page.group(2)).map(host -> new Address(page.group(1).toLowerCase(Locale.ROOT) + "://" + host
                    + orEmpty(page.group(3)) + encoded(orEmpty(page.group(4))), host));
        }
        Matcher mailbox = MAILBOX.matcher(destination);
        return mailbox.matches()
                ? Domains.inDns(mailbox.group(2)).map(domain -> mailbox.group(1) + "@" + domain)
                        .map(it -> new Address("mailto:" + it, it))
                : Optional.empty();
    }

    private static Optional<String> host(String written) {
        return Domains.inDns(written).or(() -> Optional.of(written.toLowerCase(Locale.ROOT))
                .filter(it -> ASCII_HOST.matcher(it).matches()));
    }

    private static String encoded(String rest) {
        var encoded = new StringBuilder(rest.length());
        rest.codePoints().forEach(c -> {
            if (c < 0x80 && (Character.isLetterOrDigit(c) || UNCHANGED.indexOf(c) >= 0)) {
                encoded.append((char) c);
            } else {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    encoded.append('%').append(String.format(Locale.ROOT, "%02X", b));
                }
            }
        });
        return encoded.toString();
    }

    /** Whether what a link to it is called looks like another address. */
    boolean isHiddenBy(String words) {
        if (words.length() > MOST) {
            return true;
        }
        String seen = LOOK.normalize(UNSEEN.deleteFrom(words)).toLowerCase(Locale.ROOT);
        if (isMailbox() && seen.contains("@")) {
            return !seen.contains(where.toLowerCase(Locale.ROOT));
        }
        return BLANKS.splitAsStream(seen).flatMap(it -> names(it).stream()).anyMatch(it -> !leadsTo(it));
    }

    private boolean isMailbox() {
        return href.startsWith("mailto:");
    }

    private boolean leadsTo(String name) {
        String host = isMailbox() ? where.substring(where.indexOf('@') + 1) : where;
        return withoutWww(Domains.inDns(name).orElse(name)).equals(withoutWww(host.toLowerCase(Locale.ROOT)));
    }

    private static String withoutWww(String host) {
        return host.startsWith("www.") ? host.substring(4) : host;
    }

    /** What looks like a host's name; within what looks like a whole address only the part that says where. */
    private static List<String> names(String word) {
        int scheme = word.indexOf("://");
        String rest = scheme < 0 ? word : word.substring(scheme + 3);
        String first = rest.split("[/?#]", 2)[0];
        List<String> names = namesIn(first, scheme >= 0);
        return names.isEmpty() ? namesIn(rest, false) : names;
    }

    /** @param any whether it says itself that it is one: then it may have one label only */
    private static List<String> namesIn(String text, boolean any) {
        List<String> names = new ArrayList<>();
        for (String token : BETWEEN_NAMES.split(text)) {
            String name = ENDS.matcher(token).replaceAll("");
            if (any && !name.isEmpty() && names.isEmpty() || NAME.matcher(name).matches()) {
                names.add(name);
            }
        }
        return names;
    }

    private static String orEmpty(@Nullable String part) {
        return part == null ? "" : part;
    }
}
