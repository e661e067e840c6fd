package org.meridian.operator.access;

import java.util.Map;
import org.meridian.process.settings.Settings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The consumer applications of others that this node's Kafka lets in.
 *
 * @param readers by the application's name: lower case letters, digits and hyphens, a letter first
 */
@ConfigurationProperties("meridian")
public record ReaderSettings(@DefaultValue Map<String, Reader> readers) {

    public static final ReaderSettings NONE = new ReaderSettings(Map.of());

    /**
     * @param secret  the password with which it logs in
     * @param content whether it may read what people wrote and show of themselves, besides the facts
     */
    public record Reader(@DefaultValue("") String secret, @DefaultValue("false") boolean content) {

        @Override
        public String toString() {
            return content ? "facts and content" : "facts";
        }
    }

    public ReaderSettings {
        readers.forEach((name, reader) -> {
            if (!name.matches("[a-z][a-z0-9-]*")) {
                throw Settings.reject("meridian.readers", name,
                        "a reader's name is lower case letters, digits and hyphens, a letter first");
            }
            Settings.required("meridian.readers." + name + ".secret", reader.secret());
        });
    }
}
