package org.meridian.web.page;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.meridian.web.calls.Me;
import org.meridian.web.calls.MembershipCalls;
import org.springframework.stereotype.Component;

/** What every page says of its reader. It is asked for once a minute, not for each page. */
@Component
public final class Readers {

    private static final int MOST = 10_000;
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final Cache<String, Reader> known = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(FRESH).build();
    private final MembershipCalls membership;

    Readers(MembershipCalls membership) {
        this.membership = membership;
    }

    Reader of(Visit visit) {
        return known.get(visit.memberId(), id -> reader(membership.me(visit.caller())));
    }

    /** Without asking; null where that was not in the last minute. */
    @Nullable
    Reader known(Visit visit) {
        return visit.isSignedIn() ? known.getIfPresent(visit.memberId()) : null;
    }

    /** Of somebody who has changed what they show of themselves, their zone or their language. */
    public void forget(String memberId) {
        known.invalidate(memberId);
    }

    private static Reader reader(Me me) {
        return new Reader(me.displayName(), me.home(), ZoneId.of(me.timeZone()), me.language());
    }
}
