package org.meridian.web.calls;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When and how mail reaches a member. Wall times are {@code HH:mm} in {@code timeZone}.
 *
 * @param atOnce      whether anything is mailed at once
 * @param groups      {@code digest}, {@code at-once} or {@code muted} by a group's id; {@code digest} for all others
 * @param mailStopped set when mail to the member's address was refused for good
 */
public record Preferences(String timeZone, Digest digest, @Nullable QuietHours quietHours, boolean atOnce,
        Map<String, String> groups, @Nullable MailStopped mailStopped) {

    /**
     * @param cadence {@code daily}, {@code weekdays}, {@code weekly} or {@code off}
     * @param day     of a weekly one, {@code MONDAY}
     */
    public record Digest(String cadence, String at, String day) {}

    public record QuietHours(String from, String to) {}

    public record MailStopped(Instant at, String reason) {}

    public Preferences withMailStopped(@Nullable MailStopped stopped) {
        return new Preferences(timeZone, digest, quietHours, atOnce, groups, stopped);
    }

    /** How a group reaches the member by mail. */
    public String of(String groupId) {
        return groups.getOrDefault(groupId, "digest");
    }
}
