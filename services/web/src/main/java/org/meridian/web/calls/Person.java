package org.meridian.web.calls;

import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody as the reader sees them.
 *
 * @param home       the alias of their country
 * @param doubt      why the name stands between quotation marks: {@code role} or {@code scripts}; null where it does not
 * @param nowAtLocal their time; null unless they show their working hours
 * @param inWorkingHours the same
 * @param blocked    whether the reader has blocked them
 */
public record Person(String id, String home, String displayName, @Nullable String doubt, @Nullable String profession,
        @Nullable String organisation, @Nullable String practiceArea, List<String> expertise, List<String> languages,
        @Nullable String pronouns, List<Hours> workingHours, @Nullable String timeZone,
        @Nullable OffsetDateTime nowAtLocal, @Nullable Boolean inWorkingHours, boolean blocked) {

    /**
     * @param day a day of the week in capital letters
     * @param to  on the next day, where it is not after {@code from}
     */
    public record Hours(String day, String from, String to) {}

    /** Whether there is anything to see but name, country and pronouns. */
    public boolean isShowingMore() {
        return profession != null || organisation != null || practiceArea != null || !expertise.isEmpty()
                || !languages.isEmpty() || !workingHours.isEmpty();
    }
}
