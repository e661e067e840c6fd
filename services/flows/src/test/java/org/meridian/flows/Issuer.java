package org.meridian.flows;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;

/** A council's single sign-on: a server of OpenID Connect, at which one types who one is. */
final class Issuer implements AutoCloseable {

    private static final String NAME = "council";
    private static final String CLIENT = "meridian";
    private static final int A_MINUTE = 60;

    private final MockOAuth2Server server = new MockOAuth2Server(new OAuth2Config(true));

    private final String url;

    Issuer(int port) {
        this.url = url(port);
        server.start(InetAddress.getLoopbackAddress(), port);
    }

    static String url(int port) {
        return "http://127.0.0.1:" + port + "/" + NAME;
    }

    /** As a program gets one that has asked with a nonce. */
    String idToken(String subject, String nonce) {
        return server.issueToken(NAME, CLIENT, new DefaultOAuth2TokenCallback(NAME, subject, "JWT", List.of(CLIENT),
                Map.of("iss", url, "nonce", nonce), A_MINUTE)).serialize();
    }

    @Override
    public void close() {
        server.shutdown();
    }
}
