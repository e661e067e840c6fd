package org.meridian.http.edge;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Which paths take a longer body than others, as each module says of its own. A text of 100,000 characters is 1.2 MB where a
 * form or JSON writes each with twelve.
 */
public record BodyLimits(List<PathPattern> longTexts) {

    static final int LONGEST = 2_000_000;
    static final int OTHERS = 256_000;

    /** Paths that take texts as long as a post's. */
    public static BodyLimits longTexts(String... patterns) {
        return new BodyLimits(Stream.of(patterns).map(PathPatternParser.defaultInstance::parse).toList());
    }

    static BodyLimits of(List<BodyLimits> all) {
        return new BodyLimits(all.stream().flatMap(it -> it.longTexts.stream()).toList());
    }

    /**
     * In bytes.
     *
     * @param uri as a request's first line has it
     */
    int at(String uri) {
        int query = uri.indexOf('?');
        PathContainer path = PathContainer.parsePath(query < 0 ? uri : uri.substring(0, query));
        return longTexts.stream().anyMatch(it -> it.matches(path)) ? LONGEST : OTHERS;
    }
}
