package org.meridian.web.thread;

import org.jspecify.annotations.Nullable;
import org.meridian.web.calls.PostThread;

/**
 * A part of a thread.
 *
 * @param isLater whether there are replies before these
 * @param from    the reply with which it was begun to be read, for going on; null where that was the first
 */
public record Shown(PostThread thread, boolean isLater, @Nullable String from) {

    /** Whether all replies are here. */
    public boolean isWhole() {
        return !isLater && thread.next() == null;
    }
}
