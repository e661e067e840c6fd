package org.meridian.membership.joining;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.text.DomainPatterns;

/** Whose address lets them in at once. */
final class ApprovedDomains {

    private ApprovedDomains() {}

    /** @param domain of an applicant's address; null where nobody vouches for one */
    static boolean include(List<String> patterns, @Nullable String domain) {
        return domain != null && patterns.stream().anyMatch(it -> DomainPatterns.matches(it, domain));
    }

    /** Whether a group, of another country perhaps, is to be told the domain. */
    static boolean askFor(List<String> patterns, String domain) {
        return include(patterns.stream().filter(DomainPatterns::isNarrow).toList(), domain);
    }
}
