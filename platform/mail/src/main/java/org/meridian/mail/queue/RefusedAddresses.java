package org.meridian.mail.queue;

import java.time.Instant;

/** Where a service keeps the addresses that the mail server refuses for good. Part of the transaction that notes it. */
public interface RefusedAddresses {

    /** @param reason what the server said, without the address */
    void refuse(String recipientId, String email, String reason, Instant at);
}
