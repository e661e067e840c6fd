package org.meridian.http;

import java.util.List;
import org.springframework.http.HttpMethod;

/** The calls of a service that need no access token; all others do. */
public record PublicPaths(HttpMethod method, List<String> patterns) {

    public static PublicPaths of(HttpMethod method, String... patterns) {
        return new PublicPaths(method, List.of(patterns));
    }
}
