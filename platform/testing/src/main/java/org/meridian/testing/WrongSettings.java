package org.meridian.testing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What an operator is told of settings that are wrong. */
public final class WrongSettings {

    private WrongSettings() {}

    /**
     * Reads settings as a service does, one of them replaced; returns the sentence, and nothing if all is well.
     *
     * @param sentences what a process says at its start of a failure
     * @param value     empty: the setting is not there at all
     */
    public static String sentence(Function<Throwable, Optional<String>> sentences, String prefix, Class<?> type,
            Map<String, String> right, String name, String value) {
        Map<String, String> settings = new HashMap<>(right);
        settings.remove(name);
        if (!value.isEmpty()) {
            settings.put(name, value);
        }
        try {
            new Binder(List.of(new MapConfigurationPropertySource(settings))).bindOrCreate(prefix, type);
            return "";
        } catch (RuntimeException e) {
            return sentences.apply(e).orElseThrow(() -> new AssertionError("No sentence for this failure", e));
        }
    }
}
