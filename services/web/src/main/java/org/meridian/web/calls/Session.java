package org.meridian.web.calls;

import org.jspecify.annotations.Nullable;

/**
 * Tokens of a session.
 *
 * @param expiresIn        seconds for which the access token is good
 * @param refreshToken     renews it; null where it is not short
 * @param refreshExpiresIn seconds
 */
public record Session(String accessToken, long expiresIn, String memberId, @Nullable String refreshToken,
        @Nullable Long refreshExpiresIn) {}
