package org.meridian.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where the services run apart, the gateway knows whose each call is. */
class GatewayTest {

    private static final Pattern ENTRY = Pattern.compile("^ *~(\\^/\\S+) +(\\S+);$");

    @Test
    void everyCallLeadsToItsService() throws Exception {
        Map<Pattern, String> gateway = gateway();
        Map<String, String> calls = calls();

        assertThat(calls).hasSizeGreaterThan(40);
        assertThat(calls).allSatisfy((path, service) -> assertThat(gateway.entrySet().stream()
                .filter(entry -> entry.getKey().matcher(path).find()).map(Map.Entry::getValue).findFirst())
                .as(path).hasValue(service));
    }

    private static Map<Pattern, String> gateway() throws IOException {
        Map<Pattern, String> entries = new LinkedHashMap<>();
        try (Stream<String> lines = Files.lines(Path.of("../../config/containers/gateway.conf"))) {
            lines.map(ENTRY::matcher).filter(it -> it.matches())
                    .forEach(it -> entries.put(Pattern.compile(it.group(1)), it.group(2).replace("-inside", "")));
        }
        return entries;
    }

    /** The service by its path; what the platform answers is the same in each. */
    private static Map<String, String> calls() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
        Map<String, String> calls = new LinkedHashMap<>();
        for (String service : new String[]{"membership", "posts", "notifications", "replay", "operator"}) {
            for (var found : scanner.findCandidateComponents("org.meridian." + service)) {
                Class<?> api = ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null);
                for (Method method : api.getDeclaredMethods()) {
                    var mapping = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
                    if (mapping != null) {
                        Stream.of(mapping.path())
                                .forEach(path -> calls.put(path.replaceAll("\\{[^}]*}", "x"), service));
                    }
                }
            }
        }
        return calls;
    }
}
