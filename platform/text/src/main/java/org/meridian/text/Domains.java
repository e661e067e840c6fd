package org.meridian.text;

import com.ibm.icu.text.IDNA;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Domain names as people write them, in any script, and as the DNS has them (IDNA 2008 by the mapping of UTS #46). */
public final class Domains {

    private static final int MAX_CHARS = 253;
    private static final Pattern FULL = Pattern
            .compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]");
    private static final IDNA RULES = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII
            | IDNA.NONTRANSITIONAL_TO_UNICODE | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ | IDNA.CHECK_CONTEXTO
            | IDNA.USE_STD3_RULES);

    private Domains() {}

    /** As the DNS has it, in lower case: {@code xn--mori-qsa.nz}. Empty for what is no full domain name. */
    public static Optional<String> inDns(String name) {
        if (name.length() > MAX_CHARS) {
            return Optional.empty();
        }
        var info = new IDNA.Info();
        String domain = RULES.nameToASCII(name, new StringBuilder(), info).toString().toLowerCase(Locale.ROOT);
        return !info.hasErrors() && domain.length() <= MAX_CHARS && FULL.matcher(domain).matches()
                ? Optional.of(domain)
                : Optional.empty();
    }

    /** As people read it: {@code māori.nz}; what has no other form stays as it is. */
    public static String readable(String domain) {
        var info = new IDNA.Info();
        String name = RULES.nameToUnicode(domain, new StringBuilder(), info).toString();
        return info.hasErrors() ? domain : name;
    }
}
