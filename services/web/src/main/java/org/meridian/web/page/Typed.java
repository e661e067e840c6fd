package org.meridian.web.page;

import java.util.List;
import java.util.Map;

/** What a form has brought that was not taken, so that it can be read, copied, and sent again. */
public record Typed(List<Field> fields) {

    static final Typed NOTHING = new Typed(List.of());

    public record Field(String name, String value) {

        /** Ids, keys and choices have no blanks in them. */
        public boolean isWritten() {
            return value.chars().anyMatch(Character::isWhitespace) || value.length() > 100;
        }
    }

    static Typed of(Map<String, List<String>> sent) {
        return new Typed(sent.entrySet().stream().filter(it -> !it.getKey().equals("_csrf"))
                .flatMap(it -> it.getValue().stream().map(value -> new Field(it.getKey(), value))).toList());
    }

    public boolean isWritten() {
        return fields.stream().anyMatch(Field::isWritten);
    }
}
