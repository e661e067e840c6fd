package org.meridian.web.page;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** A form as it was sent. (Spring's own binding would take a single value apart at its commas where several can be sent.) */
public final class Form {

    private final MultiValueMap<String, String> sent;

    Form(MultiValueMap<String, String> sent) {
        this.sent = sent;
    }

    /** Empty where the field is missing; browsers send line ends as CR LF. */
    public String text(String field) {
        return unixLines(sent.getFirst(field));
    }

    /** In one line, without blanks around it. */
    public String line(String field) {
        return text(field).strip();
    }

    /** Null for what was left empty. */
    public @Nullable String optional(String field) {
        String text = line(field);
        return text.isEmpty() ? null : text;
    }

    /** All values of a field, in the order of the page. */
    public List<String> texts(String field) {
        return sent.getOrDefault(field, List.of()).stream().map(Form::unixLines).toList();
    }

    /** What somebody has written a line each; empty lines are none. */
    public List<String> lines(String field) {
        return text(field).lines().map(String::strip).filter(it -> !it.isEmpty()).toList();
    }

    /** What somebody has written with commas between. */
    public List<String> separated(String field) {
        return List.of(text(field).split(",")).stream().map(String::strip).filter(it -> !it.isEmpty()).toList();
    }

    public boolean isChecked(String field) {
        return sent.containsKey(field);
    }

    /** What the form carries so that, sent twice, it does one thing once: an Idempotency-Key. */
    public String key() {
        String key = sent.getFirst("key");
        return key != null && key.matches("[0-9a-f-]{36}") ? key : newKey();
    }

    public static String newKey() {
        return UUID.randomUUID().toString();
    }

    /** For fields whose value may be missing. */
    public static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static String unixLines(@Nullable String text) {
        return text == null ? "" : text.replace("\r\n", "\n");
    }
}
