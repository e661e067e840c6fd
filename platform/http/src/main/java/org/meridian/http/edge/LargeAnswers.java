package org.meridian.http.edge;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Which answers may be large, as each module says of its own: only a few of a module's are made at a time. A module that asks
 * another one for what it shows says it in its own name, so that neither waits for itself.
 */
public record LargeAnswers(String module, List<PathPattern> patterns) {

    public static LargeAnswers of(String module, String... patterns) {
        return new LargeAnswers(module, Stream.of(patterns).map(PathPatternParser.defaultInstance::parse).toList());
    }
}
