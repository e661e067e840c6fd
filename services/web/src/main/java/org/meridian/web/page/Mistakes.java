package org.meridian.web.page;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal;

/** What is wrong with a form that was sent, in the order of its fields; by field, whose name is also its id on the page. */
public record Mistakes(Map<String, String> byField) {

    public static final Mistakes NONE = new Mistakes(Map.of());

    /** The form was sent before, with something else in it: its key is used up. */
    private static final Mistakes SENT_BEFORE = new Mistakes(Map.of("", ""));

    public static Mistakes of(String field, String message) {
        return new Mistakes(Map.of(field, message));
    }

    /**
     * What the API says of its fields, which are the form's, too.
     *
     * @throws Refusal as it was, when it is about no field
     */
    public static Mistakes of(Refusal refusal) {
        if (refusal.type().equals("idempotency-key-reused")) {
            return SENT_BEFORE;
        }
        if (refusal.errors().isEmpty()) {
            throw refusal;
        }
        Map<String, String> byField = new LinkedHashMap<>();
        refusal.errors().forEach(it -> byField.putIfAbsent(it.field(), it.message()));
        return new Mistakes(byField);
    }

    /** What is said of one value of several, at the one field where they are typed. */
    public Mistakes inOneField(String... fields) {
        Map<String, String> merged = new LinkedHashMap<>();
        byField.forEach((field, message) -> merged.putIfAbsent(Stream.of(fields)
                .filter(it -> field.startsWith(it + "[")).findFirst().orElse(field), message));
        return new Mistakes(merged);
    }

    public boolean isSentBefore() {
        return equals(SENT_BEFORE);
    }

    public boolean isEmpty() {
        return byField.isEmpty();
    }

    /** Null where nothing is wrong. */
    public @Nullable String of(String field) {
        return byField.get(field);
    }
}
