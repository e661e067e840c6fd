package org.meridian.mail.unsubscribe;

import org.meridian.mail.message.UnsubscribeScope;

/** Keeps what members want to be mailed. */
public interface Unsubscribing {

    /**
     * Takes a member out of a scope; doing it again changes nothing, nor does it for whoever has no account any more.
     *
     * @throws org.meridian.eventlog.decision.Refusal while the node may not write yet; becomes 503
     */
    void unsubscribe(UnsubscribeScope scope, String memberId);
}
