package org.meridian.notifications.digest;

import java.util.Locale;

/** What has become of a digest; the rest is its mailing's story. The table {@code digest} has it in lower case. */
enum DigestState {
    PLANNED, COMPOSED,
    /** There was nothing to say, and no mail is sent. */
    EMPTY;

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
