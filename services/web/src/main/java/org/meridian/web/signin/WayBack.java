package org.meridian.web.signin;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.meridian.web.page.Paths;
import org.meridian.web.session.SessionCookie;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/** Where somebody was going before they had to sign in: kept by the browser, since the mailed link does not say it. */
@Component
final class WayBack {

    /** As long as the link is good, and a little for finding it. */
    private static final Duration LIFE = Duration.ofMinutes(20);

    private static final String WHAT = "then";

    private final SessionCookie session;

    WayBack(SessionCookie session) {
        this.session = session;
    }

    ResponseCookie to(String path) {
        return session.other(WHAT, URLEncoder.encode(path, StandardCharsets.UTF_8),
                path.equals("/") ? Duration.ZERO : LIFE);
    }

    ResponseCookie none() {
        return session.other(WHAT, "", Duration.ZERO);
    }

    String of(ServerHttpRequest request) {
        HttpCookie kept = request.getCookies().getFirst(session.otherName(WHAT));
        return kept == null ? "/" : Paths.local(decoded(kept.getValue()));
    }

    /** What is no encoding leads nowhere. */
    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
