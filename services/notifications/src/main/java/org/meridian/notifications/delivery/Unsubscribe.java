package org.meridian.notifications.delivery;

import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.events.notifications.Cadence;
import org.meridian.events.notifications.Preferences;
import org.meridian.notifications.preferences.ChangePreferences;

/** Takes a member out of digests, or out of what is mailed at once; doing it again changes nothing. */
final class Unsubscribe {

    private final EventLog log;
    private final ChangePreferences preferences;

    Unsubscribe(EventLog log, ChangePreferences preferences) {
        this.log = log;
        this.preferences = preferences;
    }

    /**
     * Whoever has no account any more gets no mail either.
     *
     * @throws Refusal while the node may not write yet; becomes 503
     */
    void from(UnsubscribeScope scope, String memberId) {
        if (!log.isOpen()) {
            throw Refusal.unavailable("catching-up",
                    "This node is catching up with its own log. Try again in a few seconds.");
        }
        preferences.change(memberId, before -> {
            Preferences.Builder next = Preferences.newBuilder(before);
            return switch (scope) {
                case DIGEST -> next.setCadence(Cadence.OFF).build();
                case AT_ONCE -> next.setAtOnce(false).build();
            };
        });
    }
}
