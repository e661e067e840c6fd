package org.meridian.membership.people;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.http.Fields;
import org.meridian.schemas.Limits;

/** How long the parts of a profile may be, in characters. */
public final class ProfileFields {

    private ProfileFields() {}

    public static String displayName(Fields fields, @Nullable String value) {
        return fields.line("displayName", value, Limits.DISPLAY_NAME);
    }

    public static @Nullable String profession(Fields fields, @Nullable String value) {
        return fields.optionalLine("profession", value, Limits.PROFILE_LINE);
    }

    public static @Nullable String organisation(Fields fields, @Nullable String value) {
        return fields.optionalLine("organisation", value, Limits.PROFILE_LINE);
    }

    public static List<String> expertise(Fields fields, @Nullable List<@Nullable String> values) {
        return fields.lines("expertise", values, Limits.EXPERTISE, Limits.EXPERTISE_WORD);
    }
}
