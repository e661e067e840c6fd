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
        this.name = prefixed("meridian-" + settings.node(), tls);
    }

    /** With the prefix, browsers take it by TLS only, from this host only. */
    static String prefixed(String name, boolean tls) {
        return (tls ? "__Host-" : "") + name;
    }

    public String name() {
        return name;
    }

    /** Links in mails lead here from elsewhere, which SameSite=Strict would show as signed out. */
    public ResponseCookie of(String token, Duration life) {
        return ResponseCookie.from(name, token).httpOnly(true).secure(tls).sameSite("Lax").path("/").maxAge(life)
                .build();
    }

    public ResponseCookie none() {
        return of("", Duration.ZERO);
    }
}
