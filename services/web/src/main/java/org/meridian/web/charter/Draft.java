package org.meridian.web.charter;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.meridian.web.calls.Charter;
import org.meridian.web.calls.Group;
import org.meridian.web.calls.MembershipCalls;
import org.meridian.web.page.Form;

/**
 * A charter as its form has it.
 *
 * @param version of the charter that was read
 * @param was     what was read, and what is typed is compared with
 */
public record Draft(String version, Charter was, Charter typed) {

    /**
     * One field that is another.
     *
     * @param name     of its label
     * @param isChoice whether its values are words that stand for sentences
     */
    public record Change(String name, String before, String after, boolean isChoice) {}

    private record Field(String name, boolean isChoice, Function<Charter, String> value) {}

    private static final List<Field> FIELDS = List.of(new Field("name", false, Charter::name),
            new Field("purpose", false, Charter::purpose),
            new Field("rules", false, it -> Form.orEmpty(it.rules())),
            new Field("visibility", true, Charter::visibility), new Field("joining", true, Charter::joining),
            new Field("questions", false, it -> String.join("\n", it.questions())),
            new Field("domains", false, it -> String.join(", ", it.approvedDomains())),
            new Field("mail", true, Charter::mail),
            new Field("registrationNeed", true, Charter::registrationNeed),
            new Field("editing", true, Charter::editing),
            new Field("registers", false, it -> String.join(", ", it.registers())));

    static Draft of(Group group) {
        Charter charter = charter(group);
        return new Draft(group.version(), charter, charter);
    }

    /** The scope is not among the fields: it never changes. */
    static Draft of(Form form) {
        return new Draft(form.text("version"), charter(form, "was."), charter(form, ""));
    }

    private static Charter charter(Group group) {
        return new Charter(group.name(), group.purpose(), group.rules(), group.scope(), group.visibility(),
                group.joining(), group.questions(), group.approvedDomains(), group.mail(), group.registers(),
                group.registrationNeed(), group.editing());
    }

    /** A question a line. */
    private static Charter charter(Form form, String prefix) {
        return new Charter(form.line(prefix + "name"), form.text(prefix + "purpose"), form.optional(prefix + "rules"),
                "", form.text(prefix + "visibility"), form.text(prefix + "joining"), form.lines(prefix + "questions"),
                form.separated(prefix + "approvedDomains"), form.text(prefix + "mail"),
                form.texts(prefix + "registers"),
                form.text(prefix + "registrationNeed"), form.text(prefix + "editing"));
    }

    public List<Change> changes() {
        return changes(was, typed);
    }

    public static List<Change> changes(Charter before, Charter after) {
        return FIELDS.stream().filter(it -> !it.value().apply(before).equals(it.value().apply(after)))
                .map(it -> new Change(it.name(), it.value().apply(before), it.value().apply(after), it.isChoice()))
                .toList();
    }

    /** The same changes of what it is by now: fields that were not touched have what somebody else made of them. */
    Draft onto(Group group) {
        Charter now = charter(group);
        return new Draft(group.version(), now, new Charter(merged(now, Charter::name), merged(now, Charter::purpose),
                merged(now, Charter::rules), now.scope(), merged(now, Charter::visibility),
                merged(now, Charter::joining), merged(now, Charter::questions), merged(now, Charter::approvedDomains),
                merged(now, Charter::mail), merged(now, Charter::registers), merged(now, Charter::registrationNeed),
                merged(now, Charter::editing)));
    }

    private <T extends @Nullable Object> T merged(Charter now, Function<Charter, T> field) {
        T mine = field.apply(typed);
        return Objects.equals(mine, field.apply(was)) ? field.apply(now) : mine;
    }

    /** What was not changed is left out. */
    MembershipCalls.CharterChange change() {
        return new MembershipCalls.CharterChange(changed(Charter::name), changed(Charter::purpose),
                changed(it -> Form.orEmpty(it.rules())), changed(Charter::questions), changed(Charter::approvedDomains),
                changed(Charter::visibility), changed(Charter::joining), changed(Charter::mail), null,
                changed(Charter::registers), changed(Charter::registrationNeed), changed(Charter::editing), version);
    }

    private <T> @Nullable T changed(Function<Charter, T> field) {
        T mine = field.apply(typed);
        return mine.equals(field.apply(was)) ? null : mine;
    }

    /** Whether what is so by now is what was typed, as after the same form was sent before. */
    boolean isDone(Group group) {
        return changes(charter(group), typed).isEmpty();
    }
}
