package org.meridian.web.calls;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The caller's own profile and account.
 *
 * @param language in which they read, its tag; null where they have chosen none
 */
public record Me(String id, String home, String email, String timeZone,
        @Nullable String language, String displayName, @Nullable String profession,
        @Nullable String organisation, List<String> expertise) {}
