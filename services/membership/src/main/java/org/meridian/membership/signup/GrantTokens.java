package org.meridian.membership.signup;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.meridian.events.membership.Account;
import org.meridian.membership.people.Members;
import org.meridian.membership.signup.Sessions.Session;
import org.springframework.stereotype.Component;

/** Gives whoever has a session the tokens for it. */
@Component
final class GrantTokens {

    static final Duration SHORT = Duration.ofMinutes(5);

    /**
     * A session's tokens.
     *
     * @param expiresIn        seconds for which the access token is good, unless the session ends before
     * @param refreshToken     renews the session, once; null where its access token does that itself
     * @param refreshExpiresIn seconds within which it has to
     */
    record Granted(String accessToken, String tokenType, long expiresIn, String memberId, String sessionId,
            @Nullable String refreshToken, @Nullable Long refreshExpiresIn) {}

    private final Sessions sessions;
    private final AccessTokens tokens;
    private final Members members;
    private final Clock clock;

    GrantTokens(Sessions sessions, AccessTokens tokens, Members members, Clock clock) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.members = members;
        this.clock = clock;
    }

    Granted begin(String memberId, Device device, boolean isRenewable) {
        return grant(sessions.begin(memberId, device, isRenewable, false));
    }

    Granted beginByIssuer(String memberId, Device device, boolean isRenewable) {
        return grant(sessions.begin(memberId, device, isRenewable, true));
    }

    /** @param token what renews the session */
    Granted renew(String token) {
        return grant(sessions.renew(token));
    }

    private Granted grant(Session session) {
        Instant now = clock.instant();
        String email = members.account(session.memberId()).map(Account::getEmail).orElseThrow(Sessions::over);
        long left = Duration.between(now, session.until()).plusMillis(500).toSeconds();
        if (!session.isRenewable()) {
            String access = tokens.issue(session, email, session.until());
            sessions.keepRenewal(session, access);
            return new Granted(access, "Bearer", left, session.memberId(), session.id(), null, null);
        }
        long brief = Math.min(SHORT.toSeconds(), left);
        return new Granted(tokens.issue(session, email, now.plusSeconds(brief)), "Bearer", brief, session.memberId(),
                session.id(), sessions.newRenewal(session), left);
    }
}
