package org.meridian.web.calls;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meridian.web.calls.Person.Hours;

/**
 * The caller's own profile and account.
 *
 * @param language   in which they read, its tag; null where they have chosen none
 * @param shownName  how others see the name
 * @param visibility by field: {@code everyone}, {@code groups} or {@code nobody}
 */
public record Me(String id, String home, String email, String timeZone,
        @Nullable String language, String displayName, String shownName, @Nullable String profession,
        @Nullable String organisation, @Nullable String practiceArea, List<String> expertise, List<String> languages,
        @Nullable String pronouns, List<Hours> workingHours, Map<String, String> visibility) {}
