package org.meridian.text;

import com.google.common.net.InternetDomainName;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One domain, or all that are below one: {@code *.gov.uk} is {@code leeds.gov.uk} and {@code adults.leeds.gov.uk}, and not
 * {@code gov.uk} itself. What anybody can register a domain below (the public suffix list says where that is) is no pattern, unless its
 * registry gives domains there to public bodies only.
 */
public final class DomainPatterns {

    private static final String BELOW = "*.";
    private static final Pattern GOVERNMENTS = Pattern.compile("(.+\\.)?(gov|govt|mil)\\.[^.]+");
    private static final Pattern SCHOOLS = Pattern.compile("(.+\\.)?k12\\.[a-z]{2}\\.us");
    /** As the registries of the four countries say who may have one. */
    private static final Set<String> GUARDED = Set.of("ac.uk", "nhs.uk", "police.uk", "sch.uk", "cri.nz", "health.nz",
            "iwi.nz", "parliament.nz", "edu.au");

    private DomainPatterns() {}

    /** As the DNS has it. Empty for what is neither a full domain name nor such a pattern. */
    public static Optional<String> inDns(String written) {
        return isPattern(written)
                ? Domains.inDns(below(written)).filter(DomainPatterns::isGuarded).map(BELOW::concat)
                : Domains.inDns(written);
    }

    /** As people read it. */
    public static String readable(String pattern) {
        return isPattern(pattern) ? BELOW + Domains.readable(below(pattern)) : Domains.readable(pattern);
    }

    /** Whether a domain is meant, both as the DNS has them. */
    public static boolean matches(String pattern, String domain) {
        return isPattern(pattern)
                ? domain.length() >= pattern.length() && domain.endsWith(pattern.substring(1))
                : domain.equals(pattern);
    }

    /** Whether it would be a pattern here: what another country believes may be wider. */
    public static boolean isNarrow(String pattern) {
        return inDns(pattern).isPresent();
    }

    private static boolean isPattern(String written) {
        return written.startsWith(BELOW);
    }

    private static String below(String pattern) {
        return pattern.substring(BELOW.length());
    }

    private static boolean isGuarded(String domain) {
        return !InternetDomainName.from(domain).isPublicSuffix() || GOVERNMENTS.matcher(domain).matches()
                || SCHOOLS.matcher(domain).matches()
                || GUARDED.stream().anyMatch(it -> domain.equals(it) || domain.endsWith("." + it));
    }
}
