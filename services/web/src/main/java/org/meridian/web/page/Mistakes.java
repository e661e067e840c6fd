package org.meridian.web.page;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.meridian.eventlog.decision.Refusal.FieldError;
import org.meridian.eventlog.decision.Refusal;

/**
 * What is wrong with a form that was sent, in the order of its fields; by field, whose name is also its id on the page.
 *
 * @param rules that were not kept to, of the fields of which the API names one
 */
public record Mistakes(Map<String, String> byField, Map<String, FieldError> rules) {

    public static final Mistakes NONE = new Mistakes(Map.of());

    /** The form was sent before, with something else in it: its key is used up. */
    private static final Mistakes SENT_BEFORE = of("", "");

    public Mistakes(Map<String, String> byField) {
        this(byField, Map.of());
    }

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
        return of(refusal.errors(), it -> it);
    }

    private static Mistakes of(List<FieldError> errors, UnaryOperator<String> ids) {
        Map<String, String> byField = new LinkedHashMap<>();
        Map<String, FieldError> rules = new HashMap<>();
        for (FieldError error : errors) {
            String id = ids.apply(error.field());
            if (byField.putIfAbsent(id, error.message()) == null && !error.rule().isEmpty()) {
                rules.put(id, error);
            }
        }
        return new Mistakes(byField, rules);
    }

    /** What is said of one value of several, at the one field where they are typed. */
    public Mistakes inOneField(String... fields) {
        return of(errors(), field -> Stream.of(fields).filter(it -> field.startsWith(it + "[")).findFirst()
                .orElse(field));
    }

    /** What is said of a field that has another id on a page, where there are several of its kind. */
    public Mistakes at(String name, String id) {
        return of(errors(), field -> field.equals(name) ? id : field);
    }

    private List<FieldError> errors() {
        return byField.entrySet().stream().map(it -> {
            FieldError rule = rules.get(it.getKey());
            return rule == null
                    ? new FieldError(it.getKey(), it.getValue())
                    : new FieldError(it.getKey(), rule.message(), rule.rule(), rule.numbers());
        }).toList();
    }

    public boolean isSentBefore() {
        return equals(SENT_BEFORE);
    }

    public boolean isEmpty() {
        return byField.isEmpty();
    }

    /** As the API says it; null where nothing is wrong. */
    public @Nullable String of(String field) {
        return byField.get(field);
    }
}
