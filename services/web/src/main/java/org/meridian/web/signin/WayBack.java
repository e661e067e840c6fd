package org.meridian.web.signin;

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
        return session.other(WHAT, path, path.equals("/") ? Duration.ZERO : LIFE);
    }

    ResponseCookie none() {
        return session.other(WHAT, "", Duration.ZERO);
    }

    String of(ServerHttpRequest request) {
        HttpCookie kept = request.getCookies().getFirst(session.otherName(WHAT));
        return kept == null ? "/" : Paths.local(kept.getValue());
    }
}
