package org.meridian.web.page;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;

/** What is wrong with a form that was sent, in the order of its fields; by field, whose name is also its id on the page. */
public record Mistakes(Map<String, String> byField) {

    public static final Mistakes NONE = new Mistakes(Map.of());

    public static Mistakes of(String field, String message) {
        return new Mistakes(Map.of(field, message));
    }

    /**
     * What the API says of its fields, which are the form's, too.
     *
     * @throws Refusal as it was, when it is about no field
     */
    public static Mistakes of(Refusal refusal) {
        if (refusal.errors().isEmpty()) {
            throw refusal;
        }
        Map<String, String> byField = new LinkedHashMap<>();
        refusal.errors().forEach(it -> byField.putIfAbsent(it.field(), it.message()));
        return new Mistakes(byField);
    }

    public boolean isEmpty() {
        return byField.isEmpty();
    }

    /** Null where nothing is wrong. */
    public @Nullable String of(String field) {
        return byField.get(field);
    }
}
