package org.meridian.web.calls;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a group is founded with, in the words of {@link Group}. */
public record Charter(String name, String purpose, @Nullable String rules, String scope, String visibility,
        String joining, List<String> questions, List<String> approvedDomains, String mail, List<String> registers,
        String registrationNeed, String editing) {}
