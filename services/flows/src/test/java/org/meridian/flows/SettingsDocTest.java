package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/**
 * The table of settings in docs/operating.md has those that the code reads, with their defaults: the records of
 * {@code @ConfigurationProperties}, {@code @Value} and {@code @ConditionalOnProperty}, the variables in the services'
 * configuration files, in the scripts and in the compose file. What it says of Spring's own settings is not compared. Needs no network.
 */
class SettingsDocTest {

    private static final Path ROOT = Path.of(System.getProperty("meridian.root", "../..")).toAbsolutePath().normalize();
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|(?:.*)\\| ([^|]*) \\|$");
    private static final Pattern IN_CODE = Pattern
            .compile("@Value\\(\"\\$\\{(meridian[^:}]+)|ConditionalOnProperty\\(\"(meridian[^\"]+)\"");
    private static final Pattern IN_FILES = Pattern.compile("\\$\\{(MERIDIAN_\\w+)(?::-?([^}]*))?}");

    record Planted(@DefaultValue("7") int aPlantedSetting) {}

    @Test
    void theTableHasEverySettingAndNoOther() throws IOException {
        assertThat(documented().keySet()).containsExactlyInAnyOrderElementsOf(settings().keySet());
    }

    @Test
    void theTableHasTheirDefaults() throws IOException {
        Map<String, String> documented = documented();
        settings().forEach((name, value) -> assertThat(documented.getOrDefault(name, "nothing")).as(name)
                .contains(value));
    }

    @Test
    void aSettingThatTheTableLacksIsFound() throws IOException {
        Map<String, String> planted = new HashMap<>();
        components("meridian", Planted.class, planted);
        assertThat(planted).containsEntry("meridian.a-planted-setting", "7");
        assertThat(documented()).doesNotContainKey("meridian.a-planted-setting");
    }

    /** By name, the text in the column of defaults. */
    private static Map<String, String> documented() throws IOException {
        String document = Files.readString(ROOT.resolve("docs/operating.md"));
        String tables = document.substring(document.indexOf("<!-- settings:begin -->"),
                document.indexOf("<!-- settings:end -->"));
        return ROW.matcher(tables).results().filter(row -> row.group(1).toLowerCase(java.util.Locale.ROOT)
                .startsWith("meridian")).collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));
    }

    /** By name, the default; empty where there is none. */
    private static Map<String, String> settings() throws IOException {
        Map<String, String> settings = new TreeMap<>();
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        for (var found : scanner.findCandidateComponents("org.meridian")) {
            Class<?> type = type(String.valueOf(found.getBeanClassName()));
            components(type.getAnnotation(ConfigurationProperties.class).value(), type, settings);
        }
        for (Path file : files()) {
            String text = Files.readString(file);
            IN_CODE.matcher(text).results().forEach(
                    it -> settings.putIfAbsent(it.group(1) == null ? it.group(2) : it.group(1), ""));
            IN_FILES.matcher(text).results().forEach(
                    it -> settings.merge(it.group(1), fixed(it.group(2)), (one, other) -> one));
        }
        return settings;
    }

    /** A default that is not worked out from another variable. */
    private static String fixed(@Nullable String value) {
        return value == null || value.contains("$") ? "" : value;
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static void components(String prefix, Class<?> type, Map<String, String> into) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + "." + dashed(component.getName());
            Type values = component.getGenericType() instanceof ParameterizedType map
                    && map.getRawType() == Map.class ? map.getActualTypeArguments()[1] : component.getType();
            if (values instanceof Class<?> nested && nested.isRecord()) {
                components(component.getType() == Map.class ? name + ".<alias>" : name, nested, into);
            } else {
                into.put(component.getType() == Map.class ? name + ".<…>" : name, defaultOf(type, component));
            }
        }
    }

    private static String dashed(String name) {
        return ConfigurationPropertyName.adapt(name.replaceAll("([A-Z])", "-$1"), '.').toString();
    }

    private static String defaultOf(Class<?> type, RecordComponent component) {
        return Arrays.stream(type.getDeclaredConstructors()[0].getParameters())
                .filter(parameter -> parameter.getName().equals(component.getName()))
                .map(parameter -> parameter.getAnnotation(DefaultValue.class))
                .filter(given -> given != null && given.value().length > 0)
                .map(given -> String.join(",", given.value())).findFirst().orElse("");
    }

    private static Stream<Path> below(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList().stream();
        }
    }

    private static Iterable<Path> files() throws IOException {
        Stream<Path> modules = Stream.concat(below(ROOT.resolve("services")), below(ROOT.resolve("platform")))
                .filter(file -> file.toString().matches(".*/src/main/(java|resources)/.*[.](java|yml)"));
        Stream<Path> others = Stream.of("scripts/lib.sh", "scripts/compose", "docker-compose.yml").map(ROOT::resolve);
        return Stream.concat(modules, others).toList();
    }
}
