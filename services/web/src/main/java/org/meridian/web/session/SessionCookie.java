package org.meridian.web.session;

import java.time.Duration;
import org.meridian.web.calls.Session;
import org.meridian.web.settings.WebSettings;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * The cookies that hold the node's access token, and what renews it. They have the node's alias in their names, since cookies
 * ignore ports: two countries' nodes on one machine would sign each other's members out.
 */
@Component
public final class SessionCookie {

    private static final String RENEWAL = "renewal";
    /** A token that a page is asked for with is good until the page is made. */
    private static final Duration ON_THE_WAY = Duration.ofSeconds(20);

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
    ResponseCookie of(Session session) {
        Duration life = Duration.ofSeconds(session.expiresIn());
        return cookie(name, session.accessToken(), life.compareTo(ON_THE_WAY) > 0 ? life.minus(ON_THE_WAY) : life);
    }

    String renewalName() {
        return otherName(RENEWAL);
    }

    ResponseCookie renewalOf(Session session) {
        return session.refreshToken() == null || session.refreshExpiresIn() == null
                ? noRenewal()
                : other(RENEWAL, session.refreshToken(), Duration.ofSeconds(session.refreshExpiresIn()));
    }

    private ResponseCookie cookie(String called, String value, Duration life) {
        return ResponseCookie.from(called, value).httpOnly(true).secure(tls).sameSite("Lax").path("/").maxAge(life)
                .build();
    }

    ResponseCookie none() {
        return cookie(name, "", Duration.ZERO);
    }

    ResponseCookie noRenewal() {
        return other(RENEWAL, "", Duration.ZERO);
    }
}
