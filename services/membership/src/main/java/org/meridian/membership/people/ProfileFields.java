package org.meridian.membership.people;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meridian.http.Fields;

/** How long the parts of a profile may be, in characters. */
public final class ProfileFields {

    private static final int NAME = 100;
    static final int LINE = 200;
    private static final int EXPERTISE = 20;
    private static final int WORD = 100;

    private ProfileFields() {}

    public static String displayName(Fields fields, @Nullable String value) {
        return fields.line("displayName", value, NAME);
    }

    public static @Nullable String profession(Fields fields, @Nullable String value) {
        return fields.optionalLine("profession", value, LINE);
    }

    public static @Nullable String organisation(Fields fields, @Nullable String value) {
        return fields.optionalLine("organisation", value, LINE);
    }

    public static List<String> expertise(Fields fields, @Nullable List<@Nullable String> values) {
        return fields.lines("expertise", values, EXPERTISE, WORD);
    }
}
