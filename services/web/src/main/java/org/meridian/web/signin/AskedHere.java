package org.meridian.web.signin;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.meridian.web.session.SessionCookie;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/** What this browser has asked for, so that the page for the code is there again after a look into the mail. */
@Component
final class AskedHere {

    private static final String WHAT = "asked";
    private static final String BETWEEN = ":";
    /** As long as the code is good, and a little for being told that it is not any more. */
    private static final Duration LIFE = Duration.ofMinutes(30);

    private final SessionCookie session;

    AskedHere(SessionCookie session) {
        this.session = session;
    }

    ResponseCookie of(Attempt attempt) {
        return session.other(WHAT, String.join(BETWEEN, encoded(attempt.id()), encoded(attempt.email()),
                String.valueOf(attempt.newcomer())), LIFE);
    }

    ResponseCookie none() {
        return session.other(WHAT, "", Duration.ZERO);
    }

    /** Empty also where the cookie is not what was set. */
    Optional<Attempt> of(ServerHttpRequest request) {
        HttpCookie kept = request.getCookies().getFirst(session.otherName(WHAT));
        String[] parts = kept == null ? new String[0] : kept.getValue().split(BETWEEN);
        try {
            return parts.length == 3
                    ? Optional.of(new Attempt(decoded(parts[0]), decoded(parts[1]), Boolean.parseBoolean(parts[2])))
                    : Optional.empty();
        } catch (IllegalArgumentException noEncoding) {
            return Optional.empty();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
