package org.meridian.http;

import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;

/** When a token is good, whoever signed it. */
public final class TokenTimes {

    private TokenTimes() {}

    /** Not before it begins, not after it ends, and never where it does not say when it ends, as Spring's own would have it. */
    public static OAuth2TokenValidator<Jwt> validator() {
        var times = new JwtTimestampValidator();
        times.setAllowEmptyExpiryClaim(false);
        return times;
    }
}
