package org.meridian.web.page;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Which addresses are pages: all but those that programs call. */
public final class Paths {

    private static final Set<String> OF_PROGRAMS = Set.of("api", "problems", "schemas", "subjects", "config",
            "mode", "contexts", "compatibility", "associations", "actuator", "v3", "demo", ".well-known",
            "unsubscribe");

    private Paths() {}

    public static boolean isPage(ServerHttpRequest request) {
        return request.getPath().pathWithinApplication().elements().stream().filter(PathSegment.class::isInstance)
                .map(PathSegment.class::cast).findFirst().map(PathSegment::valueToMatch)
                .filter(OF_PROGRAMS::contains).isEmpty();
    }

    /**
     * An address of this node to go on to, as somebody's browser names it; {@code /} for any other, and for what would go in
     * circles.
     */
    public static String local(String wish) {
        boolean here = wish.startsWith("/") && !wish.startsWith("//") && !wish.startsWith("/\\")
                && wish.chars().allMatch(c -> c > ' ' && c < 127) && !wish.startsWith("/sign-");
        return here && wish.length() <= 500 && isAddress(wish) ? wish : "/";
    }

    private static boolean isAddress(String wish) {
        try {
            return new URI(wish).getRawPath() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** With its query, as it was asked for. */
    public static String of(ServerHttpRequest request) {
        String query = request.getURI().getRawQuery();
        return request.getPath().value() + (query == null ? "" : "?" + query);
    }
}
