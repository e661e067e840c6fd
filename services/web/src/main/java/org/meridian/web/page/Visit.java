package org.meridian.web.page;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request for a page, before anything was asked of the services.
 *
 * @param path   with its query, as the browser sent it
 * @param csrf   what each form sends back
 * @param signIn null for a visitor
 */
public record Visit(String path, String csrf, @Nullable SignIn signIn) {

    /**
     * @param memberId of whom
     * @param token    the node's access token
     * @param roles    {@code member}, and {@code operator} and {@code analyst} for those who are
     */
    public record SignIn(String memberId, String token, Set<String> roles) {}

    public boolean isSignedIn() {
        return signIn != null;
    }

    /** In whose name the services are called: the Authorization header. Only for pages that need a sign-in. */
    public String caller() {
        return "Bearer " + who().token();
    }

    public String memberId() {
        return who().memberId();
    }

    private SignIn who() {
        if (signIn == null) {
            throw new IllegalStateException("Nobody is signed in: " + path + " is a page for everyone");
        }
        return signIn;
    }
}
