package org.meridian.notifications.delivery;

import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.events.notifications.Cadence;
import org.meridian.events.notifications.Preferences;
import org.meridian.mail.message.UnsubscribeScope;
import org.meridian.mail.unsubscribe.Unsubscribing;
import org.meridian.notifications.Notifications;
import org.meridian.notifications.preferences.ChangePreferences;
import org.springframework.stereotype.Component;

/** Takes a member out of digests, or out of what is mailed at once. */
@Component
final class Unsubscribe implements Unsubscribing {

    private final EventLog log;
    private final ChangePreferences preferences;

    Unsubscribe(@Notifications EventLog log, ChangePreferences preferences) {
        this.log = log;
        this.preferences = preferences;
    }

    @Override
    public void unsubscribe(UnsubscribeScope scope, String memberId) {
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
