package org.meridian.mail.queue;

import java.time.Duration;

/** How a wave of mails is spread in time, so that a mail server gets a stream of them and no heap: the stated window. */
final class Spread {

    /** However many there are. */
    static final Duration MAX_WINDOW = Duration.ofMinutes(10);

    /** How many fill the longest window: a thousand for each of its seconds. */
    static final int CROWD = 600_000;

    private Spread() {}

    /** How much later than its time a mail goes: by chance, but the same whenever it is asked for. */
    static Duration of(String mailingId, long dueAtOnce) {
        long window = Math.min(dueAtOnce, MAX_WINDOW.toMillis());
        return window <= 1 ? Duration.ZERO : Duration.ofMillis(Math.floorMod(hash(mailingId), window));
    }

    /** FNV-1a of 64 bits, whose low bits differ for ids that differ in their last character only. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash ^ hash >>> 32;
    }
}
