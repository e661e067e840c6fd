package org.meridian.web.calls;

/** @param expiresIn seconds */
public record Session(String accessToken, long expiresIn, String memberId) {}
