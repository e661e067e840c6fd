package org.meridian.mail.message;

/** What one POST takes a member out of: digests, or whatever is mailed at once. */
public enum UnsubscribeScope {
    DIGEST, AT_ONCE
}
