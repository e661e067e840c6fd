package org.meridian.web.calls;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The caller's own profile and account. */
public record Me(String id, String home, String email, String timeZone, String displayName, @Nullable String profession,
        @Nullable String organisation, List<String> expertise) {}
