package org.meridian.web.issuers;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.util.Optional;

/**
 * What a browser keeps while it is at an issuer: by it alone what comes back is believed (state), got (verifier) and used (nonce).
 *
 * @param issuer its id
 * @param links  whether it is for linking, by somebody who is signed in
 */
record Round(String issuer, boolean links, State state, Nonce nonce, CodeVerifier verifier) {

    private static final String BETWEEN = ":";
    private static final int PARTS = 5;

    static Round begin(String issuer, boolean links) {
        return new Round(issuer, links, new State(), new Nonce(), new CodeVerifier());
    }

    /** For a cookie: all parts are letters, digits and hyphens. */
    String text() {
        return String.join(BETWEEN, issuer, links ? "link" : "in", state.getValue(), nonce.getValue(),
                verifier.getValue());
    }

    /** Empty for what is none. */
    static Optional<Round> of(String text) {
        String[] parts = text.split(BETWEEN);
        try {
            return parts.length == PARTS
                    ? Optional.of(new Round(parts[0], parts[1].equals("link"), new State(parts[2]),
                            new Nonce(parts[3]), new CodeVerifier(parts[4])))
                    : Optional.empty();
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
