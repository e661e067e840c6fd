package org.meridian.http.sessions;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/** Those whose access tokens may still be good; each is forgotten when they are not. */
public final class EndedSessions implements OAuth2TokenValidator<Jwt> {

    /** The claim that says of which session a token is (OpenID Connect Front-Channel Logout 1.0). */
    public static final String SID = "sid";

    private static final OAuth2TokenValidatorResult ENDED = OAuth2TokenValidatorResult
            .failure(new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, "Its session has ended", null));

    private final Clock clock;
    private final Map<String, Instant> until = new ConcurrentHashMap<>();

    public EndedSessions(Clock clock) {
        this.clock = clock;
    }

    public void add(EndedSession session) {
        until.put(session.id(), session.until());
    }

    public boolean has(@Nullable String sessionId) {
        return sessionId != null && until.containsKey(sessionId);
    }

    /** Those whose tokens have expired meanwhile. */
    public void forget() {
        Instant now = clock.instant();
        until.values().removeIf(now::isAfter);
    }

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        return has(token.getClaimAsString(SID)) ? ENDED : OAuth2TokenValidatorResult.success();
    }
}
