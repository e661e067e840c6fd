package org.meridian.web.signin;

import java.time.Duration;
import org.meridian.web.page.Paths;
import org.meridian.web.settings.WebSettings;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/** Where somebody was going before they had to sign in: kept by the browser, since the mailed link does not say it. */
@Component
final class WayBack {

    /** As long as the link is good, and a little for finding it. */
    private static final Duration LIFE = Duration.ofMinutes(20);

    private final String name;
    private final boolean tls;

    WayBack(WebSettings settings) {
        this.name = (settings.isTls() ? "__Host-" : "") + "meridian-" + settings.node() + "-then";
        this.tls = settings.isTls();
    }

    ResponseCookie to(String path) {
        return cookie(path, path.equals("/") ? Duration.ZERO : LIFE);
    }

    ResponseCookie none() {
        return cookie("", Duration.ZERO);
    }

    String of(ServerHttpRequest request) {
        HttpCookie kept = request.getCookies().getFirst(name);
        return kept == null ? "/" : Paths.local(kept.getValue());
    }

    private ResponseCookie cookie(String path, Duration life) {
        return ResponseCookie.from(name, path).httpOnly(true).secure(tls).sameSite("Lax").path("/").maxAge(life)
                .build();
    }
}
