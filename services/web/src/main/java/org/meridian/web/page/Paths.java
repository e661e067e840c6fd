package org.meridian.web.page;

import java.util.Set;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Which addresses are pages: all but those that programs call. */
public final class Paths {

    private static final Set<String> OF_PROGRAMS = Set.of("api", "schemas", "subjects", "config", "associations",
            "actuator", "v3", "demo", ".well-known", "unsubscribe");

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
        return here && PathContainer.parsePath(wish).value().length() <= 500 ? wish : "/";
    }
}
