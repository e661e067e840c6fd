package org.meridian.web.session;

import java.time.Duration;
import org.meridian.web.settings.WebSettings;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * The cookie that holds the node's access token. It has the node's alias in its name, since cookies ignore ports: two
 * countries' nodes on one machine would sign each other's members out.
 */
@Component
public final class SessionCookie {

    private final String name;
    private final boolean tls;

    SessionCookie(WebSettings settings) {
        this.tls = settings.isTls();
        // With the prefix, browsers take it by TLS only, from this host only.
        this.name = (tls ? "__Host-" : "") + "meridian-" + settings.node();
    }

    public String name() {
        return name;
    }

    /** The name of another cookie of this node's, {@code meridian-uk-<what>}. */
    public String otherName(String what) {
        return name + "-" + what;
    }

    /** Another cookie of this node's, as well protected. */
    public ResponseCookie other(String what, String value, Duration life) {
        return cookie(otherName(what), value, life);
    }

    /** Links in mails lead here from elsewhere, which SameSite=Strict would show as signed out. */
    public ResponseCookie of(String token, Duration life) {
        return cookie(name, token, life);
    }

    private ResponseCookie cookie(String called, String value, Duration life) {
        return ResponseCookie.from(called, value).httpOnly(true).secure(tls).sameSite("Lax").path("/").maxAge(life)
                .build();
    }

    public ResponseCookie none() {
        return of("", Duration.ZERO);
    }
}
